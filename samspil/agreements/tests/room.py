# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A class in its second year together, and its teacher."""

import dataclasses
import datetime as dt

from samspil.agreements.actions import drafting as actions
from samspil.agreements.enums import Per, Section
from samspil.agreements.models import Agreement
from samspil.people.models import Person, SchoolClass, User
from samspil.people.roles import definitions
from samspil.people.roles.actions import role_give
from samspil.people.tests import factories as make

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
LAST_YEAR = dt.datetime(2025, 8, 20, 12, tzinfo=dt.UTC)


@dataclasses.dataclass
class Room:
    """2.b became 3.b. Its agreement of last year has a promise, two hopes of 110 minutes a week, and a channel."""

    teacher: User
    before: SchoolClass
    school_class: SchoolClass
    pupils: list[Person]
    former: Agreement


def in_team(user: User, school_class: SchoolClass) -> None:
    make.EmploymentFactory(person=user.person, school=school_class.school)
    role_give(
        person=user.person, code=definitions.ClassTeam.code, scope=school_class,
        from_on=school_class.year.starts_on, until_on=school_class.year.ends_on, by=None, now=NOW,
    )  # fmt: skip


def write(agreement, section, words, **price):
    draft = actions.LineDraft(words=words, **price)
    return actions.line_add(agreement=agreement, section=section, draft=draft, by=None, now=LAST_YEAR)


def families(school_class: SchoolClass, number: int) -> list[Person]:
    pupils = []
    for _one in range(number):
        pupil = make.PersonFactory(email=None)
        make.EnrolmentFactory(pupil=pupil, school_class=school_class, from_on=school_class.year.starts_on)
        make.GuardianshipFactory(pupil=pupil)
        pupils.append(pupil)
    return pupils


def make_room() -> Room:
    make.MunicipalityFactory()
    school = make.SchoolFactory(name="Engskolen")
    before = make.SchoolClassFactory(
        school=school, year=make.SchoolYearFactory(name="2025-2026"), grade=2, letter="b", name="2.b"
    )
    now = make.SchoolClassFactory(school=school, grade=3, letter="b", name="3.b")
    pupils = families(before, 6)
    for pupil in pupils:
        make.EnrolmentFactory(pupil=pupil, school_class=now, from_on=now.year.starts_on)
    former = actions.agreement_begin(school_class=before, by=None, now=LAST_YEAR)
    write(former, Section.PROMISE, "Vi svarer inden for to skoledage.")
    write(former, Section.HOPE, "At I læser sammen.", minutes=20, times=1, per=Per.SCHOOL_DAY)
    write(former, Section.HOPE, "At I kigger i ugebrevet.", minutes=10, times=1, per=Per.WEEK)
    write(former, Section.OFFER, "Lave kaffe til mødet.")
    write(former, Section.CHANNEL, "Skriv i Aula før kl. 8.", situation="Jeres barn er syg")
    former.review_on = dt.date(2026, 6, 1)
    former.minutes_a_week = 120
    former.save()
    actions.agreement_issue(agreement=former, by=None, now=LAST_YEAR)
    teacher = make.UserFactory(person__given_name="Sofie", person__family_name="Lindberg")
    in_team(teacher, now)
    return Room(teacher, before, now, pupils, former)
