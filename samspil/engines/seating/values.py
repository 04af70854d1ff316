# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a seating plan is asked with, and what comes back. Words for the reader are made elsewhere, from the codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Seats = Mapping[str, int]
"""Person's id → table's number."""


@dataclass(frozen=True)
class Person:
    """`group` is whom to mix: a board or a staff unit. `needs` is a language somebody at the table must speak."""

    id: str
    group: str
    speaks: frozenset[str] = frozenset({"da"})
    needs: str | None = None
    takes_notes: bool = False


class Table(NamedTuple):
    number: int
    capacity: int


class Pair(NamedTuple):
    """Two people, in any order."""

    one: str
    other: str


class Fixed(NamedTuple):
    person: str
    table: int


@dataclass(frozen=True)
class Request:
    """Who comes, the tables, and the wishes. A wish about somebody who does not come is reported, not kept."""

    people: tuple[Person, ...]
    tables: tuple[Table, ...]
    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    language: str = "da"
    """The meeting's language: who helps with another must speak this too."""


class Cost(NamedTuple):
    """What a plan costs. The first line counts first: no number of the later ones makes up for one of an earlier."""

    language: int
    """People who need a language, somebody who comes could help them, and nobody at their table can."""
    note_taker: int
    """Tables without anybody who takes notes."""
    lopsided: int
    """People by which tables are more than `TOLERANCE` outside the even size."""
    moves: int
    """People who sat at another table in the earlier plan."""
    uneven: int
    """People by which tables are outside the even size."""
    together: int
    """Wishes to sit together that are not kept."""
    pairs: int
    """Pairs of one group at one table."""


TOLERANCE = 2


class ReasonCode(StrEnum):
    """Why somebody sits where they sit."""

    FIXED = "fixed"
    HELPED_BY = "helped-by"
    HELPS = "helps"
    NOTE_TAKER = "note-taker"
    TOGETHER = "together"
    APART = "apart"
    STAYS = "stays"
    MOVED = "moved"
    MIXED = "mixed"


@dataclass(frozen=True)
class Reason:
    """`table` is the earlier one for MOVED. `count` for MIXED: how many others at the table are of the same group."""

    code: ReasonCode
    people: tuple[str, ...] = ()
    table: int | None = None
    language: str | None = None
    count: int | None = None


class UnmetCode(StrEnum):
    LANGUAGE = "language"
    NOTE_TAKER = "note-taker"
    TOGETHER = "together"
    ABSENT = "absent"
    """The wish names somebody who does not come."""
    UNEVEN = "uneven"


class Because(StrEnum):
    """Why something is not met."""

    NO_PARTNER = "no-partner"
    TOO_FEW = "too-few"
    APART = "apart"
    FIXED = "fixed"
    """What they are fixed to rules it out."""
    OUTRANKED = "outranked"
    """Proven: every plan that meets one more breaks something that counts more."""
    NOT_FOUND = "not-found"
    """No better plan was found in the time; there may be one."""
    ABSENT = "absent"


@dataclass(frozen=True)
class Unmet:
    code: UnmetCode
    because: Because
    people: tuple[str, ...] = ()
    table: int | None = None
    language: str | None = None


class ContradictionCode(StrEnum):
    TOO_MANY_PEOPLE = "too-many-people"
    PERSON_TWICE = "person-twice"
    TABLE_TWICE = "table-twice"
    TABLE_UNKNOWN = "table-unknown"
    TABLE_OVERFULL = "table-overfull"
    FIXED_TWICE = "fixed-twice"
    APART_FROM_SELF = "apart-from-self"
    APART_FIXED_TOGETHER = "apart-fixed-together"
    APART_CROWDED = "apart-crowded"
    """The wishes named cannot be kept at once. None of them can be left out, unless the code below says so."""
    UNDECIDED = "undecided"
    """No plan was found, and it was not shown that there is none."""


@dataclass(frozen=True)
class Contradiction:
    """`people` at `tables`; `count` of them where `room` is the number there is room for."""

    code: ContradictionCode
    people: tuple[str, ...] = ()
    tables: tuple[int, ...] = ()
    count: int | None = None
    room: int | None = None
    apart: tuple[Pair, ...] = ()
    fixed: tuple[Fixed, ...] = ()


@dataclass(frozen=True)
class Impossible:
    """No plan keeps the hard rules: these are the ones that contradict each other."""

    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True)
class Plan:
    """`bound`: no plan costs less (compared line by line, the first that differs decides)."""

    seats: Seats
    cost: Cost
    bound: Cost
    unmet: tuple[Unmet, ...]
    reasons: Mapping[str, tuple[Reason, ...]]
    moved: tuple[str, ...] = ()
    cut_short: bool = False
    """The clock stopped the search: the same question may get another plan on another machine."""

    @property
    def optimal(self) -> bool:
        return self.cost == self.bound

    @property
    def gap(self) -> float:
        """How far the first line not proven is above its bound, as a share of it; 0 when the plan is optimal."""
        for cost, bound in zip(self.cost, self.bound, strict=True):
            if cost != bound:
                return (cost - bound) / cost
        return 0.0

    def why(self, person: str) -> tuple[Reason, ...]:
        return self.reasons[person]
