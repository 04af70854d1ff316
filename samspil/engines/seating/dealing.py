# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The quick rule: deal people to tables as cards are dealt, then swap while it helps. No solver, no clock."""

from __future__ import annotations

import random
from collections import Counter

from samspil.engines.seating.clashes import seat_bound
from samspil.engines.seating.scene import NOTHING, Scene, at_tables, least, score, table_cost
from samspil.engines.seating.values import Cost

PASSES = 3


def deal(scene: Scene, seed: int) -> dict[str, int] | None:
    """Seats that keep the hard rules, or None when there are none. The same request and seed give the same seats."""
    rng = random.Random(seed)  # noqa: S311 - ties, not secrets
    tables = sorted(scene.capacity)
    rng.shuffle(tables)
    order = {number: place for place, number in enumerate(tables)}
    seats = seat_bound(scene, lambda now, person, number: _preference(scene, order, now, person, number))
    if seats is None:
        return None
    sizes = Counter(seats.values())
    for person, number in sorted(scene.before.items()):
        if person not in seats and sizes[number] < scene.capacity[number]:
            seats[person] = number
            sizes[number] += 1
    for person in _turns(scene, rng):
        if person not in seats:
            seats[person] = _best(scene, order, seats, person)
    return _improve(scene, seats)


def _turns(scene: Scene, rng: random.Random) -> list[str]:
    """Who is seated first: those who need a language, those who help, note-takers, friends, then the largest groups."""
    sizes = Counter(person.group for person in scene.people.values())
    able = {partner for partners in scene.partners.values() for partner in partners}
    draw = {person: rng.random() for person in scene.people}

    def turn(person: str) -> tuple[bool, bool, bool, bool, int, str, float]:
        one = scene.people[person]
        return (
            one.needs not in scene.partners,
            person not in able,
            not one.takes_notes,
            person not in scene.friends,
            -sizes[one.group],
            one.group,
            draw[person],
        )

    return sorted(scene.people, key=turn)


def _best(scene: Scene, order: dict[int, int], seats: dict[str, int], person: str) -> int:
    sizes = Counter(seats.values())
    free = [number for number in order if sizes[number] < scene.capacity[number]]
    return min(free, key=lambda number: _preference(scene, order, seats, person, number))


def _preference(
    scene: Scene, order: dict[int, int], seats: dict[str, int], person: str, number: int
) -> tuple[float, ...]:
    """The lower, the better the table for this person, as things stand."""
    one = scene.people[person]
    here = {other for other, seat in seats.items() if seat == number}
    helped = sum(1 for other in here if person in scene.partners.get(scene.people[other].needs or "", ()))
    can_help = one.needs in scene.partners and bool(scene.partners[one.needs or ""] & here)
    need_alike = sum(1 for other in here if one.needs in scene.partners and scene.people[other].needs == one.needs)
    return (
        scene.before.get(person, number) != number,
        len(here) >= scene.shares[number][1],
        -can_help - helped - need_alike,
        one.takes_notes and any(scene.people[other].takes_notes for other in here),
        -len(scene.friends.get(person, frozenset()) & here),
        sum(1 for other in here if scene.people[other].group == one.group),
        len(here) - scene.shares[number][0],
        order[number],
    )


def _improve(scene: Scene, seats: dict[str, int]) -> dict[str, int]:
    """Moves and swaps of those at tables that cost something, as long as the plan gets better."""
    bound = least(scene)
    for _ in range(PASSES):
        if score(scene, seats) == bound:
            break
        # Everybody gets a turn: any() would stop at the first.
        if not sum(_better(scene, seats, person) for person in _costly(scene, seats)):
            break
    return seats


def _costly(scene: Scene, seats: dict[str, int]) -> list[str]:
    """Everybody at the tables that cost more than the cheapest."""
    tables = at_tables(scene, seats)
    costs = {number: table_cost(scene, number, members) for number, members in tables.items()}
    cheapest = min(costs.values(), default=NOTHING)
    return [
        p for number, members in tables.items() if costs[number] > cheapest for p in members if p not in scene.fixed
    ]


def _better(scene: Scene, seats: dict[str, int], person: str) -> bool:
    """Makes the best move or swap of one person, if there is one that helps."""
    tables = {number: set(members) for number, members in at_tables(scene, seats).items()}
    costs = {number: table_cost(scene, number, members) for number, members in tables.items()}
    mine, best, found = seats[person], _sum(NOTHING, NOTHING), None
    for number, members in tables.items():
        if number == mine:
            continue
        swaps = [other for other in sorted(members) if other not in scene.fixed]
        for other in [None, *swaps] if len(members) < scene.capacity[number] else swaps:
            here = (tables[mine] - {person}) | ({other} if other else set())
            there = (members - {other}) | {person}
            if _split(scene, person, there) or (other and _split(scene, other, here)):
                continue
            after = _sum(table_cost(scene, mine, here), table_cost(scene, number, there))
            change = tuple(new - old for new, old in zip(after, _sum(costs[mine], costs[number]), strict=True))
            if change < best:
                best, found = change, (number, other)
    if found is None:
        return False
    seats[person] = found[0]
    if found[1]:
        seats[found[1]] = mine
    return True


def _split(scene: Scene, person: str, members: set[str]) -> bool:
    return bool(scene.rivals.get(person, frozenset()) & members)


def _sum(one: Cost, other: Cost) -> tuple[int, ...]:
    return tuple(map(sum, zip(one, other, strict=True)))
