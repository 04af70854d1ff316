# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Whatever is asked: everybody once, the hard rules kept or reported, and no plan better than the one proven best."""

import random
from collections import Counter
from dataclasses import replace
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.engines.seating import (
    ContradictionCode,
    Fixed,
    Impossible,
    Pair,
    Person,
    Plan,
    ReasonCode,
    Request,
    Table,
    UnmetCode,
    propose,
    quick,
)
from samspil.engines.seating.scene import keeps, prepare, score

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SMALL = 6


@st.composite
def requests(draw, most=SMALL):
    names = [f"p{i}" for i in range(draw(st.integers(1, most)))]
    people = tuple(
        Person(
            name,
            draw(st.sampled_from("abc")),
            draw(st.sampled_from([frozenset({"da"}), frozenset({"da", "ar"}), frozenset({"ar"})])),
            draw(st.sampled_from([None, None, "ar", "uk"])),
            draw(st.booleans()),
        )
        for name in names
    )
    tables = tuple(Table(number, draw(st.integers(1, 4))) for number in range(1, draw(st.integers(1, 3)) + 1))
    pairs = st.lists(st.builds(Pair, st.sampled_from([*names, "gone"]), st.sampled_from(names)), max_size=3)
    fixed = st.lists(st.builds(Fixed, st.sampled_from(names), st.integers(1, len(tables))), max_size=2)
    return Request(people, tables, tuple(draw(pairs)), tuple(draw(pairs)), tuple(draw(fixed)))


def all_costs(request, previous=None):
    """What each plan that keeps the hard rules costs: every one of them."""
    names, numbers = [person.id for person in request.people], [table.number for table in request.tables]
    scene = prepare(request, previous)
    plans = (dict(zip(names, chosen, strict=True)) for chosen in product(numbers, repeat=len(names)))
    return [score(scene, seats) for seats in plans if keeps(scene, seats)]


def ask(request, previous=None, seed=1):
    return propose(request, seed=seed, seconds=30, previous=previous)


@SLOW
@given(requests())
def test_the_plan_is_the_best_of_all_plans_or_there_is_none(request_):
    plan = ask(request_)

    if isinstance(plan, Impossible):
        twice_or_self = {ContradictionCode.FIXED_TWICE, ContradictionCode.APART_FROM_SELF}
        assert twice_or_self & {one.code for one in plan.contradictions} or not all_costs(request_)
        return
    assert plan.cost == min(all_costs(request_))
    assert plan.optimal
    assert plan.gap == 0


@SLOW
@given(requests(), st.integers(0, 3))
def test_the_quick_rule_has_a_plan_whenever_there_is_one(request_, seed):
    base, plan = quick(request_, seed), ask(request_, seed=seed)

    assert isinstance(base, Impossible) == isinstance(plan, Impossible)
    if isinstance(base, Plan):
        assert keeps(prepare(request_), base.seats)
        assert base.bound <= plan.cost <= base.cost


@SLOW
@given(requests(), st.data())
def test_a_new_plan_moves_no_more_than_it_must(request_, data):
    first = ask(request_)
    if isinstance(first, Impossible):
        return
    names = [person.id for person in request_.people]
    gone = data.draw(st.sets(st.sampled_from(names), max_size=2))
    newly = (Person("new", "c", takes_notes=True),) if data.draw(st.booleans()) else ()
    people = tuple(person for person in request_.people if person.id not in gone) + newly
    fewer = replace(request_, people=people)

    again = ask(fewer, previous=first.seats)

    costs = all_costs(fewer, first.seats)
    if isinstance(again, Impossible):
        assert not costs
        return
    assert again.cost == min(costs)
    assert len(again.moved) == again.cost.moves
    assert all(first.seats[person] != again.seats[person] for person in again.moved)


@SLOW
@given(requests(most=12), st.integers(0, 5))
def test_the_same_question_has_the_same_answer_in_whatever_order_it_is_asked(request_, seed):
    rng = random.Random(seed)
    other = replace(
        request_,
        people=tuple(rng.sample(request_.people, len(request_.people))),
        together=tuple(rng.sample(request_.together, len(request_.together))),
        apart=tuple(rng.sample(request_.apart, len(request_.apart))),
    )

    assert ask(request_, seed=seed) == ask(request_, seed=seed)
    assert getattr(ask(request_, seed=seed), "seats", None) == getattr(ask(other, seed=seed), "seats", None)


@SLOW
@given(requests(most=12))
def test_every_rule_is_kept_or_reported(request_):
    plan = ask(request_)
    if isinstance(plan, Impossible):
        assert plan.contradictions
        return

    assert keeps(prepare(request_), plan.seats)
    assert set(plan.reasons) == set(plan.seats)
    told = {(one.code.value, one.people) for one in plan.unmet}
    sizes = Counter(plan.seats.values())
    shares = prepare(request_).shares
    uneven = {number for number, (least, most) in shares.items() if not least <= sizes[number] <= most}
    assert {one.table for one in plan.unmet if one.code == UnmetCode.UNEVEN} == uneven
    for pair in prepare(request_).together:
        assert (plan.seats[pair.one] == plan.seats[pair.other]) != (("together", tuple(pair)) in told)
    for person in request_.people:
        if person.needs:
            near = [p for p in request_.people if p != person and plan.seats[p.id] == plan.seats[person.id]]
            helped = any({person.needs, "da"} <= p.speaks and p.needs != person.needs for p in near)
            assert helped != (("language", (person.id,)) in told)


@SLOW
@given(requests(most=12))
def test_every_reason_is_true_of_the_plan(request_):
    plan = quick(request_, 1)
    if isinstance(plan, Impossible):
        return
    again = quick(request_, 2, previous=plan.seats)

    for person in request_.people:
        table = again.seats[person.id]
        near = [one for one in request_.people if one != person and again.seats[one.id] == table]
        said = {reason.code: reason for reason in again.why(person.id)}
        assert said[ReasonCode.MIXED].count == sum(one.group == person.group for one in near)
        assert (ReasonCode.NOTE_TAKER in said) == person.takes_notes
        assert (ReasonCode.STAYS in said) == (plan.seats[person.id] == table)
        assert (ReasonCode.MOVED in said) == (plan.seats[person.id] != table)
        for code in {ReasonCode.NOTE_TAKER, ReasonCode.FIXED, ReasonCode.STAYS} & said.keys():
            assert said[code].table == table
        if ReasonCode.MOVED in said:
            assert said[ReasonCode.MOVED].table == plan.seats[person.id]
        if ReasonCode.TOGETHER in said:
            assert set(said[ReasonCode.TOGETHER].people) <= {one.id for one in near}
