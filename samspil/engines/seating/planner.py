# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""From a request to a plan: the quick rule first, and the exact search where the quick plan is not proven best."""

from __future__ import annotations

from contextlib import suppress

from samspil.engines.seating.clashes import UndecidedError, apart_core, contradictions
from samspil.engines.seating.dealing import deal
from samspil.engines.seating.exact import Found, solve
from samspil.engines.seating.reasons import reasons, unmet
from samspil.engines.seating.scene import Scene, least, prepare, score
from samspil.engines.seating.values import Contradiction, ContradictionCode, Impossible, Plan, Request, Seats

DEALS = 4
"""Plans by the quick rule, of which the best is where the exact search starts."""


def propose(request: Request, *, seed: int, seconds: float, previous: Seats | None = None) -> Plan | Impossible:
    """The best plan that is found within `seconds`, with what is proven of it.

    With `previous`, an earlier plan's seats, as few as possible of those who still come are moved. The same arguments
    give the same plan, unless `cut_short` says that the clock stopped the search. Without OR-Tools: the best of a few
    plans by the quick rule.
    """
    if clashes := contradictions(request):
        return Impossible(clashes)
    scene = prepare(request, previous)
    try:
        start, undecided = _start(scene, seed), False
    except UndecidedError:
        start, undecided = None, True
    if start is None and not undecided:
        return Impossible((apart_core(request),))
    found = Found(start, least(scene))
    if start is None or score(scene, start) != found.bound:
        with suppress(ImportError):
            found = solve(scene, start, seed=seed, seconds=seconds)
    if found.seats is None:
        return Impossible((apart_core(request) if found.proven_impossible else _undecided(request),))
    return _plan(request, scene, found)


def quick(request: Request, seed: int, previous: Seats | None = None) -> Plan | Impossible:
    """A plan by the quick rule alone: the hard rules are kept, the rest as well as dealing and swapping do it."""
    if clashes := contradictions(request):
        return Impossible(clashes)
    scene = prepare(request, previous)
    try:
        seats = deal(scene, seed)
    except UndecidedError:
        return Impossible((_undecided(request),))
    if seats is None:
        return Impossible((apart_core(request),))
    return _plan(request, scene, Found(seats, least(scene)))


def _start(scene: Scene, seed: int) -> dict[str, int] | None:
    """The best of a few deals. None: the hard rules cannot be kept, which one deal is enough to know."""
    best = deal(scene, seed)
    for again in range(1, DEALS):
        if best is None or score(scene, best) == least(scene):
            break
        other = deal(scene, seed + again)
        best = min(best, other or best, key=lambda seats: score(scene, seats))
    return best


def _plan(request: Request, scene: Scene, found: Found) -> Plan:
    seats = dict(sorted((found.seats or {}).items()))
    cost = score(scene, seats)
    return Plan(
        seats=seats,
        cost=cost,
        bound=found.bound,
        unmet=unmet(request, scene, seats, cost, found.bound),
        reasons=reasons(scene, seats),
        moved=tuple(person for person in seats if scene.before.get(person, seats[person]) != seats[person]),
        cut_short=found.cut_short,
    )


def _undecided(request: Request) -> Contradiction:
    return Contradiction(ContradictionCode.UNDECIDED, apart=request.apart, fixed=request.fixed)
