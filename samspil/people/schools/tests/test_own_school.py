# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Whose school it is: a leader sees the board of his own school and no other, staff their colleagues' names there."""

import datetime as dt

import pytest

from samspil.people.models import Board, BoardSeat, Committee, Role, School, SchoolClass
from samspil.people.persons.enums import StaffRole
from samspil.people.places.queries import school_year_on
from samspil.people.roles import definitions as roles
from samspil.people.roles import rules
from samspil.people.roles.held import HeldRole
from samspil.people.roles.queries.held import roles_of_person
from samspil.people.schools.queries.visible import (
    board_for,
    board_seat_for,
    board_seats,
    board_seats_past,
    boards_for,
    school_for,
    schools_for,
)
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 10, 7)
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)


def held_by(person, day=DAY):
    return roles_of_person(person_id=person.pk, day=day)


def seen(held):
    """What of two schools and their boards somebody may know of, by list and one by one."""
    by_list = {board.school.name for board in boards_for(held=held, day=DAY)}
    by_one = {board.school.name for board in Board.objects.all() if board_for(held=held, uuid=board.uuid)}
    by_seat = {seat.board.school.name for seat in BoardSeat.objects.all() if board_seat_for(held=held, pk=seat.pk)}
    schools = {school.name for school in schools_for(held=held, day=DAY)}
    by_uuid = {school.name for school in School.objects.all() if school_for(held=held, uuid=school.uuid)}
    assert (by_one, by_uuid) == (by_list, schools)
    assert by_seat == by_list
    return schools, by_list


def test_who_sees_which_school_and_which_board(cast):
    other_leader = make.EmploymentFactory(school=cast.other_school, staff_role=StaffRole.LEADER).person
    management = make.EmploymentFactory(school=cast.school, staff_role=StaffRole.MANAGEMENT).person
    people = {
        "leader": cast.school_leader.person,
        "management": management,
        "leader of the other": other_leader,
        "teacher": cast.teacher.person,
        "parent": cast.parent.person,
        "member": cast.board_member.person,
        "member of the other": cast.stranger.person,
        "committee": cast.committee_member.person,
        "officer": cast.officer.person,
        "nobody": make.PersonFactory(),
    }
    here, there = {"Åskolen"}, {"Bakkeskolen"}

    assert {name: seen(held_by(person)) for name, person in people.items()} == {
        "leader": (here, here),
        "management": (here, here),
        "leader of the other": (there, there),
        "teacher": (here, set()),
        "parent": (here, set()),
        "member": (here, here),
        "member of the other": (there, there),
        "committee": (here | there, here | there),
        "officer": (here | there, here | there),
        "nobody": (set(), set()),
    }


def test_a_board_is_one_of_boards_and_not_what_has_the_same_number():
    """Keys of classes and boards are counted apart, so the same number is another thing."""
    held = frozenset({HeldRole(code="guardian", scope=roles.Scope.SCHOOL_CLASS, scope_id=7, school_id=1)})

    assert rules.board_ids(held) == frozenset()
    assert not rules.may_see_board(held, board_id=7, school_id=1)


@pytest.mark.parametrize("staff_role", list(StaffRole))
def test_who_works_at_a_school_knows_the_protected_names_there_and_nowhere_else(cast, staff_role):
    person = make.EmploymentFactory(school=cast.school, staff_role=staff_role).person

    held = held_by(person)

    assert rules.may_see_protected_names(held, cast.school.pk)
    assert not rules.may_see_protected_names(held, cast.other_school.pk)
    assert bool(rules.led_school_ids(held)) == (staff_role in {StaffRole.LEADER, StaffRole.MANAGEMENT})


def test_a_parent_who_leads_another_school_is_a_parent_here(cast):
    make.EmploymentFactory(person=cast.parent.person, school=cast.other_school, staff_role=StaffRole.LEADER)

    held = held_by(cast.parent.person)

    assert seen(held) == ({"Åskolen", "Bakkeskolen"}, {"Bakkeskolen"})
    assert not rules.may_see_protected_names(held, cast.school.pk)


