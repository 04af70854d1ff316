# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A meeting's sorting: the board that its log makes, with its notes and figures."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise
from statistics import median
from uuid import UUID

from django.utils.translation import gettext as _

from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.models import Echo as EchoRow
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.queries.notes import in_order, whole
from samspil.dialogue.sorting.models import SortingMove
from samspil.dialogue.sorting.queries.kept_notes import kept_notes
from samspil.engines.sorting import (
    EMPTY,
    Accounts,
    AsideReason,
    Board,
    Echo,
    Entry,
    Move,
    NoteFact,
    NoteOrigin,
    Placement,
    Tally,
    Unit,
    accounts,
    from_json,
    is_stale,
    replay,
    tallies,
    text_digest,
    to_json,
)
from samspil.people.persons.models import User

KEPT_BOARDS = 8
# Pauses longer than this are breaks, not work.
BREAK = timedelta(minutes=3)
PACE_MOVES, PACE_FEWEST = 40, 8
_SETTLING = ("note_place", "note_aside")


class BoardCache:
    """The latest committed boards of the meetings in work, in each process: a page replays only what is new.

    Beside the board stands the press of its last move. If the log holds another one there, it is another log (the
    database was put back, a transaction was rolled back), and the board is made anew.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._boards: OrderedDict[UUID, tuple[Board, UUID]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, meeting: UUID) -> tuple[Board, UUID | None]:
        with self._lock:
            return self._boards.get(meeting, (EMPTY, None))

    def put(self, meeting: UUID, board: Board, last: UUID) -> None:
        with self._lock:
            self._boards[meeting] = (board, last)
            self._boards.move_to_end(meeting)
            while len(self._boards) > self._size:
                self._boards.popitem(last=False)


_CACHE = BoardCache(KEPT_BOARDS)


def entry(move: SortingMove) -> Entry:
    return Entry(move.number, str(move.by_id), from_json({**move.data, "kind": move.kind}))


def stored(move: Move) -> dict[str, object]:
    """What of a move goes into the row's `data`."""
    return {name: value for name, value in to_json(move).items() if name != "kind"}


def board_of(*, meeting: Meeting, keep: bool = True) -> Board:
    """The board after the last move.

    `keep=False` inside a transaction that may still be rolled back: what it has written must not be remembered.
    """
    board, last = _CACHE.get(meeting.uuid)
    # With the last known move again, to see that it is the same log.
    rows = list(meeting.moves.filter(number__gte=max(board.number, 1)).order_by("number"))
    if last is not None and (not rows or (rows[0].number, rows[0].key) != (board.number, last)):
        board, rows = EMPTY, list(meeting.moves.order_by("number"))
    fresh = [entry(row) for row in rows if row.number > board.number]
    if fresh:
        board = replay(fresh, board)
        if keep:
            _CACHE.put(meeting.uuid, board, rows[-1].key)
    return board


@dataclass(frozen=True)
class Sorting:
    """The board of a meeting with its notes; read once, counted from here."""

    meeting: Meeting
    board: Board
    notes: Mapping[str, Note]
    table_total: int
    # The notes are those of `kept_notes`, which never change: their facts are kept with them.
    kept: bool = False
    echoes: tuple[Echo, ...] = ()

    @cached_property
    def facts(self) -> Mapping[str, NoteFact]:
        fact = _kept_fact if self.kept else note_fact
        return {key: fact(note) for key, note in self.notes.items()}

    @cached_property
    def accounts(self) -> Accounts:
        return accounts(self.board, self.facts.values())

    @cached_property
    def tallies(self) -> Mapping[str, Tally]:
        return tallies(self.board, self.facts, self.echoes)

    @property
    def missing(self) -> tuple[str, ...]:
        """Notes that are neither placed nor set aside, in the order of the evening."""
        return self.accounts.missing

    def placement(self, note: str) -> Placement:
        return self.accounts.placement[note]

    def is_stale(self, note: str) -> bool:
        return is_stale(self.board, self.facts[note])

    def unit_text(self, unit: Unit) -> str:
        """The words of a note, or of a part of it."""
        note = self.notes[unit.note]
        split = self.board.splits.get(unit.note)
        if not unit.part or split is None or self.is_stale(unit.note):
            return note.text
        return note.text[slice(*split.spans[unit.part - 1])].strip()

    def asides(self) -> list[tuple[AsideReason, list[Unit]]]:
        """Set aside, by reason, in the order of the reasons."""
        return [
            (reason, list(self.accounts.asides[reason])) for reason in AsideReason if reason in self.accounts.asides
        ]


def board_for(*, meeting: Meeting) -> Sorting:
    """The board of `meeting` and all its notes, in a handful of queries however many they are."""
    notes = {str(note.pk): note for note in in_order(whole(meeting.notes.all()))}
    return _sorting(meeting, notes)


def desk_board_for(*, meeting: Meeting) -> Sorting:
    """The same for the desk: notes that have not changed are kept from the press before. Only for reading."""
    return _sorting(meeting, kept_notes(meeting=meeting), kept=True)


def _sorting(meeting: Meeting, notes: Mapping[str, Note], *, kept: bool = False) -> Sorting:
    return Sorting(
        meeting=meeting,
        board=board_of(meeting=meeting),
        notes=notes,
        table_total=meeting.tables.count(),
        kept=kept,
        echoes=echoes_of(meeting=meeting),
    )


def echoes_of(*, meeting: Meeting) -> tuple[Echo, ...]:
    """What tables said of each other's notes, as the engines know it."""
    rows = EchoRow.objects.filter(table__meeting=meeting).order_by("pk")
    return tuple(
        Echo(note=str(note), own=str(own), table=table, answer=answer)
        for note, own, table, answer in rows.values_list("note_id", "own_id", "table__number", "answer")
    )


def officer_names(ids: Iterable[str]) -> dict[str, str]:
    """First names of officers by user id, as colleagues call each other."""
    users = User.objects.select_related("person").filter(pk__in=[int(one) for one in ids])
    return {str(user.pk): user.person.given_name if user.person else _("En kollega") for user in users}


def officer_name(by: str) -> str:
    return officer_names([by]).get(by, _("En kollega"))


def note_fact(note: Note) -> NoteFact:
    return NoteFact(
        id=str(note.pk),
        origin=NoteOrigin(note.origin),
        table=note.table.number if note.table else None,
        round=note.round.number if note.round else None,
        language=note.language,
        essential=note.essential,
        dissent=note.dissent,
        withdrawn=note.withdrawn_at is not None,
        # "": not known. An erased note has no words to differ from those it was split by.
        digest="" if note.erased_at else text_digest(note.text),
    )


def _kept_fact(note: Note) -> NoteFact:
    fact: NoteFact | None = note.__dict__.get("_samspil_fact")
    if fact is None:
        fact = note.__dict__["_samspil_fact"] = note_fact(note)
    return fact


def minutes_left(*, meeting: Meeting, notes_left: int) -> int | None:
    """How long the rest will take at the pace of the latest moves; None until there is a pace to speak of.

    The pace is the median time between two settled notes, whoever settled them: two officers are faster than one.
    """
    latest = meeting.moves.filter(kind__in=_SETTLING, step=0).order_by("-number").values_list("at", flat=True)
    gaps = [gap for gap in _gaps(list(latest[:PACE_MOVES])) if gap <= BREAK]
    if len(gaps) < PACE_FEWEST:
        return None
    seconds = median(gap.total_seconds() for gap in gaps)
    return max(1, round(notes_left * seconds / 60))


def _gaps(newest_first: list[datetime]) -> Iterable[timedelta]:
    return (later - earlier for later, earlier in pairwise(newest_first))
