# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The invented city is whole, analysed, and the same each time."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from samspil.demo import city
from samspil.people.models import (
    Board,
    BoardSeat,
    Employment,
    Enrolment,
    Guardianship,
    Person,
    RoleAddress,
    School,
    SchoolClass,
    User,
)
from samspil.people.persons.digests import email_digest, phone_digest
from samspil.people.persons.enums import StaffRole

pytestmark = pytest.mark.django_db

VILLAGE = city.Size(schools=3, classes=12, families=70, pupils=90, guardians=130, staff=30, accounts=True)
DAY = dt.date(2027, 3, 4)
# Of what belongs to a school, a class or somebody: what is not brought in bulk, but by the demo itself or by use.
NOT_IN_BULK = {
    "asking.Asked", "asking.AskedFor", "commitments.Commitment", "dialogue.Invitation", "dialogue.MailRhythm",
    "dialogue.Meeting", "dialogue.PromiseTold", "people.AccessLink", "people.CommitteeSeat", "people.Role",
}  # fmt: skip


def put(size: city.Size) -> int:
    connection.ensure_connection()
    return city.load(connection.connection, size, on=DAY)


def test_a_crowd_is_whole_and_analysed() -> None:
    came = put(city.crowd(1000))

    assert came == Person.objects.count() == 1000
    assert not Person.objects.exclude(email=None).exists()
    assert not User.objects.exists()
    pupils = Person.objects.filter(enrolments__isnull=False)
    assert pupils.count() == 300
    assert all(pupil.guarded_by.count() == 2 for pupil in pupils[:20])
    assert Employment.objects.count() == 100
    assert {row.enrolments.count() for row in SchoolClass.objects.all()} <= set(range(1, 23))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'people_person'")
        assert cursor.fetchone() == (1000,)


def test_a_city_has_a_board_and_a_leader_who_can_log_in_at_each_school() -> None:
    put(VILLAGE)

    assert School.objects.count() == 3
    assert SchoolClass.objects.count() == 36
    for school in School.objects.all():
        leader = Employment.objects.get(school=school, staff_role=StaffRole.LEADER)
        assert leader.person.user.email == leader.person.email
        board = Board.objects.get(school=school)
        assert board.seats.count() == 9
        assert board.seats.get(is_chair=True).person.user.is_active
        assert RoleAddress.objects.filter(models.Q(board=board) | models.Q(school=school)).count() == 3
        # Parents sit at the school of their children.
        parents = board.seats.filter(seat="foraelder").values("person")
        children = Person.objects.filter(guarded_by__guardian__in=parents)
        assert set(children.values_list("enrolments__school_class__school", flat=True)) == {school.pk}


def test_a_city_has_families_with_contact_data() -> None:
    put(VILLAGE)

    pupils = Person.objects.filter(enrolments__isnull=False)
    assert pupils.count() == Enrolment.objects.count() == 90
    assert all(pupil.guarded_by.exists() for pupil in pupils)
    guardians = Person.objects.filter(guardianships__isnull=False).distinct()
    assert guardians.count() == 130
    for guardian in guardians:
        assert guardian.email_digest == email_digest(guardian.email or "") != ""
        assert guardian.phone_digest == phone_digest(guardian.phone or "") != ""
    assert guardians.exclude(language="da").exists()


def test_a_city_is_the_same_each_time() -> None:
    assert rows_of(VILLAGE) == rows_of(VILLAGE)


def rows_of(size: city.Size) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a city but the keys that the database counts, and what stood there is as before."""
    with transaction.atomic():
        put(size)
        rows = {
            str(model): sorted(map(str, model.objects.values_list(*columns)))
            for model, columns in {
                Person: ("uuid", "external_id", "given_name", "family_name", "sort_key", "language", "birth_year",
                         "email", "phone", "email_digest", "phone_digest", "name_protected", "address_protected"),
                School: ("uuid", "institution_number", "name", "sort_key", "email", "from_on"),
                SchoolClass: ("uuid", "external_id", "school__uuid", "year__name", "grade", "letter", "name"),
                Enrolment: ("pupil__uuid", "school_class__uuid", "from_on"),
                Guardianship: ("guardian__uuid", "pupil__uuid", "relation", "custody", "contact_allowed", "home",
                               "from_on"),
                Employment: ("person__uuid", "school__uuid", "staff_role", "from_on"),
                Board: ("uuid", "school__uuid", "from_on"),
                BoardSeat: ("board__uuid", "person__uuid", "seat", "is_chair", "from_on"),
                User: ("uuid", "person__uuid", "email", "password", "is_active", "created_at"),
            }.items()
        }  # fmt: skip
        transaction.set_rollback(True)
    assert all(rows.values())
    return rows


def test_a_city_has_what_belongs_to_a_school_a_class_or_somebody() -> None:
    """So that each later feature puts its own into the city."""
    put(VILLAGE)

    belonging = {
        model
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model in {School, SchoolClass, Person}
    }
    assert len(belonging) > 5
    empty = {model._meta.label for model in belonging if not model._default_manager.exists()}
    assert empty == NOT_IN_BULK


def test_each_person_of_a_city_has_a_name_of_their_own() -> None:
    names = [city.name(number) for number in range(city.CITY.persons)]

    assert len(set(names)) == city.CITY.persons


def test_the_city_is_what_the_benchmarks_say_that_it_is() -> None:
    assert (city.CITY.pupils, city.CITY.guardians) == (35_000, 55_000)
