# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What can be counted on a board, given the facts of its notes. Only notes from tables enter table counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from samspil.engines.sorting.board import Board, Point
from samspil.engines.sorting.moves import AsideReason, Unit
from samspil.engines.sorting.values import Merge

WORD = re.compile(r"\w", re.UNICODE)


class NoteOrigin(StrEnum):
    TABLE = "table"
    TALK = "talk"
    PLENUM = "plenum"


class Placement(StrEnum):
    """Where a note is in the work. Every note that is not withdrawn is in exactly one of the first four."""

    UNSORTED = "unsorted"
    PARTLY = "partly"
    PLACED = "placed"
    ASIDE = "aside"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class NoteFact:
    """What counting needs to know of a note; its words are not needed.

    `digest` names its present words (see `text_digest`): a note that was edited after it was split is unsorted again.
    """

    id: str
    origin: NoteOrigin
    table: int | None = None
    round: int | None = None
    language: str = "da"
    essential: bool = False
    dissent: bool = False
    withdrawn: bool = False
    digest: str = ""


@dataclass(frozen=True)
class Echo:
    """A table's answer (`same`, `differs`, `no`) to another table's note, which stood beside its `own`."""

    note: str
    own: str
    table: int
    answer: str


@dataclass(frozen=True)
class Voice:
    """A statement that only one table stood behind when it was merged into another point."""

    source: str
    statement: str
    table: int
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Tally:
    """The figures of one point. `dissent` counts tables where somebody differs; notes are counted once each."""

    point: str
    tables: frozenset[int]
    table_notes: int
    talk_notes: int
    plenum_notes: int
    dissent_tables: frozenset[int]
    dissent_notes: int
    essential_notes: int
    languages: Mapping[str, int]
    voices: tuple[Voice, ...] = ()
    # Tables that wrote nothing here and said of a note here that they say the same, or see it differently.
    agreeing_tables: frozenset[int] = frozenset()
    differing_tables: frozenset[int] = frozenset()

    @property
    def agreeing(self) -> int:
        return len(self.agreeing_tables)

    @property
    def differing(self) -> int:
        return len(self.differing_tables)

    @property
    def notes(self) -> int:
        return self.table_notes + self.talk_notes + self.plenum_notes

    @property
    def others(self) -> int:
        """Notes that are not from a table."""
        return self.talk_notes + self.plenum_notes

    @property
    def is_single(self) -> bool:
        """Said at one table only: carries the mark."""
        return len(self.tables) == 1

    @property
    def dissent(self) -> int:
        return len(self.dissent_tables)


@dataclass(frozen=True)
class Accounts:
    """Where every note is. `missing` are the ids still to be placed or set aside, in the order given."""

    placement: Mapping[str, Placement]
    missing: tuple[str, ...]
    asides: Mapping[AsideReason, tuple[Unit, ...]] = field(default_factory=dict)

    def count(self, placement: Placement) -> int:
        return sum(1 for value in self.placement.values() if value == placement)

    @property
    def total(self) -> int:
        """All notes but the withdrawn."""
        return len(self.placement) - self.count(Placement.WITHDRAWN)

    @property
    def settled(self) -> int:
        return self.total - len(self.missing)


