# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from samspil.core.errors import Refused
from samspil.people import models
from samspil.people.roles import definitions as roles
from samspil.people.roles.actions import officer_appoint, role_end, role_give
from samspil.people.roles.queries.held import meeting_roles, roles_of
from samspil.people.roles.queries.shown import shown_name
from samspil.people.schools.queries.visible import board_for, boards_for, school_for, schools_for
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db


def codes(user, now):
    return sorted(role.code for role in roles_of(user=user, now=now))


def test_each_of_the_cast_holds_the_roles_their_rows_say(cast, now):
    assert {name: codes(getattr(cast, name), now) for name in ("officer", "committee_member", "board_chair")} == {
        "officer": ["officer"],
        "committee_member": ["committee_member"],
        "board_chair": ["board_chair", "board_member", "guardian"],
    }
    assert {name: codes(getattr(cast, name), now) for name in ("school_leader", "teacher", "parent", "stranger")} == {
        "school_leader": ["school_leader"],
        "teacher": ["teacher"],
        "parent": ["guardian"],
        "stranger": ["board_member"],
    }


def test_roles_are_read_in_one_query(cast, now, django_assert_num_queries):
    with django_assert_num_queries(1):
        held = roles_of(user=cast.board_chair, now=now)

    assert {role.school_id for role in held} == {cast.school.pk}


def test_a_kept_plan_answers_as_a_fresh_one_also_when_a_role_has_ended(cast, now):
    names = ("officer", "committee_member", "board_chair", "school_leader", "teacher", "parent", "stranger")
    fresh = {name: codes(getattr(cast, name), now) for name in names}
    before, connection.connection.prepare_threshold = connection.connection.prepare_threshold, 0
    try:
        # PostgreSQL takes a plan for any values after five with plans of their own.
        kept = [{name: codes(getattr(cast, name), now) for name in names} for _ in range(7)]
        models.Role.objects.filter(person=cast.officer.person).update(
            until_on=dt.date(2020, 1, 1), from_on="2019-01-01"
        )
        ended = codes(cast.officer, now)
    finally:
        connection.connection.prepare_threshold = before

    assert kept == [fresh] * 7
    assert ended == []


def test_nobody_has_roles_without_an_active_account_and_a_person(cast, now):
    cast.officer.is_active = False
    without_person = models.User.objects.create_user("ingen@example.org", is_superuser=True)

    assert roles_of(user=cast.officer, now=now) == frozenset()
    assert roles_of(user=without_person, now=now) == frozenset()
    assert roles_of(user=AnonymousUser(), now=now) == frozenset()


def test_a_role_ends_at_midnight_in_copenhagen(cast):
    role = models.Role.objects.get(person=cast.officer.person)
    role.until_on = dt.date(2026, 10, 8)
    role.save()

    still = dt.datetime(2026, 10, 7, 21, 59, tzinfo=dt.UTC)

    assert codes(cast.officer, still) == ["officer"]
    assert codes(cast.officer, still + dt.timedelta(minutes=1)) == []


def test_a_role_at_a_meeting_is_known_by_the_meetings_uuid(cast, now):
    meeting = uuid4()
    role_give(person=cast.parent.person, code="note_taker", scope=meeting, from_on=now.date(), by=cast.officer, now=now)

    held = roles_of(user=cast.parent, now=now)

    assert meeting_roles(held=held, meeting=meeting) == {"note_taker"}
    assert meeting_roles(held=held, meeting=uuid4()) == frozenset()


def test_a_chair_is_made_by_a_seat_and_not_by_a_role(cast, now):
    with pytest.raises(Refused, match="kan ikke gives her"):
        role_give(
            person=cast.parent.person,
            code="board_chair",
            scope=cast.board,
            from_on=now.date(),
            by=cast.officer,
            now=now,
        )


def test_the_last_officer_stays(cast, now):
    role = models.Role.objects.get(person=cast.officer.person)

    with pytest.raises(Refused, match="mindst én konsulent"):
        role_end(role=role, on=now.date(), by=cast.officer, now=now)

    second = officer_appoint(given_name="Nye", family_name="", email="nye@example.org", by=cast.officer, now=now)
    role_end(role=role, on=now.date(), by=second, now=now)
    assert (codes(cast.officer, now), codes(second, now)) == ([], ["officer"])


def test_every_role_has_a_danish_title_and_description():
    for role in roles.ALL:
        assert str(role.title)
        assert str(role.description).endswith(".")
    assert len(roles.BY_CODE) == len(roles.ALL)


