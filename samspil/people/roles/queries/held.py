# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Which roles somebody holds on a day, in one query over all the rows that can say so."""

import datetime as dt
import functools
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, TextField, UUIDField, Value, When
from django.db.models.functions import Cast

from samspil.core import clock
from samspil.core.database import planned_once
from samspil.people.persons.enums import StaffRole
from samspil.people.persons.models import Employment, Enrolment, Guardianship
from samspil.people.places.periods import on
from samspil.people.roles import definitions as roles
from samspil.people.roles.held import HeldRole, HeldRoles
from samspil.people.roles.models import BoardSeat, CommitteeSeat, Role

if TYPE_CHECKING:
    from samspil.people.persons.models import User

# Stand in for the real values while the question is made into SQL: no row's number, no day of ours.
_PERSON, _DAY = -7, dt.date(1, 1, 1)
_NO_ID = Value(None, output_field=IntegerField())
_NO_MEETING = Value(None, output_field=UUIDField())
_STAFF_ROLES = {
    StaffRole.LEADER: roles.SchoolLeader.code,
    StaffRole.MANAGEMENT: roles.SchoolLeader.code,
    StaffRole.TEACHER: roles.Teacher.code,
    StaffRole.PEDAGOGUE: roles.Pedagogue.code,
}


def roles_of(*, user: "User | AnonymousUser", now: dt.datetime) -> HeldRoles:
    """Every role `user` holds now; none for somebody who is not logged in, not active or not a person."""
    if not user.is_authenticated or not user.is_active or user.person_id is None:
        return frozenset()
    return roles_of_person(person_id=user.person_id, day=clock.today(now))


def roles_of_person(*, person_id: int, day: dt.date) -> HeldRoles:
    sql, places = _asked()
    values: dict[Any, Any] = {_PERSON: person_id, _DAY: day}
    return frozenset(HeldRole(*row) for row in planned_once(sql, [values.get(place, place) for place in places]))


@functools.cache
def _asked() -> tuple[str, tuple[Any, ...]]:
    """The union as SQL, and its parameters with `_PERSON` and `_DAY` where the real ones go.

    Each request asks, and for Django to build the eight parts took ten times as long as for PostgreSQL to answer.
    """
    first, *rest = _parts(_PERSON, _DAY)
    sql, parameters = first.union(*rest, all=True).query.sql_with_params()
    return sql, tuple(parameters)


def is_officer(user: "User | AnonymousUser", *, now: dt.datetime | None = None) -> bool:
    """Whether `user` works for the municipality with Samspil; without `now` at this moment."""
    held = roles_of(user=user, now=now or clock.now())
    return any(role.code == roles.Officer.code for role in held)


def _parts(person_id: int, day: dt.date) -> list[QuerySet[Any, Any]]:
    period = on(day)
    return [
        _given(person_id, day),
        *_seats(person_id, day),
        _row(
            Employment.objects.filter(period, person_id=person_id),
            code=Case(
                *(When(staff_role=staff, then=Value(code)) for staff, code in _STAFF_ROLES.items()),
                default=Value(roles.Staff.code),
                output_field=TextField(),
            ),
            scope=Value(roles.Scope.SCHOOL, output_field=TextField()),
            scope_id=F("school_id"),
            school=F("school_id"),
        ),
        _row(
            # Who may not be written to is not told by a role where the pupil goes to school.
            Guardianship.objects.filter(
                period, on(day, "pupil__enrolments__"), guardian_id=person_id, contact_allowed=True
            ),
            code=Value(roles.Guardian.code, output_field=TextField()),
            scope=Value(roles.Scope.SCHOOL_CLASS, output_field=TextField()),
            scope_id=F("pupil__enrolments__school_class_id"),
            school=F("pupil__enrolments__school_class__school_id"),
        ),
        _row(
            Enrolment.objects.filter(period, pupil_id=person_id),
            code=Value(roles.Pupil.code, output_field=TextField()),
            scope=Value(roles.Scope.SCHOOL_CLASS, output_field=TextField()),
            scope_id=F("school_class_id"),
            school=F("school_class__school_id"),
        ),
    ]


def _given(person_id: int, day: dt.date) -> QuerySet[Any, Any]:
    """What is given as a role, and not said by a seat, an employment or a child."""
    return _row(
        Role.objects.filter(Q(on(day), ~Q(code=roles.ClassTeam.code) | Q(works_there(on(day)))), person_id=person_id),
        code=F("code"),
        scope=Case(
            *(When(**{f"{scope}__isnull": False}, then=Value(scope)) for scope in _SCOPES), output_field=TextField()
        ),
        scope_id=Case(
            *(When(**{f"{scope}__isnull": False}, then=F(f"{scope}_id")) for scope in _SCOPES if scope != "meeting"),
            default=_NO_ID,
            output_field=IntegerField(),
        ),
        school=Case(
            When(school__isnull=False, then=F("school_id")),
            When(school_class__isnull=False, then=F("school_class__school_id")),
            When(board__isnull=False, then=F("board__school_id")),
            default=_NO_ID,
            output_field=IntegerField(),
        ),
        meeting=F("meeting"),
    )


def works_there(period: Q) -> Exists:
    """Of a role at a class: whether the person has an employment at the class's school in the period."""
    there = Employment.objects.filter(period, person=OuterRef("person_id"), school=OuterRef("school_class__school_id"))
    return Exists(there)


def _seats(person_id: int, day: dt.date) -> list[QuerySet[Any, Any]]:
    seats = BoardSeat.objects.filter(on(day), on(day, "board__"), person_id=person_id)
    return [
        _row(
            # A chair is a member too, so that a rule never has to name both.
            chairs,
            code=Value(code, output_field=TextField()),
            scope=Value(roles.Scope.BOARD, output_field=TextField()),
            scope_id=F("board_id"),
            school=F("board__school_id"),
        )
        for code, chairs in (
            (roles.BoardChair.code, seats.filter(is_chair=True)),
            (roles.BoardMember.code, seats),
        )
    ] + [
        _row(
            CommitteeSeat.objects.filter(on(day), on(day, "committee__"), person_id=person_id),
            code=Value(roles.CommitteeMember.code, output_field=TextField()),
            scope=Value(roles.Scope.COMMITTEE, output_field=TextField()),
            scope_id=F("committee_id"),
            school=_NO_ID,
        )
    ]


def _row(
    rows: QuerySet[Any], *, code: Any, scope: Any, scope_id: Any, school: Any, meeting: Any = _NO_MEETING
) -> QuerySet[Any, Any]:
    return rows.values_list(
        Cast(code, TextField()),
        scope,
        Cast(scope_id, IntegerField()),
        Cast(school, IntegerField()),
        Cast(meeting, UUIDField()),
    )


_SCOPES = ("municipality", "school", "school_class", "board", "committee", "meeting")


def meeting_roles(*, held: HeldRoles, meeting: UUID) -> frozenset[str]:
    """The codes of the roles held for one meeting."""
    return frozenset(role.code for role in held if role.meeting == meeting)
