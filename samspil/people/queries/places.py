# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The municipality, its schools and boards, as far as the reader may see them."""

import datetime as dt
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet
from django.utils.functional import Promise

from samspil.people import roles, rules
from samspil.people.held import Held
from samspil.people.models import Board, BoardSeat, Committee, Municipality, School, SchoolClass, SchoolYear
from samspil.people.models.periods import on


def municipality() -> Municipality | None:
    """The municipality of this installation; None before it has been named."""
    return Municipality.objects.first()


def schools_for(*, held: Held, day: dt.date) -> QuerySet[School]:
    """The schools the reader may know of, in Danish order: all for the municipality, else one's own."""
    schools = School.objects.filter(on(day)).order_by("sort_key", "pk")
    if rules.may_see_all_schools(held):
        return schools
    return schools.filter(pk__in=rules.school_ids(held))


def school_for(*, held: Held, uuid: UUID) -> School | None:
    school = School.objects.filter(uuid=uuid).first()
    return school if school is not None and rules.may_see_school(held, school.pk) else None


def boards_for(*, held: Held, day: dt.date) -> QuerySet[Board]:
    """The boards the reader may know of, in the order of their schools, each with `members` counted on that day."""
    boards = (
        Board.objects.filter(on(day))
        .select_related("school")
        .annotate(members=Count("seats", filter=on(day, "seats__")))
        .order_by("school__sort_key", "pk")
    )
    if rules.may_see_all_schools(held):
        return boards
    return boards.filter(
        Q(pk__in=rules.board_ids(held)) | Q(school__in=rules.led_school_ids(held)),
    )


def board_for(*, held: Held, uuid: UUID) -> Board | None:
    board = Board.objects.select_related("school").filter(uuid=uuid).first()
    return board if board is not None and rules.may_see_board(held, board.pk, board.school_id) else None


def board_seats(*, board: Board, day: dt.date) -> QuerySet[BoardSeat]:
    """Who sits now or later, the chair first, then in Danish order."""
    seats = BoardSeat.objects.filter(board=board).filter(Q(until_on__isnull=True) | Q(until_on__gt=day))
    return seats.select_related("person", "board").order_by("-is_chair", "person__sort_key", "pk")


def board_seats_past(*, board: Board, day: dt.date) -> QuerySet[BoardSeat]:
    seats = BoardSeat.objects.filter(board=board, until_on__lte=day)
    return seats.select_related("person", "board").order_by("-until_on", "person__sort_key", "pk")


def board_seat_for(*, held: Held, pk: int) -> BoardSeat | None:
    seat = BoardSeat.objects.select_related("board__school", "person").filter(pk=pk).first()
    return seat if seat is not None and rules.may_see_board(held, seat.board_id, seat.board.school_id) else None


def committees(*, day: dt.date) -> QuerySet[Committee]:
    return Committee.objects.filter(on(day)).order_by("name", "pk")


def school_year_on(*, day: dt.date) -> SchoolYear | None:
    return SchoolYear.objects.filter(starts_on__lte=day, ends_on__gt=day).first()


def role_places(*, held: Held) -> list[tuple[Promise, str]]:
    """What the reader is, and where, in words: ("Lærer", "Åskolen"). At most one query per kind of place."""
    models: dict[str, type[Model]] = {
        roles.Scope.MUNICIPALITY: Municipality,
        roles.Scope.SCHOOL: School,
        roles.Scope.SCHOOL_CLASS: SchoolClass,
        roles.Scope.BOARD: Board,
        roles.Scope.COMMITTEE: Committee,
    }
    names: dict[tuple[str, int], str] = {}
    for scope, model in models.items():
        ids = {role.scope_id for role in held if role.scope == scope}
        rows = model._default_manager.filter(pk__in=ids) if ids else []
        if ids and scope in {roles.Scope.BOARD, roles.Scope.SCHOOL_CLASS}:
            rows = model._default_manager.filter(pk__in=ids).select_related("school")
        names.update({(scope, row.pk): _place_name(row) for row in rows})
    found = {(role.title, names.get((role.scope, role.scope_id or 0), "")) for role in held}
    return sorted(found, key=lambda pair: (str(pair[0]), pair[1]))


def _place_name(row: Model) -> str:
    if isinstance(row, Board):
        return row.school.name
    if isinstance(row, SchoolClass):
        return f"{row.name}, {row.school.name}"
    return str(row)
