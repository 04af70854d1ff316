# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The moves an officer can make at the sorting desk, as plain values that survive a round trip through JSON.

A move says what was done and nothing about the time, the person or the outcome: those belong to the log entry and to
the board. Ids are opaque strings (uuids in practice) chosen by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple

FIRST = ""
"""As `after`: before everything else. `None` as `after` means after everything else."""

LOOSE = ""
"""As `theme`: the point has no theme yet."""


class AsideReason(StrEnum):
    """Why a note ends in no point. The reason is published with the letter."""

    SAME_TABLE = "same-table"
    OFF_TOPIC = "off-topic"
    NAMES_PERSON = "names-person"
    UNCLEAR = "unclear"
    OTHER = "other"


class Unit(NamedTuple):
    """What can be placed: a whole note (`part` 0) or one part of a note that was split (`part` 1, 2 …)."""

    note: str
    part: int = 0


@dataclass(frozen=True)
class ThemeCreate:
    kind: ClassVar[str] = "theme_create"
    theme: str
    title: str


@dataclass(frozen=True)
class ThemeRename:
    kind: ClassVar[str] = "theme_rename"
    theme: str
    title: str


@dataclass(frozen=True)
class ThemeOrder:
    kind: ClassVar[str] = "theme_order"
    theme: str
    after: str | None = None


@dataclass(frozen=True)
class ThemeRemove:
    """Only a theme without points can be removed."""

    kind: ClassVar[str] = "theme_remove"
    theme: str


@dataclass(frozen=True)
class PointCreate:
    kind: ClassVar[str] = "point_create"
    point: str
    statement: str
    theme: str = LOOSE


@dataclass(frozen=True)
class PointState:
    """New words for a point."""

    kind: ClassVar[str] = "point_state"
    point: str
    statement: str


@dataclass(frozen=True)
class PointMove:
    """To another theme, or to another place in the same theme."""

    kind: ClassVar[str] = "point_move"
    point: str
    theme: str = LOOSE
    after: str | None = None


@dataclass(frozen=True)
class PointRemove:
    """Only a point without notes can be removed."""

    kind: ClassVar[str] = "point_remove"
    point: str


@dataclass(frozen=True)
class PointMerge:
    """What lies at `source` goes along to `into`; the board remembers what `source` said and who stood behind it."""

    kind: ClassVar[str] = "point_merge"
    source: str
    into: str


@dataclass(frozen=True)
class PointRestore:
    """Take a merged point out again, with those of its notes that are still where the merge brought them."""

    kind: ClassVar[str] = "point_restore"
    point: str


@dataclass(frozen=True)
class PointSplit:
    """Some of the notes of `point` become a point of their own."""

    kind: ClassVar[str] = "point_split"
    point: str
    new: str
    statement: str
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class NotePlace:
    kind: ClassVar[str] = "note_place"
    unit: Unit
    point: str


@dataclass(frozen=True)
class NoteUnplace:
    kind: ClassVar[str] = "note_unplace"
    unit: Unit
    point: str


@dataclass(frozen=True)
class NoteMove:
    """From one point to another in one go."""

    kind: ClassVar[str] = "note_move"
    unit: Unit
    source: str
    target: str


@dataclass(frozen=True)
class NoteAside:
    kind: ClassVar[str] = "note_aside"
    unit: Unit
    reason: AsideReason
    text: str = ""


@dataclass(frozen=True)
class NoteBack:
    """Bring a note back that was set aside."""

    kind: ClassVar[str] = "note_back"
    unit: Unit


@dataclass(frozen=True)
class NoteSplit:
    """A note that says several things becomes parts, each with its own place.

    `spans` are (start, end) offsets in the note's text; together they hold every word of it, so that no part of a note
    can be left behind. `digest` names the text they were measured on.
    """

    kind: ClassVar[str] = "note_split"
    note: str
    spans: tuple[tuple[int, int], ...]
    digest: str = ""


@dataclass(frozen=True)
class NoteJoin:
    """Make a split note whole again; its parts leave their points and the note is unsorted."""

    kind: ClassVar[str] = "note_join"
    note: str


@dataclass(frozen=True)
class Undo:
    """Take back move number `of`."""

    kind: ClassVar[str] = "undo"
    of: int


Move = (
    ThemeCreate
    | ThemeRename
    | ThemeOrder
    | ThemeRemove
    | PointCreate
    | PointState
    | PointMove
    | PointRemove
    | PointMerge
    | PointRestore
    | PointSplit
    | NotePlace
    | NoteUnplace
    | NoteMove
    | NoteAside
    | NoteBack
    | NoteSplit
    | NoteJoin
    | Undo
)

MOVES: dict[str, type[Move]] = {
    move.kind: move
    for move in (
        ThemeCreate, ThemeRename, ThemeOrder, ThemeRemove, PointCreate, PointState, PointMove, PointRemove, PointMerge,
        PointRestore, PointSplit, NotePlace, NoteUnplace, NoteMove, NoteAside, NoteBack, NoteSplit, NoteJoin, Undo,
    )
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One line of the log. Numbers begin at 1 and have no gaps; `by` is an opaque name for the officer."""

    number: int
    by: str
    move: Move


class MoveUnreadableError(ValueError):
    """The stored form names a kind or a field that is not known."""


def to_json(move: Move) -> dict[str, object]:
    """A dict of plain JSON values with the move's `kind`."""
    values: dict[str, object] = {"kind": move.kind}
    for field in fields(move):
        value = getattr(move, field.name)
        values[field.name] = [list(item) for item in value] if field.name in ("units", "spans") else value
        if field.name == "unit":
            values["unit"] = list(value)
        elif field.name == "reason":
            values["reason"] = str(value)
    return values


def from_json(stored: Mapping[str, object]) -> Move:
    """The move that `to_json` wrote. Raises `MoveUnreadableError` for anything else."""
    data = dict(stored)
    try:
        cls = MOVES[str(data.pop("kind"))]
        values: dict[str, Any] = {name: _READ.get(name, _same)(value) for name, value in data.items()}
        return cls(**values)
    except (KeyError, TypeError, ValueError) as error:
        raise MoveUnreadableError(str(error)) from error


def _same(value: Any) -> Any:
    return value


def _unit(value: Any) -> Unit:
    note, part = value
    return Unit(str(note), int(part))


def _units(value: Any) -> tuple[Unit, ...]:
    return tuple(_unit(item) for item in value)


def _spans(value: Any) -> tuple[tuple[int, int], ...]:
    return tuple((int(start), int(end)) for start, end in value)


_READ: dict[str, Callable[[Any], Any]] = {"unit": _unit, "units": _units, "spans": _spans, "reason": AsideReason}