def test_the_first_day_counts_and_the_day_it_ends_does_not(cast):
    """Seats, employments and roles: from and until, half-open."""
    seat = make.BoardSeatFactory(board=cast.other_board, from_on=DAY, until_on=AFTER)
    work = make.EmploymentFactory(school=cast.other_school, from_on=DAY, until_on=AFTER)
    role = make.OfficerRoleFactory(municipality=cast.municipality, from_on=DAY, until_on=AFTER)

    for row in (seat, work, role):
        assert [bool(held_by(row.person, day)) for day in (BEFORE, DAY, AFTER)] == [False, True, False]
        assert [row.holds_on(day) for day in (BEFORE, DAY, AFTER)] == [False, True, False]


@pytest.mark.parametrize("ended", ["board", "committee"])
def test_a_seat_says_nothing_once_its_board_or_committee_is_no_more(cast, ended):
    person = {"board": cast.board_member, "committee": cast.committee_member}[ended].person
    assert held_by(person)

    (Board if ended == "board" else Committee).objects.update(until_on=DAY)

    assert held_by(person, BEFORE)
    assert held_by(person) == frozenset()


def test_a_closed_school_and_its_board_are_on_no_list(cast):
    officer = held_by(cast.officer.person)
    School.objects.filter(pk=cast.other_school.pk).update(until_on=DAY)
    Board.objects.filter(pk=cast.other_board.pk).update(until_on=DAY)

    assert [school.name for school in schools_for(held=officer, day=DAY)] == ["Åskolen"]
    assert [board.school.name for board in boards_for(held=officer, day=DAY)] == ["Åskolen"]
    assert schools_for(held=officer, day=BEFORE).count() == 2


def test_a_board_lists_who_sits_now_and_later_and_apart_from_them_who_has_sat(cast):
    board = make.BoardFactory(school=make.SchoolFactory(name="Ny Skole"))

    def seat(name, **more):
        return make.BoardSeatFactory(board=board, person__given_name=name, person__family_name="X", **more)

    seat("Åse")
    seat("Bo", from_on=AFTER)
    seat("Chr", is_chair=True)
    seat("Dan", until_on=AFTER)
    seat("Eva", until_on=DAY)
    seat("Finn", until_on=BEFORE)

    def names(seats):
        return [one.person.given_name for one in seats]

    assert names(board_seats(board=board, day=DAY)) == ["Chr", "Bo", "Dan", "Åse"]
    assert names(board_seats_past(board=board, day=DAY)) == ["Eva", "Finn"]
    assert next(iter(boards_for(held=held_by(cast.officer.person), day=DAY).filter(pk=board.pk))).members == 3


def test_a_school_year_begins_on_its_first_day_and_is_over_on_the_day_the_next_begins():
    first = make.SchoolYearFactory(name="2026-2027", starts_on=dt.date(2026, 8, 1), ends_on=dt.date(2027, 8, 1))
    second = make.SchoolYearFactory(name="2027-2028", starts_on=dt.date(2027, 8, 1), ends_on=dt.date(2028, 8, 1))

    found = [
        school_year_on(day=day)
        for day in (dt.date(2026, 7, 31), dt.date(2026, 8, 1), dt.date(2027, 7, 31), dt.date(2027, 8, 1))
    ]

    assert found == [None, first, first, second]


def test_a_role_at_a_board_or_class_belongs_to_its_school(cast):
    person = make.PersonFactory()
    Role.objects.create(person=person, code="class_contact", school_class=cast.school_class, from_on=DAY)
    other = make.PersonFactory()
    Role.objects.create(person=other, code="board_member", board=cast.other_board, from_on=DAY)

    assert rules.school_ids(held_by(person)) == {SchoolClass.objects.get(pk=cast.school_class.pk).school_id}
    assert rules.school_ids(held_by(other)) == {cast.other_school.pk}
    assert rules.board_ids(held_by(other)) == {cast.other_board.pk}