def test_schools_and_boards_are_seen_by_those_who_belong(cast, now):
    day = now.date()
    held = {name: roles_of(user=cast.user(name), now=now) for name in ("officer", "board_member", "teacher", "parent")}

    schools = {name: [school.name for school in schools_for(held=h, day=day)] for name, h in held.items()}
    boards = {name: boards_for(held=h, day=day).count() for name, h in held.items()}

    assert schools == {
        "officer": ["Bakkeskolen", "Åskolen"],
        "board_member": ["Åskolen"],
        "teacher": ["Åskolen"],
        "parent": ["Åskolen"],
    }
    assert boards == {"officer": 2, "board_member": 1, "teacher": 0, "parent": 0}
    assert board_for(held=held["board_member"], uuid=cast.other_board.uuid) is None
    assert school_for(held=held["parent"], uuid=cast.other_school.uuid) is None


def test_a_protected_name_is_shown_to_oneself_and_to_those_who_work_at_the_school(cast, now):
    person = make.PersonFactory(given_name="Hemmelig", name_protected=True)
    shown = {
        name: shown_name(person=person, held=roles_of(user=cast.user(name), now=now), school_id=cast.school.pk)
        for name in ("officer", "board_chair", "teacher", "school_leader", "stranger")
    }

    assert shown == {
        "officer": "Navnet er beskyttet", "board_chair": "Navnet er beskyttet", "stranger": "Navnet er beskyttet",
        "teacher": "Hemmelig Eksempel", "school_leader": "Hemmelig Eksempel",
    }  # fmt: skip
    assert shown_name(person=person, held=frozenset(), viewer_person_id=person.pk) == "Hemmelig Eksempel"


def test_a_guardian_has_a_role_in_the_classes_of_today_only(cast, now):
    pupil = make.PersonFactory(email=None)
    guardian = make.UserFactory()
    make.GuardianshipFactory(guardian=guardian.person, pupil=pupil)
    make.EnrolmentFactory(pupil=pupil, until_on=dt.date(2026, 8, 1))
    present = make.EnrolmentFactory(pupil=pupil, from_on=dt.date(2026, 8, 1))
    make.EnrolmentFactory(pupil=pupil, from_on=dt.date(2027, 8, 1))

    held = roles_of(user=guardian, now=now)

    assert [(role.code, role.scope_id) for role in held] == [("guardian", present.school_class_id)]


def test_a_role_is_given_where_it_counts_and_nowhere_else(cast, now):
    def give(code, scope):
        return role_give(
            person=cast.parent.person, code=code, scope=scope, from_on=now.date(), by=cast.officer, now=now
        )

    for code, scope in (("class_contact", cast.school), ("officer", cast.school), ("facilitator", cast.municipality)):
        with pytest.raises(Refused, match="kan ikke gives her"):
            give(code, scope)

    assert give("class_contact", cast.school_class).school_class == cast.school_class


def test_a_role_that_has_ended_is_not_ended_again_and_one_that_will_end_may_end_sooner(cast, now):
    today, later = now.date(), now.date() + dt.timedelta(days=9)
    role = role_give(
        person=cast.parent.person, code="class_contact", scope=cast.school_class, from_on=today, by=None, now=now
    )

    role_end(role=role, on=later, by=cast.officer, now=now)
    for same_or_later in (later, later + dt.timedelta(days=1)):
        with pytest.raises(Refused, match="allerede slut"):
            role_end(role=role, on=same_or_later, by=cast.officer, now=now)

    assert role_end(role=role, on=today, by=cast.officer, now=now).until_on == today


def test_one_whose_role_as_officer_ends_is_not_counted_as_left(cast, now):
    """The other officer goes next month: were this one let go as well, nobody would be left then."""
    second = officer_appoint(given_name="Nye", family_name="", email="nye@example.org", by=cast.officer, now=now)
    ends = models.Role.objects.get(person=second.person)
    role_end(role=ends, on=now.date() + dt.timedelta(days=30), by=cast.officer, now=now)

    with pytest.raises(Refused, match="mindst én konsulent"):
        role_end(role=models.Role.objects.get(person=cast.officer.person), on=now.date(), by=second, now=now)
    contact = role_give(
        person=cast.parent.person, code="class_contact", scope=cast.school_class, from_on=now.date(), by=None, now=now
    )
    assert role_end(role=contact, on=now.date(), by=None, now=now).until_on == now.date()
