# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Rows to test with. Persons have contact data that belongs to nobody (example.org, numbers that are not in use)."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from samspil.core.danish import sort_key
from samspil.people import models
from samspil.people.addresses.enums import AddressKind
from samspil.people.persons.digests import email_digest, phone_digest
from samspil.people.persons.enums import StaffRole
from samspil.people.roles import definitions as roles
from samspil.people.roles.enums import SeatKind

LONG_AGO = dt.date(2020, 8, 1)


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = models.Municipality
        django_get_or_create = ("is_only",)

    is_only = True
    name = "Ådal Kommune"
    department = "Børn og Unge"
    phone = "70 00 00 00"
    email = "boernogunge@example.org"


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = models.School

    institution_number = factory.Sequence(lambda n: f"{n:05d}A"[-6:])
    name = factory.Sequence(lambda n: f"Skole {n}")
    sort_key = factory.LazyAttribute(lambda school: sort_key(school.name))
    from_on = LONG_AGO


class SchoolYearFactory(DjangoModelFactory):
    class Meta:
        model = models.SchoolYear
        django_get_or_create = ("name",)

    name = "2026-2027"
    starts_on = factory.LazyAttribute(lambda year: dt.date(int(year.name[:4]), 8, 1))
    ends_on = factory.LazyAttribute(lambda year: dt.date(int(year.name[5:]), 8, 1))


class SchoolClassFactory(DjangoModelFactory):
    class Meta:
        model = models.SchoolClass

    school = factory.SubFactory(SchoolFactory)
    year = factory.SubFactory(SchoolYearFactory)
    grade = 3
    letter = factory.Sequence(lambda n: f"s{n}")
    name = factory.LazyAttribute(lambda row: f"{row.grade}.{row.letter}")
    sort_key = factory.LazyAttribute(lambda row: sort_key(row.name))


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = models.Person

    given_name = factory.Sequence(lambda n: f"Fornavn{n}")
    family_name = "Eksempel"
    sort_key = factory.LazyAttribute(lambda person: sort_key(f"{person.family_name} {person.given_name}"))
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    email_digest = factory.LazyAttribute(lambda person: email_digest(person.email or ""))
    phone = ""
    phone_digest = factory.LazyAttribute(lambda person: phone_digest(person.phone or ""))


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User

    person = factory.SubFactory(PersonFactory)
    email = factory.LazyAttribute(lambda user: user.person.email if user.person else "ingen@example.org")
    password = "!"


class EnrolmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Enrolment

    pupil = factory.SubFactory(PersonFactory, email=None)
    school_class = factory.SubFactory(SchoolClassFactory)
    from_on = LONG_AGO


class GuardianshipFactory(DjangoModelFactory):
    class Meta:
        model = models.Guardianship

    guardian = factory.SubFactory(PersonFactory)
    pupil = factory.SubFactory(PersonFactory, email=None)
    from_on = LONG_AGO


class EmploymentFactory(DjangoModelFactory):
    class Meta:
        model = models.Employment

    person = factory.SubFactory(PersonFactory)
    school = factory.SubFactory(SchoolFactory)
    staff_role = StaffRole.TEACHER
    from_on = LONG_AGO


class BoardFactory(DjangoModelFactory):
    class Meta:
        model = models.Board

    school = factory.SubFactory(SchoolFactory)
    from_on = LONG_AGO


class BoardSeatFactory(DjangoModelFactory):
    class Meta:
        model = models.BoardSeat

    board = factory.SubFactory(BoardFactory)
    person = factory.SubFactory(PersonFactory)
    seat = SeatKind.PARENT
    from_on = LONG_AGO


class CommitteeFactory(DjangoModelFactory):
    class Meta:
        model = models.Committee

    municipality = factory.SubFactory(MunicipalityFactory)
    name = "Børne- og Ungeudvalget"
    from_on = LONG_AGO


class CommitteeSeatFactory(DjangoModelFactory):
    class Meta:
        model = models.CommitteeSeat

    committee = factory.SubFactory(CommitteeFactory)
    person = factory.SubFactory(PersonFactory)
    from_on = LONG_AGO


class OfficerRoleFactory(DjangoModelFactory):
    class Meta:
        model = models.Role

    person = factory.SubFactory(PersonFactory)
    code = roles.Officer.code
    municipality = factory.SubFactory(MunicipalityFactory)
    from_on = LONG_AGO


class RoleAddressFactory(DjangoModelFactory):
    """The address of a board's chair; give kind and the other owner for another."""

    class Meta:
        model = models.RoleAddress

    kind = AddressKind.BOARD_CHAIR
    board = factory.SubFactory(BoardFactory)
