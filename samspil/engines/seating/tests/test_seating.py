# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import sys
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest

from samspil.engines.seating import (
    Because,
    Contradiction,
    ContradictionCode,
    Fixed,
    Impossible,
    Pair,
    Person,
    Reason,
    ReasonCode,
    Request,
    Table,
    Unmet,
    UnmetCode,
    propose,
    quick,
)
from samspil.engines.seating.dealing import deal
from samspil.engines.seating.scene import prepare


def boards(count, each=4):
    return tuple(Person(f"{board}{i}", f"board {board}") for board in "abcdefgh"[:count] for i in range(each))


def tables(count, seats=8):
    return tuple(Table(number, seats) for number in range(1, count + 1))


def ask(request, **others):
    return propose(request, seed=1, seconds=10, **others)


def codes(answer):
    assert isinstance(answer, Impossible)
    return [one.code for one in answer.contradictions]


def test_boards_are_spread_and_tables_are_even():
    plan = ask(Request(boards(4), tables(4)))

    assert plan.optimal
    assert plan.cost.pairs == 0
    assert set(Counter(plan.seats.values()).values()) == {4}


def test_who_needs_a_language_sits_with_somebody_who_speaks_it_and_danish():
    mona = Person("mona", "board a", frozenset({"ar"}), needs="ar")
    ali = Person("ali", "board a", frozenset({"ar", "da"}))

    plan = ask(Request((mona, ali, *boards(4)), tables(3)))

    assert plan.seats["mona"] == plan.seats["ali"]
    assert Reason(ReasonCode.HELPED_BY, people=("ali",), language="ar") in plan.why("mona")
    assert Reason(ReasonCode.HELPS, people=("mona",), language="ar") in plan.why("ali")


def test_a_need_nobody_can_help_with_is_said():
    mona = Person("mona", "board a", frozenset({"ar"}), needs="ar")

    plan = ask(Request((mona, *boards(1)), tables(1)))

    assert plan.unmet[0] == Unmet(UnmetCode.LANGUAGE, Because.NO_PARTNER, ("mona",), 1, "ar")


@pytest.mark.parametrize("takers", [2, 3, 5])
def test_note_takers_reach_as_many_tables_as_they_can(takers):
    officers = tuple(Person(f"officer {i}", "office", takes_notes=True) for i in range(takers))

    plan = ask(Request((*boards(3), *officers), tables(3)))

    assert len({plan.seats[officer.id] for officer in officers}) == min(3, takers)
    lacking = [one for one in plan.unmet if one.code == UnmetCode.NOTE_TAKER]
    assert [one.because for one in lacking] == [Because.TOO_FEW] * max(0, 3 - takers)


def test_a_wish_against_a_hard_rule_is_not_kept_and_says_why():
    pair = Pair("a0", "b0")

    parted = ask(Request(boards(2), tables(2), together=(pair,), apart=(pair,)))
    fixed = ask(Request(boards(2), tables(2), together=(pair,), fixed=(Fixed("a0", 1), Fixed("b0", 2))))

    assert Unmet(UnmetCode.TOGETHER, Because.APART, pair) in parted.unmet
    assert Unmet(UnmetCode.TOGETHER, Because.FIXED, pair) in fixed.unmet


def test_tables_that_cannot_be_even_are_named():
    at_one = tuple(Fixed(f"a{i}", 1) for i in range(4))

    even, crooked = (ask(Request(boards(count), tables(2), fixed=at_one)) for count in (2, 1))

    assert {one.code for one in even.unmet} <= {UnmetCode.NOTE_TAKER}
    assert [(one.code, one.table) for one in crooked.unmet if one.code != UnmetCode.NOTE_TAKER] == [
        (UnmetCode.UNEVEN, 1),
        (UnmetCode.UNEVEN, 2),
    ]


def test_what_contradicts_is_named():
    four = boards(1)
    everybody = tuple(Pair(*pair) for pair in combinations([person.id for person in four], 2))

    assert codes(ask(Request(four, tables(1, 3)))) == [ContradictionCode.TOO_MANY_PEOPLE]
    assert codes(ask(Request(four, tables(2), fixed=(Fixed("a0", 9),)))) == [ContradictionCode.TABLE_UNKNOWN]
    assert codes(ask(Request(four, tables(2), fixed=(Fixed("a0", 1), Fixed("a0", 2))))) == [
        ContradictionCode.FIXED_TWICE
    ]
    assert codes(ask(Request(four, tables(2), apart=(Pair("a0", "a1"),), fixed=(Fixed("a0", 1), Fixed("a1", 1))))) == [
        ContradictionCode.APART_FIXED_TOGETHER
    ]
    assert codes(ask(Request((*four, four[0]), tables(2)))) == [ContradictionCode.PERSON_TWICE]
    twice = ask(Request(four, (*tables(2), Table(1, 8))))
    assert twice.contradictions == (Contradiction(ContradictionCode.TABLE_TWICE, tables=(1,), fixed=()),)
    crowded = ask(Request((*four, *boards(2)[4:]), tables(3), apart=(*everybody, Pair("b0", "b1"))))
    assert codes(crowded) == [ContradictionCode.APART_CROWDED]
    assert set(crowded.contradictions[0].apart) == set(everybody)


def test_nobody_moves_when_some_stay_at_home():
    first = ask(Request(boards(6), tables(4)))
    fewer = Request(boards(6)[2:], tables(4))

    again = ask(fewer, previous=first.seats)

    assert again.moved == ()
    assert all(again.seats[person] == first.seats[person] for person in again.seats)


@pytest.mark.parametrize("seed", range(5))
def test_the_quick_rule_seats_those_who_sit_apart_where_they_sat(seed):
    scene = prepare(Request(boards(4), tables(4), apart=(Pair("a0", "b0"), Pair("c0", "d0"))))
    earlier = {person: 1 + (number + 3 * (number // 4)) % 4 for number, person in enumerate(scene.people)}

    seats = deal(replace(scene, before=earlier), seed)

    assert seats == earlier


def test_one_moves_when_the_note_taker_stays_at_home():
    officers = tuple(Person(f"officer {i}", "office", takes_notes=True) for i in range(3))
    first = ask(Request((*boards(3), *officers), tables(2)))
    alone = next(o for o in officers if [*map(first.seats.get, (p.id for p in officers))].count(first.seats[o.id]) == 1)
    stay = tuple(person for person in (*boards(3), *officers) if person != alone)

    again = ask(Request(stay, tables(2)), previous=first.seats)

    assert len(again.moved) == 1
    assert again.moved[0].startswith("officer")


def test_the_quick_rule_answers_without_or_tools(monkeypatch):
    monkeypatch.setitem(sys.modules, "ortools.sat.python.cp_model", None)
    request = Request(boards(3), tables(3), fixed=tuple(Fixed(f"a{i}", 1) for i in range(3)))

    assert ask(request) == quick(request, 1)
    assert not ask(request).optimal


def test_nobody_at_no_tables_is_a_plan():
    assert ask(Request((), ())).seats == {}
