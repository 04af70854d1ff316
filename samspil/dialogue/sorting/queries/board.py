# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A meeting's sorting: the board that its log makes, with its notes and figures."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise
from statistics import median
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db.models import Q
from django.utils.translation import gettext as _

from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.queries.notes import in_order, whole
from samspil.dialogue.notes.queries.translations import is_foreign
from samspil.dialogue.sorting.models import SortingMove
from samspil.dialogue.sorting.queries.kept_notes import Rows, echoes_of, kept_rows
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
# What a sorting works out once: of its notes alone, and of its notes, its board and what tables said.
_COUNTED_OF_NOTES = ("facts", "foreign")
_COUNTED = (*_COUNTED_OF_NOTES, "units", "accounts", "tallies")


@dataclass(frozen=True)
class Log:
    """A meeting's log read to its end: its board, the press of its last move, and when notes were settled last."""

    board: Board
    last: UUID | None
    settled_at: tuple[datetime, ...]


_NO_LOG = Log(EMPTY, None, ())


class BoardCache:
    """The latest committed boards of the meetings in work, in each process: a page replays only what is new.

    Beside the board stands the press of its last move. If the log holds another one there, it is another log (the
    database was put back, a transaction was rolled back), and the board is made anew.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._logs: OrderedDict[UUID, Log] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, meeting: UUID) -> Log:
        with self._lock:
            return self._logs.get(meeting, _NO_LOG)

    def put(self, meeting: UUID, log: Log) -> None:
        with self._lock:
            self._logs[meeting] = log
            self._logs.move_to_end(meeting)
            while len(self._logs) > self._size:
                self._logs.popitem(last=False)


_CACHE = BoardCache(KEPT_BOARDS)
_SORTINGS: WeakKeyDictionary[Rows, Sorting] = WeakKeyDictionary()


def entry(move: SortingMove) -> Entry:
    return Entry(move.number, str(move.by_id), from_json({**move.data, "kind": move.kind}))


def stored(move: Move) -> dict[str, object]:
    """What of a move goes into the row's `data`."""
    return {name: value for name, value in to_json(move).items() if name != "kind"}


def board_of(*, meeting: Meeting, keep: bool = True) -> Board:
    """The board after the last move.

    `keep=False` inside a transaction that may still be rolled back: what it has written must not be remembered.
    """
    return _log_of(meeting, keep=keep).board


def board_before(*, meeting: Meeting, key: UUID) -> tuple[Board, SortingMove | None]:
    """The board before a press, in the transaction that holds the meeting; and the press's last move where it is made
    already."""
    log = _CACHE.get(meeting.uuid)
    first = _first_new(log)
    rows = list(meeting.moves.filter(Q(number__gte=first) | Q(key=key)).order_by("number"))
    made = [row for row in rows if row.key == key]
    board = _followed(meeting, log, [row for row in rows if row.number >= first]).board
    return board, max(made, key=lambda row: row.step, default=None)


def _log_of(meeting: Meeting, *, keep: bool = True) -> Log:
    known = _CACHE.get(meeting.uuid)
    log = _followed(meeting, known, list(meeting.moves.filter(number__gte=_first_new(known)).order_by("number")))
    if keep and log is not known:
        _CACHE.put(meeting.uuid, log)
    return log


def _followed(meeting: Meeting, log: Log, rows: list[SortingMove]) -> Log:
    """The log with `rows`: the last known move again, to see that it is the same log, and all that came after it."""
    if log.last is not None and (not rows or (rows[0].number, rows[0].key) != (log.board.number, log.last)):
        log, rows = _NO_LOG, list(meeting.moves.order_by("number"))
    fresh = [row for row in rows if row.number > log.board.number]
    if not fresh:
        return log
    settled = [row.at for row in fresh if row.kind in _SETTLING and row.step == 0]
    return Log(
        board=replay([entry(row) for row in fresh], log.board),
        last=fresh[-1].key,
        settled_at=(*log.settled_at, *settled)[-PACE_MOVES:],
    )


def _first_new(log: Log) -> int:
    return max(log.board.number, 1)


@dataclass(frozen=True)
class Sorting:
    """The board of a meeting with its notes; read once, counted from here."""

    meeting: Meeting
    board: Board
    notes: Mapping[str, Note]
    table_total: int
    settled_at: tuple[datetime, ...] = ()
    # The notes are those of `kept_rows`, which never change: their facts are kept with them.
    kept: bool = False
    echoes: tuple[Echo, ...] = ()

    @cached_property
    def facts(self) -> Mapping[str, NoteFact]:
        fact = _kept_fact if self.kept else note_fact
        return {key: fact(note) for key, note in self.notes.items()}

    @cached_property
    def foreign(self) -> int:
        """Notes that want a reading in Danish."""
        return sum(is_foreign(note) for note in self.notes.values())

    @cached_property
    def units(self) -> list[Unit]:
        """All that can be placed in the order of the evening, notes that were taken back left out."""
        return [unit for note, fact in self.facts.items() if not fact.withdrawn for unit in self.board.parts(note)]

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
    log = _log_of(meeting)
    return Sorting(
        meeting=meeting,
        board=log.board,
        settled_at=log.settled_at,
        notes={str(note.pk): note for note in in_order(whole(meeting.notes.all()))},
        table_total=meeting.tables.count(),
        echoes=echoes_of(meeting=meeting),
    )


def desk_board_for(*, meeting: Meeting) -> Sorting:
    """The same for the desk: what has not changed is kept from the press before, with all that was counted from it.
    Only for reading."""
    rows = kept_rows(meeting=meeting)
    log = _log_of(meeting)
    known = _SORTINGS.get(rows)
    sorting = Sorting(
        meeting=meeting,
        board=log.board,
        settled_at=log.settled_at,
        notes=rows.notes,
        table_total=rows.table_total,
        kept=True,
        echoes=rows.echoes,
    )
    if known is not None:
        same = _COUNTED if known.board is log.board else _COUNTED_OF_NOTES
        sorting.__dict__.update({name: known.__dict__[name] for name in same if name in known.__dict__})
    # As long as the rows are kept.
    _SORTINGS[rows] = sorting
    return sorting


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


def minutes_left(*, sorting: Sorting, notes_left: int) -> int | None:
    """How long the rest will take at the pace of the latest moves; None until there is a pace to speak of.

    The pace is the median time between two settled notes, whoever settled them: two officers are faster than one.
    """
    gaps = [gap for gap in _gaps(sorting.settled_at) if gap <= BREAK]
    if len(gaps) < PACE_FEWEST:
        return None
    seconds = median(gap.total_seconds() for gap in gaps)
    return max(1, round(notes_left * seconds / 60))


def _gaps(oldest_first: Sequence[datetime]) -> Iterable[timedelta]:
    return (later - earlier for earlier, later in pairwise(oldest_first))
