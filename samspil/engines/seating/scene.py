# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A request made ready to be counted on, and the one way of counting what a plan costs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from samspil.engines.seating.values import TOLERANCE, Cost, Pair, Person, Request, Seats

NOTHING = Cost(0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Scene:
    people: Mapping[str, Person]
    """In the order of their ids, whatever the order they came in."""
    capacity: Mapping[int, int]
    shares: Mapping[int, tuple[int, int]]
    """The even size of each table: from, to."""
    together: tuple[Pair, ...]
    apart: tuple[Pair, ...]
    friends: Mapping[str, frozenset[str]]
    rivals: Mapping[str, frozenset[str]]
    fixed: Mapping[str, int]
    partners: Mapping[str, frozenset[str]]
    """Needed language → who can help with it. A language nobody can help with is not here."""
    before: Seats
    """The earlier plan, for those who still come and whose table is still there."""


def prepare(request: Request, previous: Seats | None = None) -> Scene:
    people = {person.id: person for person in sorted(request.people, key=lambda person: person.id)}
    capacity = dict(sorted(request.tables))
    together, apart = _present(request.together, people), _present(request.apart, people)
    return Scene(
        people=people,
        capacity=capacity,
        shares=even_sizes(len(people), capacity),
        together=together,
        apart=apart,
        friends=_neighbours(together),
        rivals=_neighbours(apart),
        fixed={wish.person: wish.table for wish in sorted(request.fixed) if wish.person in people},
        partners=_partners(people.values(), request.language),
        before={
            person: number for person, number in (previous or {}).items() if person in people and number in capacity
        },
    )


def even_sizes(people: int, capacity: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """As even as the tables allow: all within one of each other, and a table too small for that is full."""
    level = 0
    while level < people and sum(min(seats, level + 1) for seats in capacity.values()) <= people:
        level += 1
    exact = sum(min(seats, level) for seats in capacity.values()) == people
    return {
        number: (min(seats, level), min(seats, level if exact else level + 1)) for number, seats in capacity.items()
    }


def outside(size: int, share: tuple[int, int], slack: int = 0) -> int:
    return max(0, share[0] - slack - size, size - share[1] - slack)


def table_cost(scene: Scene, number: int, members: Collection[str]) -> Cost:
    """The part of the cost that lies at one table. A broken wish to sit together counts at both tables: twice."""
    here = frozenset(members)
    people = [scene.people[person] for person in members]
    groups = Counter(person.group for person in people)
    return Cost(
        language=sum(1 for person in people if not _understood(scene, person, here)),
        note_taker=0 if any(person.takes_notes for person in people) else 1,
        lopsided=outside(len(people), scene.shares[number], TOLERANCE),
        moves=sum(1 for person in members if scene.before.get(person, number) != number),
        uneven=outside(len(people), scene.shares[number]),
        together=sum(len(scene.friends[person] - here) for person in members if person in scene.friends),
        pairs=sum(count * (count - 1) // 2 for count in groups.values()),
    )


def _understood(scene: Scene, person: Person, here: frozenset[str]) -> bool:
    """False where somebody who comes could help this person, and nobody here can."""
    able = scene.partners.get(person.needs or "")
    return not able or bool(able & here)


def score(scene: Scene, seats: Seats) -> Cost:
    """What the plan costs."""
    total = NOTHING
    for number, members in at_tables(scene, seats).items():
        total = Cost(*map(sum, zip(total, table_cost(scene, number, members), strict=True)))
    return total._replace(together=total.together // 2)


def least(scene: Scene) -> Cost:
    """A bound that needs no search: each line by itself, with every other rule forgotten."""
    tables = len(scene.capacity)
    note_takers = sum(person.takes_notes for person in scene.people.values())
    groups = Counter(person.group for person in scene.people.values())
    pairs = sum(_spread(count, tables) for count in groups.values())
    return NOTHING._replace(note_taker=max(0, tables - note_takers), pairs=pairs)


def at_tables(scene: Scene, seats: Seats) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {number: [] for number in scene.capacity}
    for person in scene.people:
        found[seats[person]].append(person)
    return found


def keeps(scene: Scene, seats: Seats) -> bool:
    """Whether the hard rules hold: everybody has one seat, the tables hold them, fixed and apart are kept."""
    return (
        set(seats) == set(scene.people)
        and all(number in scene.capacity for number in seats.values())
        and all(scene.capacity[number] >= size for number, size in Counter(seats.values()).items())
        and all(seats[person] == number for person, number in scene.fixed.items())
        and all(seats[one] != seats[other] for one, other in scene.apart)
    )


def _spread(count: int, tables: int) -> int:
    """The fewest pairs when `count` people sit at `tables` tables."""
    if not tables:
        return 0
    each, over = divmod(count, tables)
    return over * (each + 1) * each // 2 + (tables - over) * each * (each - 1) // 2


def _present(wishes: Iterable[Pair], people: Collection[str]) -> tuple[Pair, ...]:
    """The wishes about two people who come, each once."""
    both = {Pair(*sorted(wish)) for wish in wishes if wish.one in people and wish.other in people}
    return tuple(wish for wish in sorted(both) if wish.one != wish.other)


def _neighbours(wishes: Iterable[Pair]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in wishes:
        found[one].add(other)
        found[other].add(one)
    return {person: frozenset(others) for person, others in found.items()}


def _partners(people: Collection[Person], language: str) -> dict[str, frozenset[str]]:
    found = {}
    for needed in sorted({person.needs for person in people if person.needs}):
        able = frozenset(p.id for p in people if {needed, language} <= p.speaks and p.needs != needed)
        if able:
            found[needed] = able
    return found
