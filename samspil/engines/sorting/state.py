# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The keys and values behind a board, with the two indexes that moves need."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from samspil.engines.sorting.moves import FIRST, Unit
from samspil.engines.sorting.values import Aside, Birth, Home, Key, Merge, Split, Value


class State:
    """Keys with values. Only `write` changes it, so the indexes cannot drift from the keys."""

    __slots__ = ("places", "units", "values")

    def __init__(self) -> None:
        self.values: dict[Key, Value] = {}
        self.places: dict[Unit, tuple[str, ...]] = {}
        self.units: dict[str, tuple[Unit, ...]] = {}

    def copy(self) -> State:
        other = State()
        other.values, other.places, other.units = dict(self.values), dict(self.places), dict(self.units)
        return other

    def write(self, key: Key, value: Value | None) -> Value | None:
        """Set or (with None) remove a key; returns what was there before."""
        before = self.values.get(key)
        if value is None:
            self.values.pop(key, None)
        else:
            self.values[key] = value
        if key[0] == "place" and (before is None) != (value is None):
            self._index(cast(Unit, key[1]), cast(str, key[2]), there=value is not None)
        return before

    def _index(self, unit: Unit, point: str, *, there: bool) -> None:
        # Sorted, so that the same placements look the same whatever the order in which they came.
        places = {*self.places.get(unit, ()), point} if there else {*self.places.get(unit, ())} - {point}
        units = {*self.units.get(point, ()), unit} if there else {*self.units.get(point, ())} - {unit}
        if places:
            self.places[unit] = tuple(sorted(places))
        else:
            self.places.pop(unit, None)
        if units:
            self.units[point] = tuple(sorted(units))
        else:
            self.units.pop(point, None)

    # Readings. The casts state what the key promises.

    def has_theme(self, theme: str) -> bool:
        return ("theme", theme) in self.values

    def birth(self, point: str) -> Birth | None:
        return cast("Birth | None", self.values.get(("point", point)))

    def home(self, point: str) -> Home:
        return cast(Home, self.values[("home", point)])

    def statement(self, point: str) -> str:
        return cast(str, self.values[("statement", point)])

    def aside(self, unit: Unit) -> Aside | None:
        return cast("Aside | None", self.values.get(("aside", unit)))

    def split(self, note: str) -> Split | None:
        return cast("Split | None", self.values.get(("split", note)))

    def merge(self, source: str) -> Merge | None:
        return cast("Merge | None", self.values.get(("merge", source)))

    def is_placed(self, unit: Unit, point: str) -> bool:
        return ("place", unit, point) in self.values

    def of_kind(self, kind: str) -> Iterator[tuple[Key, Value]]:
        return ((key, value) for key, value in self.values.items() if key[0] == kind)

    def theme_ranks(self) -> dict[str, Fraction]:
        return {str(key[1]): cast(Fraction, value) for key, value in self.of_kind("rank")}

    def point_ranks(self, theme: str) -> dict[str, Fraction]:
        homes = ((str(key[1]), cast(Home, value)) for key, value in self.of_kind("home"))
        return {point: home.rank for point, home in homes if home.theme == theme}

    def final(self, point: str) -> tuple[str, list[Merge]]:
        """Where what was merged away lies now, and the merges that brought it there."""
        chain: list[Merge] = []
        while (merge := self.merge(point)) is not None:
            chain.append(merge)
            point = merge.into
        return point, chain


def rank_after(ranks: dict[str, Fraction], after: str | None) -> Fraction:
    """A rank just after `after` among `ranks` (None: last; FIRST: first). `after` must be one of them."""
    ordered = sorted(ranks.values())
    if after is None:
        return (ordered[-1] if ordered else Fraction(0)) + 1
    if after == FIRST:
        return (ordered[0] if ordered else Fraction(2)) - 1
    here = ranks[after]
    later = [rank for rank in ordered if rank > here]
    return (here + later[0]) / 2 if later else here + 1
