# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How good, and how soon, is a seating plan? `python -m bench.seating [--people 210] [--tables 30]` prints JSON.

An invented meeting: boards of eight, a note-taker for each table, some who need an interpreter, wishes. The baseline is
the quick rule. Then ten do not come, and the plan is made again from the first. The budget is 10 s.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import replace
from typing import Any

from samspil.engines.seating import Fixed, Impossible, Pair, Person, Plan, Request, Table, propose, quick

ABSENT = 10
LANGUAGES = ("ar", "uk", "so", "tr")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=210)
    parser.add_argument("--tables", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    asked = meeting(options.people, options.tables, options.seed)
    base, base_seconds = timed(lambda: quick(asked, options.seed))
    plan, seconds = timed(lambda: propose(asked, seed=options.seed, seconds=options.seconds))
    gone = set(random.Random(options.seed).sample([person.id for person in asked.people], ABSENT))
    fewer = replace(asked, people=tuple(person for person in asked.people if person.id not in gone))
    again, again_seconds = timed(
        lambda: propose(fewer, seed=options.seed, seconds=options.seconds, previous=plan.seats)
    )
    fresh = timed(lambda: quick(fewer, options.seed))[0].seats
    anew = sum(1 for person, table in fresh.items() if plan.seats[person] != table)
    print(
        json.dumps(
            {
                "people": options.people,
                "tables": options.tables,
                "budget, s": 10,
                "quick rule": {"seconds": base_seconds, "cost": base.cost._asdict()},
                "plan": shown(plan, seconds),
                "ten absent": {**shown(again, again_seconds), "moved": len(again.moved), "moved if made anew": anew},
            },
            indent=2,
        )
    )


def meeting(people: int, tables: int, seed: int) -> Request:
    """A meeting with every kind of rule, all of them possible."""
    rng = random.Random(seed)
    takers = [Person(f"n{i:03d}", "committee" if i % 2 else "office", takes_notes=True) for i in range(tables)]
    guests = []
    for place in range(people - tables):
        speaks, needs = frozenset({"da"}), None
        if place % 20 == 7:
            speaks, needs = frozenset({LANGUAGES[place // 20 % 4]}), LANGUAGES[place // 20 % 4]
        elif place % 20 == 13:
            speaks = frozenset({"da", LANGUAGES[place // 20 % 4]})
        guests.append(Person(f"p{place:03d}", f"board-{place // 8}", speaks, needs))
    names = [person.id for person in guests]
    rng.shuffle(names)
    return Request(
        people=(*takers, *guests),
        tables=tuple(Table(number, people // tables + 2) for number in range(1, tables + 1)),
        together=tuple(Pair(*names[i : i + 2]) for i in range(0, 20, 2)),
        apart=tuple(Pair(*names[i : i + 2]) for i in range(20, 40, 2)),
        fixed=tuple(Fixed(name, 1 + i % tables) for i, name in enumerate(names[40:50])),
    )


def timed(make: Any) -> tuple[Plan, float]:
    began = time.perf_counter()
    plan = make()
    assert not isinstance(plan, Impossible), plan
    return plan, round(time.perf_counter() - began, 2)


def shown(plan: Plan, seconds: float) -> dict[str, Any]:
    return {
        "seconds": seconds,
        "cost": plan.cost._asdict(),
        "bound": plan.bound._asdict(),
        "gap": round(plan.gap, 4),
        "optimal": plan.optimal,
        "cut short": plan.cut_short,
    }


if __name__ == "__main__":
    main()
