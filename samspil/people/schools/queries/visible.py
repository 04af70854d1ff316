# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Schools, boards and the committee, as far as the reader may see them."""

import datetime as dt
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from samspil.people.places.models import School
from samspil.people.places.periods import on
from samspil.people.roles import rules
from samspil.people.roles.held import HeldRoles
from samspil.people.roles.models import Board, BoardSeat, Committee


def schools_for(*, held: HeldRoles, day: dt.date) -> QuerySet[School]:
    """The schools the reader may know of, in Danish order: all for the municipality, else one's own."""
    schools = School.objects.filter(on(day)).order_by("sort_key", "pk")
    if rules.may_see_all_schools(held):
        return schools
    return schools.filter(pk__in=rules.school_ids(held))


def school_for(*, held: HeldRoles, uuid: UUID) -> School | None:
    school = School.objects.filter(uuid=uuid).first()
    return school if school is not None and rules.may_see_school(held, school.pk) else None


def boards_for(*, held: HeldRoles, day: dt.date) -> QuerySet[Board]:
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


def board_for(*, held: HeldRoles, uuid: UUID) -> Board | None:
    board = Board.objects.select_related("school").filter(uuid=uuid).first()
    return board if board is not None and rules.may_see_board(held, board.pk, board.school_id) else None


def board_seats(*, board: Board, day: dt.date) -> QuerySet[BoardSeat]:
    """Who sits now or later, the chair first, then in Danish order."""
    seats = BoardSeat.objects.filter(board=board).filter(Q(until_on__isnull=True) | Q(until_on__gt=day))
    return seats.select_related("person", "board").order_by("-is_chair", "person__sort_key", "pk")


def board_seats_past(*, board: Board, day: dt.date) -> QuerySet[BoardSeat]:
    seats = BoardSeat.objects.filter(board=board, until_on__lte=day)
    return seats.select_related("person", "board").order_by("-until_on", "person__sort_key", "pk")


def board_seat_for(*, held: HeldRoles, pk: int) -> BoardSeat | None:
    seat = BoardSeat.objects.select_related("board__school", "person").filter(pk=pk).first()
    return seat if seat is not None and rules.may_see_board(held, seat.board_id, seat.board.school_id) else None


def committees(*, day: dt.date) -> QuerySet[Committee]:
    return Committee.objects.filter(on(day)).order_by("name", "pk")
