# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Moves at the sorting desk. The log only grows; each press is one transaction and one audit row a move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from samspil import live
from samspil.core import audit
from samspil.core.errors import Refused
from samspil.core.ids import uuid_or_none
from samspil.dialogue.meetings.enums import Screen
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.hooks import words_arrived
from samspil.dialogue.notes.models import Note
from samspil.dialogue.sorting.models import SortingMove, SortingSeat
from samspil.dialogue.sorting.queries.board import board_before, officer_name, stored
from samspil.dialogue.sorting.words import REFUSALS, SINCE
from samspil.engines.sorting import (
    Blocked,
    Board,
    Entry,
    Move,
    NoteAside,
    NotePlace,
    NoteSplit,
    PointCreate,
    PointState,
    Refusal,
    ThemeRename,
    Undo,
    Unit,
    check,
    replay,
    spans_cover,
    text_digest,
    undo_target,
    written_since,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samspil.people.persons.models import User

STATEMENT_LENGTH, TITLE_LENGTH, REASON_LENGTH = 300, 120, 200


@dataclass(frozen=True, slots=True)
class Moved:
    """The log's last number after the press, and whether this call made the moves (a repeated key did not).

    `unit` is the note that an undone move was about.
    """

    number: int
    new: bool
    unit: Unit | None = None


def sorting_move(
    *, meeting: Meeting, move: Move, by: User, now: datetime, expected: int | None = None, key: UUID | None = None
) -> Moved:
    """Make one move. See `sorting_moves`."""
    return sorting_moves(meeting=meeting, moves=[move], by=by, now=now, expected=expected, key=key)


def sorting_moves(
    *,
    meeting: Meeting,
    moves: Sequence[Move],
    by: User,
    now: datetime,
    expected: int | None = None,
    key: UUID | None = None,
) -> Moved:
    """Append what one press asks for, all of it or nothing.

    `key` is the press: the same key again answers as the first time and does nothing. `expected` is the number of the
    last move the page showed; new words for what somebody else has reworded since are refused. Raises Refused with a
    sentence that says why; the board is then as it was.
    """
    key = key or uuid4()
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        before, known = board_before(meeting=meeting, key=key)
        if known is not None:
            return Moved(known.number, new=False)
        _open(meeting)
        board = before
        if expected is not None:
            _fresh(board, moves, expected, by)
        moves = _where_it_is_said(board, moves)
        for step, move in enumerate(moves):
            _checked(meeting, board, move, by)
            board = _append(meeting, board, move, by=by, now=now, key=key, step=step)
        _publish_move(meeting, "move", before, board)
    return Moved(board.number, new=True)


def sorting_undo(*, meeting: Meeting, by: User, now: datetime, key: UUID | None = None) -> Moved:
    """Take back what the officer's latest press did. Refused says who has built on it, or that there is nothing."""
    key = key or uuid4()
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        before, known = board_before(meeting=meeting, key=key)
        if known is not None:
            return Moved(known.number, new=False)
        _open(meeting)
        board = before
        target = undo_target(board, by=str(by.pk))
        if target is None:
            raise Refused(_("Du har ikke gjort noget, der kan fortrydes."), code="nothing-to-undo")
        if isinstance(target, Blocked):
            raise Refused(_blocked_words(target), code=Refusal.BUILT_ON)
        for step, number in enumerate(_press_of(meeting, board, target)):
            if check(board, Undo(number), by=str(by.pk)) is not None:
                break
            board = _append(meeting, board, Undo(number), by=by, now=now, key=key, step=step)
        _publish_move(meeting, "undo", before, board)
    undone = board.done(target)
    return Moved(board.number, new=True, unit=getattr(undone.move, "unit", None) if undone else None)


def _publish_move(meeting: Meeting, kind: str, before: Board, after: Board) -> None:
    """The desks, and the big screen while it shows the map. Statements that came (back) are to be understood."""
    if _statements(after) - _statements(before):
        words_arrived(meeting=meeting)
    channels = [f"sorting:{meeting.uuid}"]
    if meeting.screen == Screen.MAP:
        channels.append(f"room:{meeting.uuid}")
    live.publish_many([(channel, kind, {"number": after.number}) for channel in channels])


def _statements(board: Board) -> set[str]:
    return {point.statement for point in board.points.values()}


def seat_take(*, meeting: Meeting, by: User, now: datetime, note: str = "", point: str = "") -> None:
    """Say which note (or which point's words) the officer has before them, so that others take another."""
    values = {"note_id": UUID(note) if note else None, "point": UUID(point) if point else None}
    seat = SortingSeat(meeting=meeting, by=by, seen_at=now, **values)
    if SortingSeat.objects.filter(meeting=meeting, by=by, **_equal(values)).update(seen_at=now):
        return
    with transaction.atomic():
        SortingSeat.objects.bulk_create(
            [seat], update_conflicts=True, unique_fields=["meeting", "by"], update_fields=["note", "point", "seen_at"]
        )
        live.publish(f"sorting:{meeting.uuid}", "seat")


def _equal(values: Mapping[str, object]) -> dict[str, object]:
    """As a filter; to equal nothing is to be NULL."""
    return {f"{name}__isnull" if value is None else name: value is None or value for name, value in values.items()}


def _open(meeting: Meeting) -> None:
    if not meeting.may_sort:
        raise Refused(
            _("Sorteringen er lukket. Åbn den igen her på siden, hvis noget skal flyttes. Intet er ændret."),
            code="sorting-closed",
        )


def _fresh(board: Board, moves: Sequence[Move], expected: int, by: User) -> None:
    """Words that two officers change at once: the second sees what the first wrote before their own is taken."""
    for move in moves:
        if isinstance(move, PointState | ThemeRename):
            since = written_since(board, move, expected)
            if since is not None and since.by != str(by.pk):
                raise Refused(
                    _("%(who)s har skiftet ordene imens. Dine ord står i feltet endnu. Gem igen, hvis de skal gælde.")
                    % {"who": officer_name(since.by)},
                    code="words-changed",
                )


def _where_it_is_said(board: Board, moves: Sequence[Move]) -> Sequence[Move]:
    """A new point in the words of one that is there is that point: apart, each would count some of its tables."""
    there = {point.statement.casefold(): point.id for point in board.points.values()}
    new = [move for move in moves if isinstance(move, PointCreate)]
    same = {move.point: there[words] for move in new if (words := move.statement.casefold()) in there}
    if not same:
        return moves
    kept = [move for move in moves if not (isinstance(move, PointCreate) and move.point in same)]
    if not any(isinstance(move, NotePlace) for move in kept):
        raise Refused(_("Det punkt er der allerede. Søg efter det, og læg noterne der."), code="point-there")
    return [
        NotePlace(move.unit, same.get(move.point, move.point)) if isinstance(move, NotePlace) else move for move in kept
    ]


def _checked(meeting: Meeting, board: Board, move: Move, by: User) -> None:
    refusal = check(board, move, by=str(by.pk)) or _against_notes(meeting, board, move)
    if refusal is not None:
        raise Refused(REFUSALS[refusal], code=refusal)
    _short_enough(move)


def _against_notes(meeting: Meeting, board: Board, move: Move) -> Refusal | None:
    """What the engine cannot know: whether the note is of this meeting, and whether the spans hold its words."""
    if isinstance(move, NotePlace | NoteAside):
        return None if _notes(meeting, move.unit.note).exists() else Refusal.NOTE_UNKNOWN
    if isinstance(move, NoteSplit):
        note = _notes(meeting, move.note).first()
        if note is None:
            return Refusal.NOTE_UNKNOWN
        fits = spans_cover(note.text, move.spans) and move.digest == text_digest(note.text)
        return None if fits else Refusal.SPANS_WRONG
    return None


def _notes(meeting: Meeting, note: str) -> QuerySet[Note]:
    """The note, if it is one of the meeting's and was not taken back."""
    uuid = uuid_or_none(note)
    return meeting.notes.filter(pk=uuid, withdrawn_at__isnull=True) if uuid else meeting.notes.none()


def _short_enough(move: Move) -> None:
    limits = {"statement": STATEMENT_LENGTH, "title": TITLE_LENGTH, "text": REASON_LENGTH}
    for name, most in limits.items():
        length = len(getattr(move, name, ""))
        if length > most:
            raise Refused(
                _("Teksten har %(length)s tegn. Der er plads til %(most)s.") % {"length": length, "most": most},
                code="words-long",
            )


def _append(meeting: Meeting, board: Board, move: Move, *, by: User, now: datetime, key: UUID, step: int) -> Board:
    after = replay([Entry(board.number + 1, str(by.pk), move)], board)
    row = SortingMove.objects.create(
        meeting=meeting, number=after.number, kind=move.kind, data=stored(move), key=key, step=step, at=now, by=by
    )
    audit.record(by=by, at=now, action=f"sorting.{move.kind}", obj=row, changes={"number": (None, row.number)})
    return after


def _press_of(meeting: Meeting, board: Board, number: int) -> list[int]:
    """The moves of the press that move `number` was part of, latest first, as far as they are not undone."""
    key = meeting.moves.values_list("key", flat=True).get(number=number)
    numbers = meeting.moves.filter(key=key).order_by("-number").values_list("number", flat=True)
    return [one for one in numbers if (done := board.done(one)) and not done.undone]


def _blocked_words(blocked: Blocked) -> str:
    return _("%(who)s har siden %(what)s. Derfor kan det ikke fortrydes. Tal sammen om det.") % {
        "who": officer_name(blocked.by),
        "what": SINCE[blocked.why],
    }
