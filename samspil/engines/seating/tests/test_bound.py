# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What is said to be proven: never more than is, however little time there was; compared with every plan there is."""

import dataclasses

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from samspil.engines.seating import (
    Because,
    ContradictionCode,
    Cost,
    Fixed,
    Impossible,
    Pair,
    Person,
    Plan,
    Request,
    Table,
    UnmetCode,
    clashes,
    propose,
    quick,
)
from samspil.engines.seating.reasons import unmet
from samspil.engines.seating.scene import keeps, prepare
from samspil.engines.seating.tests.test_properties import all_costs, requests

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# From none at all to enough. What stops the search is the solver's own count of work, the same on every machine.
SECONDS = st.sampled_from([0, 1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 30])

# The quick rule's plan is not the best here, and what nobody can do better is not 0.
HARD = Request(
    people=tuple(
        Person(
            f"p{i}",
            "aabbc"[i % 5],
            frozenset({"da", "ar"}) if i == 0 else frozenset({"da"}),
            "ar" if i in (1, 2, 5) else None,
            takes_notes=i == 3,
        )
        for i in range(7)
    ),
    tables=(Table(1, 4), Table(2, 4), Table(3, 2)),
    together=(Pair("p0", "p3"), Pair("p1", "p4"), Pair("p2", "p6")),
    apart=(Pair("p0", "p1"), Pair("p2", "p4")),
    fixed=(Fixed("p6", 3),),
)


@SLOW
@example(HARD, 0, 1)
@example(HARD, 1e-3, 1)
@example(HARD, 3e-3, 2)
@given(requests(), SECONDS, st.integers(0, 3))
def test_no_plan_costs_less_than_the_bound_and_optimal_means_that_none_is_better(request_, seconds, seed):
    plan = propose(request_, seed=seed, seconds=seconds)
    if isinstance(plan, Impossible):
        return

    best = min(all_costs(request_))
    assert plan.bound <= best <= plan.cost
    assert plan.optimal == (plan.cost == plan.bound)
    if plan.optimal:
        assert plan.cost == best
    for one in plan.unmet:
        if one.because == Because.OUTRANKED:
            assert_no_plan_meets_one_more(one.code, plan.cost, best)


def assert_no_plan_meets_one_more(code: UnmetCode, cost: Cost, best: Cost) -> None:
    """Up to and with its own line the plan costs what the best does."""
    place = Cost._fields.index({UnmetCode.NOTE_TAKER: "note_taker"}.get(code, code.value))
    assert cost[: place + 1] == best[: place + 1]


@SLOW
@given(requests(), st.integers(0, 3))
def test_the_quick_rules_bound_holds_for_every_plan(request_, seed):
    plan = quick(request_, seed)

    if isinstance(plan, Plan):
        assert plan.bound <= min(all_costs(request_)) <= plan.cost


@SLOW
@given(requests(most=12), SECONDS)
def test_the_hard_rules_hold_however_little_time_there_is(request_, seconds):
    plan = propose(request_, seed=1, seconds=seconds)

    if isinstance(plan, Plan):
        assert keeps(prepare(request_), plan.seats)
        assert (plan.gap == 0) == plan.optimal
        assert 0 <= plan.gap <= 1


def test_time_enough_proves_what_no_time_leaves_open():
    none, enough = (propose(HARD, seed=1, seconds=seconds) for seconds in (0, 30))

    assert enough.optimal
    assert enough.cost == min(all_costs(HARD))
    assert not none.optimal
    assert none.cut_short
    assert not enough.cut_short
    assert Because.OUTRANKED in {one.because for one in enough.unmet}
    assert Because.NOT_FOUND in {one.because for one in none.unmet}


def test_nothing_is_outranked_while_a_line_that_counts_more_is_not_proven():
    people = tuple(Person(name, "a", takes_notes=True) for name in "xy")
    request = Request(people, (Table(1, 2), Table(2, 2)), together=(Pair("x", "y"),))
    seats, cost = {"x": 1, "y": 2}, Cost(1, 0, 0, 0, 0, 1, 0)

    def because(bound):
        return [one.because for one in unmet(request, prepare(request), seats, cost, bound)]

    assert because(cost) == [Because.OUTRANKED]
    assert because(cost._replace(pairs=-1)) == [Because.OUTRANKED], "what counts less does not matter"
    assert because(cost._replace(together=0)) == [Because.NOT_FOUND]
    assert because(cost._replace(language=0)) == [Because.NOT_FOUND]


def test_the_gap_is_that_of_the_first_line_that_is_not_proven():
    cost = Cost(language=2, note_taker=4, lopsided=0, moves=0, uneven=2, together=0, pairs=9)
    plan = Plan(seats={}, cost=cost, bound=cost, unmet=(), reasons={})

    assert (plan.optimal, plan.gap) == (True, 0)
    half = dataclasses.replace(plan, bound=cost._replace(note_taker=2, pairs=0))
    assert (half.optimal, half.gap) == (False, 0.5)
    last = dataclasses.replace(plan, bound=cost._replace(pairs=6))
    assert (last.optimal, last.gap) == (False, pytest.approx(1 / 3))


def test_a_search_that_was_given_up_is_not_said_to_have_shown_that_there_is_no_plan(monkeypatch):
    """Three who are all to be apart, at two tables: there is no plan. With no tries left nobody has shown that."""
    people = tuple(Person(name, "a") for name in "xyz")
    everybody = (Pair("x", "y"), Pair("x", "z"), Pair("y", "z"))
    request = Request(people, (Table(1, 3), Table(2, 3)), apart=everybody)

    def codes(seconds):
        plan = propose(request, seed=1, seconds=seconds)
        return [one.code for one in plan.contradictions]

    assert codes(0) == [ContradictionCode.APART_CROWDED]
    monkeypatch.setattr(clashes, "TRIES", 1)
    monkeypatch.setattr(clashes.seat_bound, "__defaults__", (None, 1))
    assert codes(0) == [ContradictionCode.UNDECIDED]
    assert [one.code for one in quick(request, 1).contradictions] == [ContradictionCode.UNDECIDED]
    assert codes(30) == [ContradictionCode.APART_CROWDED]
