# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The board: themes, points and where each note is, derived from the log by replay. Never stored, never changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import cast

from samspil.engines.sorting.effects import effect_of
from samspil.engines.sorting.moves import Entry, Move, Undo, Unit
from samspil.engines.sorting.state import State
from samspil.engines.sorting.values import Aside, Birth, Effect, Home, Key, Merge, Refusal, Split, Value


class IllegalMoveError(ValueError):
    """The log holds a move that the board before it refuses; nothing after it can be trusted."""

    def __init__(self, number: int, refusal: Refusal) -> None:
        super().__init__(f"move {number}: {refusal}")
        self.number, self.refusal = number, refusal


@dataclass(frozen=True)
class Theme:
    id: str
    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Point:
    """`units` are what lies here, sorted; `ancestors` the points it was split from, nearest first."""

    id: str
    statement: str
    theme: str
    units: tuple[Unit, ...]
    ancestors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Done:
    """One move of the log as it was done.

    `before` is what stood at each key it wrote, `footprint` those keys and the sets it touched, `marked` the keys where
    it stands as one who wrote or relied.
    """

    number: int
    by: str
    move: Move
    before: Mapping[Key, Value | None]
    footprint: frozenset[Key]
    marked: frozenset[Key]
    undone: bool = False


@dataclass(frozen=True)
class Blocked:
    """A move cannot be taken back: `by` has built on it with move `number`."""

    of: int
    by: str
    number: int
    why: str


@dataclass(frozen=True, eq=False)
class Board:
    """What the log up to `number` makes. Compare with `same_as`, which leaves the history out."""

    number: int
    _state: State
    _done: Mapping[int, Done]
    # Key → numbers of the moves that wrote it or relied on it and are not undone, ascending.
    _marks: Mapping[Key, tuple[int, ...]]

    def same_as(self, other: Board) -> bool:
        """The same themes, points, words, order, placements, asides, parts and merges."""
        return self._state.values == other._state.values

    @cached_property
    def _homes(self) -> Mapping[str, list[tuple[Fraction, str]]]:
        """Theme → its points with their ranks, in order."""
        homes: dict[str, list[tuple[Fraction, str]]] = {}
        for key, value in self._state.of_kind("home"):
            home = cast(Home, value)
            homes.setdefault(home.theme, []).append((home.rank, cast(str, key[1])))
        return {theme: sorted(points) for theme, points in homes.items()}

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """In order, each with its points in order."""
        ranks = self._state.theme_ranks()
        return tuple(
            Theme(theme, cast(str, self._state.values[("title", theme)]), self._points_in(theme))
            for theme in sorted(ranks, key=lambda theme: (ranks[theme], theme))
        )

    @cached_property
    def loose(self) -> tuple[Point, ...]:
        """Points that have no theme yet."""
        return self._points_in("")

    @cached_property
    def points(self) -> Mapping[str, Point]:
        """Every point by id, in the order of the page: theme by theme, the loose ones last."""
        ordered = [point for theme in self.themes for point in theme.points] + list(self.loose)
        return {point.id: point for point in ordered}

    @cached_property
    def asides(self) -> Mapping[Unit, Aside]:
        found = sorted(self._state.of_kind("aside"), key=_first)
        return {cast(Unit, key[1]): cast(Aside, value) for key, value in found}

    @cached_property
    def splits(self) -> Mapping[str, Split]:
        found = sorted(self._state.of_kind("split"), key=_first)
        return {cast(str, key[1]): cast(Split, value) for key, value in found}

    @cached_property
    def merges(self) -> tuple[Merge, ...]:
        """What was merged away and not taken out again, by source point."""
        return tuple(cast(Merge, value) for _, value in sorted(self._state.of_kind("merge"), key=_first))

    def places(self, unit: Unit) -> tuple[str, ...]:
        """The points that a note or a part lies at."""
        return self._state.places.get(unit, ())

    def parts(self, note: str) -> tuple[Unit, ...]:
        """What of a note can be placed: the whole, or its parts when it is split."""
        split = self._state.split(note)
        return tuple(Unit(note, part) for part in range(1, len(split.spans) + 1)) if split else (Unit(note),)

    def is_settled(self, unit: Unit) -> bool:
        """Placed at a point or set aside."""
        return unit in self._state.places or self._state.aside(unit) is not None

    def is_accounted(self, note: str) -> bool:
        return all(self.is_settled(unit) for unit in self.parts(note))

    def final_point(self, point: str) -> str:
        """Where a point that was merged away lies now (itself, if it was not)."""
        return self._state.final(point)[0]

    def done(self, number: int) -> Done | None:
        return self._done.get(number)

    def latest(self, by: str | None = None) -> Done | None:
        """The latest move that is not undone, of one officer or of anybody; undo itself does not count."""
        for number in range(self.number, 0, -1):
            done = self._done.get(number)
            if done and not done.undone and by in (None, done.by):
                return done
        return None

    def _points_in(self, theme: str) -> tuple[Point, ...]:
        return tuple(
            Point(
                point,
                self._state.statement(point),
                theme,
                self._state.units.get(point, ()),
                cast(Birth, self._state.birth(point)).ancestors,
            )
            for _, point in self._homes.get(theme, ())
        )


