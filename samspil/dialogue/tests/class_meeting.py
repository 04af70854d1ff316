# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A class with its guardians, and the meeting that its teacher holds."""

import dataclasses
import datetime as dt

from django.urls import reverse

from samspil.dialogue.inviting.actions import PURPOSE, invitations_send, invitations_set
from samspil.dialogue.meetings.enums import MeetingKind
from samspil.dialogue.models import Invitation, Meeting
from samspil.dialogue.tests import factories
from samspil.people.addresses.actions import address_ensure
from samspil.people.links.actions import link_issue
from samspil.people.models import Guardianship, Person, RoleAddress, SchoolClass, User
from samspil.people.tests import factories as make

# Some weeks before the evening.
EARLY = dt.datetime(2026, 9, 1, 8, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True)
class OfClass:
    """3.a: Anna and Bo are Ali's, Bo without an address; Carl may not be written to; Dina bears a protected name and
    has two children there; nobody has written an adult on Finn.
    """

    meeting: Meeting
    school_class: SchoolClass
    address: RoleAddress
    teacher: User
    anna: Person
    bo: Person
    carl: Person
    dina: Person
    ties: dict[str, Guardianship]

    def invite(self, now: dt.datetime = EARLY):
        invitations_set(meeting=self.meeting, addresses=[self.address], by=self.teacher, now=now)
        return invitations_send(meeting=self.meeting, by=self.teacher, now=now)

    def row(self, person: Person) -> Invitation:
        return self.meeting.invitations.get(person=person)

    def answer_url(self, person: Person, now: dt.datetime = EARLY) -> str:
        row = self.row(person)
        pupils = Guardianship.objects.filter(guardian=person, contact_allowed=True).values_list("pupil_id", flat=True)
        _link, token = link_issue(
            purpose=PURPOSE, scope={"invitation": str(row.uuid), "meeting": str(self.meeting.uuid)},
            expires_at=self.meeting.ends_at + 30 * DAY, person=person, role_address=self.address, pupils=list(pupils),
            by=None, now=now,
        )  # fmt: skip
        return reverse("dialogue:invitation-answer", args=[token])


def adult(name: str, pupil: Person, **values) -> Guardianship:
    return make.GuardianshipFactory(guardian__given_name=name, guardian__family_name="Voksen", pupil=pupil, **values)


def of_class(meeting: Meeting | None = None) -> OfClass:
    """Without a `meeting`, a planned one."""
    school_class = make.SchoolClassFactory(name="3.a", letter="a")
    teacher = make.UserFactory(person__given_name="Tea", person__family_name="Lærer")
    make.EmploymentFactory(person=teacher.person, school=school_class.school)
    make.OfficerRoleFactory(code="class_team", municipality=None, person=teacher.person, school_class=school_class)
    ali, eva, eli, _finn, gro = (
        make.EnrolmentFactory(pupil__given_name=name, pupil__family_name="Barn", school_class=school_class).pupil
        for name in ("Ali", "Eva", "Eli", "Finn", "Gro")
    )
    ties = {
        "anna": adult("Anna", ali),
        "bo": adult("Bo", ali, guardian__email=None, guardian__email_digest=""),
        "carl": adult("Carl", gro, contact_allowed=False),
        "dina": adult("Dina", eva, guardian__name_protected=True, guardian__language="ar"),
    }
    make.GuardianshipFactory(guardian=ties["dina"].guardian, pupil=eli)
    address = address_ensure(kind="klasse", school_class=school_class)
    meeting = meeting or factories.MeetingFactory(
        title="Forældremøde i 3.a", created_by=teacher, created_at=EARLY, tables=2, rounds=1
    )
    meeting.kind, meeting.school_class = MeetingKind.CLASS, school_class
    meeting.save(update_fields=["kind", "school_class"])
    people = {name: tie.guardian for name, tie in ties.items()}
    return OfClass(meeting, school_class, address, teacher, ties=ties, **people)
