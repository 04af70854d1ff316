# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A board as its page shows it: names only as far as this reader may see them."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from samspil.people.addresses.models import RoleAddress
from samspil.people.addresses.queries import reach_by_address
from samspil.people.persons.models import Person
from samspil.people.places.periods import on
from samspil.people.roles.held import HeldRoles
from samspil.people.roles.models import Board, BoardSeat, Committee, CommitteeSeat
from samspil.people.roles.queries.shown import shown_name


@dataclasses.dataclass(frozen=True)
class SeatShown:
    pk: int
    name: str
    seat: str
    is_chair: bool
    from_on: dt.date
    until_on: dt.date | None
    is_now: bool


@dataclasses.dataclass(frozen=True)
class AddressShown:
    """`reaches`: how many mails go out; `without`: how many holders no mail can reach."""

    address: RoleAddress
    reaches: int
    without: int


def seats_shown(
    *, seats: Iterable[BoardSeat], board: Board, held: HeldRoles, viewer: Person | None, day: dt.date
) -> list[SeatShown]:
    return [
        SeatShown(
            pk=seat.pk,
            name=shown_name(
                person=seat.person,
                held=held,
                viewer_person_id=viewer.pk if viewer else None,
                school_id=board.school_id,
            ),
            seat=str(seat.get_seat_display()),
            is_chair=seat.is_chair,
            from_on=seat.from_on,
            until_on=seat.until_on,
            is_now=seat.holds_on(day),
        )
        for seat in seats
    ]


def board_addresses(*, board: Board, day: dt.date) -> list[AddressShown]:
    rows = list(RoleAddress.objects.filter(board=board).select_related("board__school").order_by("kind", "pk"))
    reach = reach_by_address(rows, day)
    return [AddressShown(row, reach[row.pk].mails, reach[row.pk].without_email) for row in rows]


def board_address(*, board: Board, uuid: UUID) -> RoleAddress | None:
    return RoleAddress.objects.filter(board=board, uuid=uuid).first()


def chair_names(*, boards: Iterable[Board], held: HeldRoles, viewer: Person | None, day: dt.date) -> dict[int, str]:
    """The chair's name by board, in one query; protected names as this reader may see them."""
    by_pk = {board.pk: board for board in boards}
    seats = BoardSeat.objects.filter(on(day), board__in=by_pk, is_chair=True).select_related("person")
    # Without the ciphers: a city has a hundred chairs, and their mails are not shown.
    seats = seats.defer("person__email", "person__phone")
    return {
        seat.board_id: shown_name(
            person=seat.person,
            held=held,
            viewer_person_id=viewer.pk if viewer else None,
            school_id=by_pk[seat.board_id].school_id,
        )
        for seat in seats.order_by("pk")
    }


def board_of_school(*, school_id: int, day: dt.date) -> Board | None:
    return Board.objects.filter(on(day), school=school_id).select_related("school").order_by("pk").first()


def committee_seats(*, committee: Committee, day: dt.date) -> list[CommitteeSeat]:
    seats = CommitteeSeat.objects.filter(on(day), committee=committee).select_related("person")
    return list(seats.order_by("-is_chair", "person__sort_key", "pk"))