def _first(item: tuple[Key, Value]) -> tuple[str | Unit, ...]:
    return item[0][1:]


EMPTY = Board(0, State(), {}, {})


def replay(entries: Iterable[Entry], start: Board = EMPTY) -> Board:
    """The board after `entries`, which go on where `start` stopped.

    Raises `IllegalMoveError` when an entry is refused and ValueError when a number is missing or twice there.
    `start` is not changed. Costs one shallow copy of the board plus the moves themselves.
    """
    state, done = start._state.copy(), dict(start._done)
    marks = dict(start._marks)
    number = start.number
    for entry in entries:
        if entry.number != number + 1:
            raise ValueError(f"move {entry.number} does not follow move {number}")
        number = entry.number
        if isinstance(entry.move, Undo):
            refusal = _undo_refusal(done, marks, entry.move.of, entry.by)
            if refusal is not None:
                raise IllegalMoveError(number, refusal)
            _take_back(state, done, marks, entry.move.of)
            continue
        effect = effect_of(state, entry.move)
        if not isinstance(effect, Effect):
            raise IllegalMoveError(number, effect)
        before = {key: state.write(key, value) for key, value in effect.writes.items()}
        footprint, marked = frozenset({*effect.writes, *effect.touches}), frozenset({*effect.writes, *effect.reads})
        done[number] = Done(number, entry.by, entry.move, before, footprint, marked)
        for key in marked:
            marks[key] = (*marks.get(key, ()), number)
    return Board(number, state, done, marks)


def check(board: Board, move: Move, *, by: str = "") -> Refusal | None:
    """Why `move` may not be made on `board` by this officer; None when it may."""
    if isinstance(move, Undo):
        return _undo_refusal(board._done, board._marks, move.of, by)
    effect = effect_of(board._state, move)
    return effect if not isinstance(effect, Effect) else None


def undo_target(board: Board, *, by: str) -> int | Blocked | None:
    """What undo by this officer takes back: their latest move that is not undone. None when there is none.

    Blocked, with the name of who did, when somebody has built on it.
    """
    done = board.latest(by)
    if done is None:
        return None
    later = _built_on(board._done, board._marks, done)
    if later is None:
        return done.number
    return Blocked(of=done.number, by=later.by, number=later.number, why=later.move.kind)


def blocked_by(board: Board, number: int) -> Blocked | None:
    """Who has built on move `number`, if anybody."""
    done = board.done(number)
    later = _built_on(board._done, board._marks, done) if done else None
    return Blocked(of=number, by=later.by, number=later.number, why=later.move.kind) if later else None


def written_since(board: Board, move: Move, number: int) -> Done | None:
    """The latest live move after `number` that wrote what `move` would write; None when none did."""
    effect = effect_of(board._state, move) if not isinstance(move, Undo) else Refusal.MOVE_UNKNOWN
    if not isinstance(effect, Effect):
        return None
    moves = [board._done[other] for key in effect.writes for other in board._marks.get(key, ()) if other > number]
    writers = [done for done in moves if not effect.writes.keys().isdisjoint(done.before)]
    return max(writers, key=lambda done: done.number, default=None)


def _built_on(done: Mapping[int, Done], marks: Mapping[Key, tuple[int, ...]], move: Done) -> Done | None:
    """The latest live move that wrote what `move` wrote, or relied on what it wrote or touched."""
    last = max((marks[key][-1] for key in move.footprint if marks.get(key)), default=0)
    return done[last] if last > move.number else None


def _undo_refusal(done: Mapping[int, Done], marks: Mapping[Key, tuple[int, ...]], of: int, by: str) -> Refusal | None:
    move = done.get(of)
    if move is None:
        return Refusal.MOVE_UNKNOWN
    if move.undone:
        return Refusal.ALREADY_UNDONE
    if move.by != by:
        return Refusal.MOVE_OF_ANOTHER
    return Refusal.BUILT_ON if _built_on(done, marks, move) else None


def _take_back(state: State, done: dict[int, Done], marks: dict[Key, tuple[int, ...]], of: int) -> None:
    """Put back what stood there before. Nobody has built on it, so no later move wrote any of these keys."""
    move = done[of]
    for key, value in move.before.items():
        state.write(key, value)
    for key in move.marked:
        marks[key] = tuple(number for number in marks[key] if number != of)
    done[of] = dataclasses.replace(move, undone=True)
