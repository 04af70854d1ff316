# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Hard rules that contradict each other, and seats for those whom the rules bind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from samspil.engines.seating.scene import Scene, prepare
from samspil.engines.seating.values import Contradiction, ContradictionCode, Fixed, Pair, Request, Seats

TRIES = 20_000
"""Seats tried for those with »apart« wishes before the search says that it does not know."""
TRIES_CORE = 2_000

Name = TypeVar("Name", str, int)
Preference = Callable[[dict[str, int], str, int], tuple[float, ...]]


class UndecidedError(Exception):
    """The search for seats was given up."""


def contradictions(request: Request) -> tuple[Contradiction, ...]:
    """What can be seen without a search. Empty does not mean that there is a plan."""
    return (*_twice(request), *_crowded(request), *_fixed(request), *_apart(request))


def seat_bound(scene: Scene, prefer: Preference | None = None, tries: int = TRIES) -> dict[str, int] | None:
    """Seats for everybody with a fixed seat or somebody to be apart from; None: there are none.

    Everybody else fits in whenever these do, since the tables hold them all. `prefer` orders the tables to try.
    """
    room = dict(scene.capacity)
    for number in scene.fixed.values():
        room[number] -= 1
    if min(room.values(), default=0) < 0 or any(_clash(scene, scene.fixed, *wish) for wish in scene.fixed.items()):
        return None
    search = _Search(scene, prefer or (lambda _seats, _person, number: (number,)), dict(scene.fixed), room, tries)
    return search.seats if search.seat({person for person in scene.rivals if person not in scene.fixed}) else None


@dataclass
class _Search:
    """Seats for those to be apart from somebody, the one with the fewest tables left first, and back when none is."""

    scene: Scene
    prefer: Preference
    seats: dict[str, int]
    room: dict[int, int]
    tries: int

    def seat(self, waiting: set[str]) -> bool:
        if not waiting:
            return True
        ways = {person: self.options(person) for person in sorted(waiting)}
        person = min(ways, key=lambda one: (len(ways[one]), -len(self.scene.rivals[one]), one))
        ordered = sorted(ways[person], key=lambda number: self.prefer(self.seats, person, number))
        for number in list(_unlike(ordered, self.scene, self.seats, self.room)):
            self.tries -= 1
            if self.tries < 0:
                raise UndecidedError
            self.seats[person] = number
            self.room[number] -= 1
            if self.seat(waiting - {person}):
                return True
            del self.seats[person]
            self.room[number] += 1
        return False

    def options(self, person: str) -> list[int]:
        return [n for n, free in self.room.items() if free > 0 and not _clash(self.scene, self.seats, person, n)]


def apart_core(request: Request) -> Contradiction:
    """The wishes to be apart and the fixed seats that cannot be kept at once; each that can be left out is left out."""
    for name in ("apart", "fixed"):
        for wish in sorted(getattr(request, name)):
            kept = tuple(one for one in getattr(request, name) if one != wish)
            fewer = replace(request, apart=kept) if name == "apart" else replace(request, fixed=kept)
            try:
                if seat_bound(prepare(fewer), tries=TRIES_CORE) is None:
                    request = fewer
            except UndecidedError:
                continue
    people = sorted({person for wish in request.apart for person in wish} | {wish.person for wish in request.fixed})
    return Contradiction(
        ContradictionCode.APART_CROWDED,
        people=tuple(people),
        tables=tuple(sorted({wish.table for wish in request.fixed})),
        apart=request.apart,
        fixed=request.fixed,
    )


def _clash(scene: Scene, seats: Seats, person: str, number: int) -> bool:
    return any(seats.get(rival) == number for rival in scene.rivals.get(person, ()))


def _unlike(ordered: list[int], scene: Scene, seats: dict[str, int], room: dict[int, int]) -> Iterator[int]:
    """One of the tables that are alike for the search: nobody there is to be apart from anybody, and as much room."""
    watched = {number for person, number in seats.items() if person in scene.rivals}
    seen: set[int] = set()
    for number in ordered:
        if number not in watched:
            if room[number] in seen:
                continue
            seen.add(room[number])
        yield number


def _twice(request: Request) -> Iterator[Contradiction]:
    for person in _repeated(person.id for person in request.people):
        yield Contradiction(ContradictionCode.PERSON_TWICE, people=(person,))
    for number in _repeated(table.number for table in request.tables):
        yield Contradiction(ContradictionCode.TABLE_TWICE, tables=(number,))


def _crowded(request: Request) -> Iterator[Contradiction]:
    seats, people = sum(max(0, table.capacity) for table in request.tables), len(request.people)
    if people > seats:
        yield Contradiction(ContradictionCode.TOO_MANY_PEOPLE, count=people, room=seats)


def _fixed(request: Request) -> Iterator[Contradiction]:
    capacity, coming = dict(request.tables), {person.id for person in request.people}
    wishes = sorted({wish for wish in request.fixed if wish.person in coming})
    for wish in wishes:
        if wish.table not in capacity:
            yield Contradiction(ContradictionCode.TABLE_UNKNOWN, people=(wish.person,), tables=(wish.table,))
    for person in _repeated(wish.person for wish in wishes):
        tables = tuple(wish.table for wish in wishes if wish.person == person)
        yield Contradiction(ContradictionCode.FIXED_TWICE, people=(person,), tables=tables)
    for number, count in sorted(Counter(wish.table for wish in wishes).items()):
        if number in capacity and count > capacity[number]:
            people = tuple(wish.person for wish in wishes if wish.table == number)
            yield Contradiction(
                ContradictionCode.TABLE_OVERFULL, people=people, tables=(number,), count=count, room=capacity[number]
            )


def _apart(request: Request) -> Iterator[Contradiction]:
    coming = {person.id for person in request.people}
    seat = {wish.person: wish.table for wish in sorted(request.fixed)}
    for one, other in sorted({Pair(*sorted(wish)) for wish in request.apart if {*wish} <= coming}):
        if one == other:
            yield Contradiction(ContradictionCode.APART_FROM_SELF, people=(one,))
        elif one in seat and seat[one] == seat.get(other):
            yield Contradiction(
                ContradictionCode.APART_FIXED_TOGETHER,
                people=(one, other),
                tables=(seat[one],),
                apart=(Pair(one, other),),
                fixed=(Fixed(one, seat[one]), Fixed(other, seat[one])),
            )


def _repeated(values: Iterable[Name]) -> list[Name]:
    return sorted(value for value, count in Counter(values).items() if count > 1)
