# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Boards and committees: who sits there from when until when. Seats are ended, never deleted: they are history."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samspil.core import audit
from samspil.core.errors import Refused
from samspil.core.saving import saved
from samspil.people.addresses.actions import address_ensure
from samspil.people.addresses.enums import AddressKind
from samspil.people.persons.actions import person_known_or_add
from samspil.people.persons.models import Person
from samspil.people.places.models import Municipality, School
from samspil.people.roles.enums import SeatKind
from samspil.people.roles.models import Board, BoardSeat, Committee, CommitteeSeat

if TYPE_CHECKING:
    from samspil.people.persons.models import User


@transaction.atomic
def board_add(*, school: School, from_on: dt.date, by: "User | None", now: dt.datetime) -> Board:
    """A board for the school, with the addresses of its chair and of all of it."""
    board = saved(Board(school=school, from_on=from_on))
    address_ensure(kind=AddressKind.BOARD_CHAIR, board=board)
    address_ensure(kind=AddressKind.WHOLE_BOARD, board=board)
    audit.record(by=by, at=now, action="board_add", obj=board, changes={"from_on": (None, from_on)}, label=school.name)
    return board


@transaction.atomic
def board_seat_add(
    *,
    board: Board,
    person: Person,
    from_on: dt.date,
    by: "User | None",
    now: dt.datetime,
    seat: str = SeatKind.PARENT,
    is_chair: bool = False,
    until_on: dt.date | None = None,
) -> BoardSeat:
    """Seats a person. Refused while the person sits there already, or when there would be two chairs at a time."""
    row = saved(BoardSeat(board=board, person=person, seat=seat, is_chair=is_chair, from_on=from_on, until_on=until_on))
    _seat_audit(
        row, "board_seat_add", by=by, now=now, changes={"from_on": (None, from_on), "is_chair": (None, is_chair)}
    )
    return row


@transaction.atomic
def board_seat_end(*, seat: BoardSeat, on: dt.date, by: "User | None", now: dt.datetime) -> BoardSeat:
    """Ends a seat: `on` is the first day without it."""
    row = BoardSeat.objects.select_for_update().get(pk=seat.pk)
    if row.until_on is not None and row.until_on <= on:
        raise Refused(_("Pladsen er allerede slut. Intet er ændret."), code="seat-ended")
    old, row.until_on = row.until_on, on
    saved(row)
    _seat_audit(row, "board_seat_end", by=by, now=now, changes={"until_on": (old, on)})
    return row


@transaction.atomic
def board_chair_pass(*, seat: BoardSeat, on: dt.date, by: "User | None", now: dt.datetime) -> BoardSeat:
    """Makes the holder of `seat` chair from the day `on`; whoever chaired until then goes on as a member.

    Terms are split on that day, so that it can still be seen who chaired when.
    """
    Board.objects.select_for_update().get(pk=seat.board_id)
    row = BoardSeat.objects.select_for_update().get(pk=seat.pk)
    if row.is_chair:
        raise Refused(_("Personen er allerede formand. Intet er ændret."), code="already-chair")
    if not row.holds_on(on):
        raise Refused(_("Personen sidder ikke i bestyrelsen den dag. Vælg en anden dag."), code="not-seated")
    chairs = BoardSeat.objects.select_for_update().filter(board=row.board_id, is_chair=True)
    for chair in chairs:
        if chair.holds_on(on):
            _seat_split(chair, on=on, is_chair=False, by=by, now=now)
    return _seat_split(row, on=on, is_chair=True, by=by, now=now)


def _seat_split(seat: BoardSeat, *, on: dt.date, is_chair: bool, by: "User | None", now: dt.datetime) -> BoardSeat:
    """Ends the seat on that day and goes on with a new one, chair or not, to the same end."""
    last, seat.until_on = seat.until_on, on
    saved(seat)
    following = saved(
        BoardSeat(
            board_id=seat.board_id,
            person_id=seat.person_id,
            seat=seat.seat,
            is_chair=is_chair,
            from_on=on,
            until_on=last,
        )
    )
    _seat_audit(following, "board_chair_pass", by=by, now=now, changes={"is_chair": (seat.is_chair, is_chair)})
    return following


def _seat_audit(
    seat: BoardSeat, action: str, *, by: "User | None", now: dt.datetime, changes: dict[str, tuple[object, object]]
) -> None:
    """The name of who sits is in the person's row; the trail points at the seat."""
    audit.record(by=by, at=now, action=action, obj=seat, changes=changes)


@transaction.atomic
def committee_add(
    *, municipality: Municipality, name: str, from_on: dt.date, by: "User | None", now: dt.datetime
) -> Committee:
    committee = saved(Committee(municipality=municipality, name=name, from_on=from_on))
    address_ensure(kind=AddressKind.COMMITTEE, committee=committee)
    audit.record(by=by, at=now, action="committee_add", obj=committee, changes={"name": ("", name)}, label=name)
    return committee


@transaction.atomic
def committee_seat_add(
    *,
    committee: Committee,
    person: Person,
    from_on: dt.date,
    by: "User | None",
    now: dt.datetime,
    is_chair: bool = False,
) -> CommitteeSeat:
    row = saved(CommitteeSeat(committee=committee, person=person, from_on=from_on, is_chair=is_chair))
    audit.record(by=by, at=now, action="committee_seat_add", obj=row, changes={"from_on": (None, from_on)})
    return row


@transaction.atomic
def board_member_seat(
    *,
    board: Board,
    given_name: str,
    family_name: str,
    email: str,
    from_on: dt.date,
    by: "User | None",
    now: dt.datetime,
    seat: str = SeatKind.PARENT,
    is_chair: bool = False,
    until_on: dt.date | None = None,
) -> BoardSeat:
    """Seats somebody by name and e-mail: the person who is known by both, else a new one."""
    person = person_known_or_add(given_name=given_name, family_name=family_name, email=email, by=by, now=now)
    return board_seat_add(
        board=board, person=person, seat=seat, is_chair=is_chair, from_on=from_on, until_on=until_on, by=by, now=now
    )
