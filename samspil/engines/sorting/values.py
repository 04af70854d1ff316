# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a board is made of: keys with values, and what one move reads and writes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from samspil.engines.sorting.moves import AsideReason, Unit

Key = tuple[str | Unit, ...]
"""("theme", id) · ("title", theme) · ("rank", theme) · ("point", id) · ("statement", point) · ("home", point) ·
("place", unit, point) · ("aside", unit) · ("split", note) · ("merge", source point).

Names of sets of keys, only ever read or touched: ("placed", unit) · ("units", point) · ("in-theme", theme) ·
("merges", point).
"""


class Refusal(StrEnum):
    """Why a move is not done. Nothing of a refused move is done."""

    THEME_UNKNOWN = "theme-unknown"
    THEME_EXISTS = "theme-exists"
    THEME_NOT_EMPTY = "theme-not-empty"
    TITLE_BLANK = "title-blank"
    POINT_UNKNOWN = "point-unknown"
    POINT_EXISTS = "point-exists"
    POINT_NOT_EMPTY = "point-not-empty"
    STATEMENT_BLANK = "statement-blank"
    AFTER_UNKNOWN = "after-unknown"
    SAME_POINT = "same-point"
    NOT_MERGED = "not-merged"
    SPLIT_NONE = "split-none"
    SPLIT_ALL = "split-all"
    NOTE_UNKNOWN = "note-unknown"
    NOTE_IS_ASIDE = "note-is-aside"
    NOTE_IS_PLACED = "note-is-placed"
    NOTE_IS_SPLIT = "note-is-split"
    NOT_SPLIT = "not-split"
    NOT_ASIDE = "not-aside"
    NOT_PLACED = "not-placed"
    ALREADY_PLACED = "already-placed"
    SPANS_WRONG = "spans-wrong"
    REASON_NEEDS_WORDS = "reason-needs-words"
    NO_CHANGE = "no-change"
    MOVE_UNKNOWN = "move-unknown"
    MOVE_OF_ANOTHER = "move-of-another"
    ALREADY_UNDONE = "already-undone"
    BUILT_ON = "built-on"


class Home(NamedTuple):
    """Where a point lies: its theme, and its place among the points there."""

    theme: str
    rank: Fraction


class Birth(NamedTuple):
    """That a point exists, and the points it was split from, nearest first."""

    ancestors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Aside:
    reason: AsideReason
    text: str


@dataclass(frozen=True)
class Split:
    spans: tuple[tuple[int, int], ...]
    digest: str


@dataclass(frozen=True)
class Merge:
    """What a merged point said, where it went, and who stood behind it and behind the other one at that moment."""

    source: str
    into: str
    statement: str
    home: Home
    birth: Birth
    units: tuple[Unit, ...]
    into_statement: str
    into_units: tuple[Unit, ...]


Value = bool | str | Fraction | Home | Birth | Aside | Split | Merge


@dataclass
class Effect:
    """What a legal move would do: all of it or nothing.

    `reads` are the keys (or sets of keys) whose present value the move relies on; `touches` are the sets that its
    writes belong to. A later move has *built on* an earlier one when it writes a key that the earlier one wrote, or
    relies on a key or set that the earlier one wrote or touched.
    """

    writes: dict[Key, Value | None] = field(default_factory=dict)
    reads: set[Key] = field(default_factory=set)
    touches: set[Key] = field(default_factory=set)

    def place(self, unit: Unit, point: str, *, there: bool) -> None:
        self.writes[("place", unit, point)] = True if there else None
        self.touches |= {("placed", unit), ("units", point)}

    def relocate(self, point: str, old: Home | None, new: Home | None) -> None:
        self.writes[("home", point)] = new
        self.touches |= {("in-theme", home.theme) for home in (old, new) if home}
