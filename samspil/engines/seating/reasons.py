# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Why people sit where they sit, and what is not met and why: codes with parameters, read off the finished plan."""

from __future__ import annotations

from collections.abc import Iterator

from samspil.engines.seating.scene import Scene, at_tables, outside
from samspil.engines.seating.values import (
    Because,
    Cost,
    Pair,
    Reason,
    ReasonCode,
    Request,
    Seats,
    Unmet,
    UnmetCode,
)


def reasons(scene: Scene, seats: Seats) -> dict[str, tuple[Reason, ...]]:
    tables = {number: frozenset(members) for number, members in at_tables(scene, seats).items()}
    return {person: tuple(_why(scene, seats, person, tables[seats[person]])) for person in scene.people}


def unmet(request: Request, scene: Scene, seats: Seats, cost: Cost, bound: Cost) -> tuple[Unmet, ...]:
    def open_or(name: str) -> Because:
        place = Cost._fields.index(name)
        return Because.OUTRANKED if cost[: place + 1] == bound[: place + 1] else Because.NOT_FOUND

    return (
        *_language(scene, seats, open_or("language")),
        *_note_takers(scene, seats, open_or("note_taker")),
        *_together(scene, seats, open_or("together")),
        *_uneven(scene, seats, open_or("uneven")),
        *_absent(request, scene),
    )


def _why(scene: Scene, seats: Seats, person: str, here: frozenset[str]) -> Iterator[Reason]:
    one, number = scene.people[person], seats[person]
    if person in scene.fixed:
        yield Reason(ReasonCode.FIXED, table=number)
    yield from _help(scene, person, here)
    if one.takes_notes:
        yield Reason(ReasonCode.NOTE_TAKER, table=number)
    if friends := scene.friends.get(person, frozenset()) & here:
        yield Reason(ReasonCode.TOGETHER, people=tuple(sorted(friends)))
    if rivals := scene.rivals.get(person):
        yield Reason(ReasonCode.APART, people=tuple(sorted(rivals)))
    if person in scene.before:
        earlier = scene.before[person]
        yield Reason(ReasonCode.STAYS if earlier == number else ReasonCode.MOVED, table=earlier)
    same = sum(1 for other in here if other != person and scene.people[other].group == one.group)
    yield Reason(ReasonCode.MIXED, count=same)


def _help(scene: Scene, person: str, here: frozenset[str]) -> Iterator[Reason]:
    one = scene.people[person]
    if one.needs in scene.partners and (helpers := scene.partners[one.needs or ""] & here):
        yield Reason(ReasonCode.HELPED_BY, people=tuple(sorted(helpers)), language=one.needs)
    for needed, able in scene.partners.items():
        helped = tuple(sorted(other for other in here if scene.people[other].needs == needed))
        if person in able and helped:
            yield Reason(ReasonCode.HELPS, people=helped, language=needed)


def _language(scene: Scene, seats: Seats, otherwise: Because) -> Iterator[Unmet]:
    tables = {number: frozenset(members) for number, members in at_tables(scene, seats).items()}
    for person, one in scene.people.items():
        if one.needs is None:
            continue
        able = scene.partners.get(one.needs)
        if able is None or not able & tables[seats[person]]:
            because = otherwise if able else Because.NO_PARTNER
            yield Unmet(UnmetCode.LANGUAGE, because, (person,), seats[person], one.needs)


def _note_takers(scene: Scene, seats: Seats, otherwise: Because) -> Iterator[Unmet]:
    takers = {person for person, one in scene.people.items() if one.takes_notes}
    because = Because.TOO_FEW if len(takers) < len(scene.capacity) else otherwise
    for number, members in at_tables(scene, seats).items():
        if members and takers.isdisjoint(members):
            yield Unmet(UnmetCode.NOTE_TAKER, because, table=number)


def _together(scene: Scene, seats: Seats, otherwise: Because) -> Iterator[Unmet]:
    for pair in scene.together:
        if seats[pair.one] != seats[pair.other]:
            yield Unmet(UnmetCode.TOGETHER, _parted(scene, pair) or otherwise, tuple(pair))


def _parted(scene: Scene, pair: Pair) -> Because | None:
    """The hard rule that by itself keeps the two from one table."""
    if pair.other in scene.rivals.get(pair.one, ()):
        return Because.APART
    first, second = scene.fixed.get(pair.one), scene.fixed.get(pair.other)
    return Because.FIXED if first is not None and second is not None else None


def _uneven(scene: Scene, seats: Seats, otherwise: Because) -> Iterator[Unmet]:
    for number, members in at_tables(scene, seats).items():
        if outside(len(members), scene.shares[number]):
            yield Unmet(UnmetCode.UNEVEN, otherwise, table=number)


def _absent(request: Request, scene: Scene) -> Iterator[Unmet]:
    named = [tuple(wish) for wish in (*request.together, *request.apart)] + [(w.person,) for w in request.fixed]
    for people in sorted(set(named)):
        if any(person not in scene.people for person in people):
            yield Unmet(UnmetCode.ABSENT, Because.ABSENT, people)