def text_digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def spans_cover(text: str, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether the spans are inside the text, hold a word each, and leave no word of it outside."""
    outside, end_before = [], 0
    for start, end in spans:
        if not end_before <= start < end <= len(text) or not WORD.search(text[start:end]):
            return False
        outside.append(text[end_before:start])
        end_before = end
    outside.append(text[end_before:])
    return not any(WORD.search(piece) for piece in outside)


def is_stale(board: Board, fact: NoteFact) -> bool:
    """The note was edited after it was split, so its parts no longer say what they said."""
    split = board.splits.get(fact.id)
    return bool(split and split.digest and fact.digest and split.digest != fact.digest)


def placement(board: Board, fact: NoteFact) -> Placement:
    if fact.withdrawn:
        return Placement.WITHDRAWN
    if fact.id not in board.splits:
        # Nearly all of them, at each press.
        whole = Unit(fact.id)
        return Placement.PLACED if board.places(whole) else _aside_or_unsorted(board, whole)
    units = board.parts(fact.id)
    settled = [unit for unit in units if board.is_settled(unit)]
    if not settled or is_stale(board, fact):
        return Placement.UNSORTED
    if len(settled) < len(units):
        return Placement.PARTLY
    return Placement.PLACED if any(board.places(unit) for unit in units) else Placement.ASIDE


def _aside_or_unsorted(board: Board, unit: Unit) -> Placement:
    return Placement.ASIDE if board.is_settled(unit) else Placement.UNSORTED


def accounts(board: Board, facts: Iterable[NoteFact]) -> Accounts:
    """Every note's placement, and which still have to be dealt with."""
    known = {fact.id: placement(board, fact) for fact in facts}
    by_reason: dict[AsideReason, list[Unit]] = {}
    for unit, aside in board.asides.items():
        if known.get(unit.note, Placement.WITHDRAWN) != Placement.WITHDRAWN:
            by_reason.setdefault(aside.reason, []).append(unit)
    return Accounts(
        placement=known,
        missing=tuple(note for note, value in known.items() if value in (Placement.UNSORTED, Placement.PARTLY)),
        asides={reason: tuple(units) for reason, units in by_reason.items()},
    )


def unaccounted(board: Board, facts: Iterable[NoteFact]) -> tuple[str, ...]:
    """The notes that are neither placed nor set aside, whole or in all their parts. Publishing waits for these."""
    return accounts(board, facts).missing


def tallies(board: Board, facts: Mapping[str, NoteFact], echoes: Iterable[Echo] = ()) -> dict[str, Tally]:
    """The figures of every point, by point id. Withdrawn notes count nowhere.

    An echo counts where the note lies as a whole: of a note that was split nobody knows which part was meant.
    """
    voices = single_voices(board, facts)
    found = {point.id: _tally(point, facts, voices.get(point.id, ())) for point in board.points.values()}
    by_note: dict[str, list[Echo]] = {}
    for echo in echoes:
        by_note.setdefault(echo.note, []).append(echo)
    if by_note:
        for point in board.points.values():
            found[point.id] = _echoed(found[point.id], point, facts, by_note)
    return found


def _echoed(tally: Tally, point: Point, facts: Mapping[str, NoteFact], by_note: Mapping[str, list[Echo]]) -> Tally:
    """A table that says both is one that sees it differently; one that wrote here counts as it wrote."""
    whole = [unit.note for unit in point.units if not unit.part and unit.note in facts]
    echoes = [echo for note in whole if not facts[note].withdrawn for echo in by_note.get(note, ())]
    said = {answer: {echo.table for echo in echoes if echo.answer == answer} for answer in ("same", "differs")}
    differing = frozenset(said["differs"] - tally.tables)
    return replace(
        tally, agreeing_tables=frozenset(said["same"] - tally.tables - differing), differing_tables=differing
    )


def _tally(point: Point, facts: Mapping[str, NoteFact], voices: tuple[Voice, ...]) -> Tally:
    notes = _facts_of(point.units, facts)
    by_origin = Counter(fact.origin for fact in notes)
    return Tally(
        point=point.id,
        tables=_tables(notes),
        table_notes=by_origin[NoteOrigin.TABLE],
        talk_notes=by_origin[NoteOrigin.TALK],
        plenum_notes=by_origin[NoteOrigin.PLENUM],
        dissent_tables=_tables([fact for fact in notes if fact.dissent]),
        dissent_notes=sum(fact.dissent for fact in notes),
        essential_notes=sum(fact.essential for fact in notes),
        languages=dict(Counter(fact.language for fact in notes)),
        voices=voices,
    )


def _facts_of(units: Iterable[Unit], facts: Mapping[str, NoteFact]) -> list[NoteFact]:
    """Each note once, though several of its parts lie at the point."""
    found = {unit.note: facts[unit.note] for unit in units if unit.note in facts}
    return [fact for fact in found.values() if not fact.withdrawn]


def _tables(notes: Iterable[NoteFact]) -> frozenset[int]:
    return frozenset(fact.table for fact in notes if fact.origin == NoteOrigin.TABLE and fact.table is not None)


def single_voices(board: Board, facts: Mapping[str, NoteFact]) -> dict[str, tuple[Voice, ...]]:
    """The single-table statements that lie inside other points, by the point that holds them now.

    Both sides of a merge are looked at: what was merged away, and what it was merged into if that too had one table
    only. A voice follows its notes when the point is merged on or split, and is not listed at a point that itself
    still has the mark.
    """
    found: dict[str, dict[str, Voice]] = {}
    onward = _onward(board)
    for merge in board.merges:
        sides = ((merge.source, merge.statement, merge.units), (merge.into, merge.into_statement, merge.into_units))
        for point in _reachable(board, onward, merge.into):
            for source, statement, units in sides:
                voice = _voice(board.points[point], source, statement, units, facts)
                if voice:
                    found.setdefault(point, {}).setdefault(f"{source} {statement}", voice)
    return {point: tuple(voices.values()) for point, voices in found.items()}


def _voice(
    point: Point, source: str, statement: str, units: Collection[Unit], facts: Mapping[str, NoteFact]
) -> Voice | None:
    tables = _tables(_facts_of(units, facts))
    here = tuple(unit for unit in units if unit in set(point.units) and _facts_of([unit], facts))
    if len(tables) != 1 or not here or len(_tables(_facts_of(point.units, facts))) < 2:
        return None
    return Voice(source, statement, next(iter(tables)), here)


def _onward(board: Board) -> dict[str, set[str]]:
    """Where the notes of each point, present or gone, may have gone in one step: by a merge or a split."""
    onward: dict[str, set[str]] = {}
    for merge in board.merges:
        onward.setdefault(merge.source, set()).add(merge.into)
        for ancestor in merge.birth.ancestors:
            onward.setdefault(ancestor, set()).add(merge.source)
    for point in board.points.values():
        for ancestor in point.ancestors:
            onward.setdefault(ancestor, set()).add(point.id)
    return onward


def _reachable(board: Board, onward: Mapping[str, set[str]], start: str) -> list[str]:
    seen, todo = {start}, [start]
    while todo:
        for following in onward.get(todo.pop(), set()) - seen:
            seen.add(following)
            todo.append(following)
    return sorted(point for point in seen if point in board.points)


def merged_into(board: Board, point: str) -> tuple[Merge, ...]:
    """The merges whose notes came to `point`, directly or through others."""
    return tuple(merge for merge in board.merges if board.final_point(merge.source) == point)
