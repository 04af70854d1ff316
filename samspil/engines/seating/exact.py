# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The best plan, line by line of its cost, with a proof or a bound: OR-Tools CP-SAT on counts, not on persons.

People whom no rule tells apart are one class, and the model asks how many of a class sit at a table. Who of them it is
does not matter to the cost. Who has a wish is a class alone.
"""

from __future__ import annotations

import math
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from samspil.engines.seating.scene import Scene, least, score
from samspil.engines.seating.values import TOLERANCE, Cost

DETERMINISTIC_SHARE = 0.1
"""The solver's own seconds, which are the same everywhere, for each on the clock. It does some 0.2 of them in a second
here, so that they and not the clock stop it, also on a machine half as fast."""


@dataclass(frozen=True)
class Found:
    seats: dict[str, int] | None
    bound: Cost
    cut_short: bool = False
    proven_impossible: bool = False


def solve(scene: Scene, start: dict[str, int] | None, *, seed: int, seconds: float) -> Found:
    """Raises ImportError where OR-Tools is not installed. `start`: seats that keep the hard rules, if any are known."""
    return _Search(scene, seed, seconds).run(start)


class _Search:
    def __init__(self, scene: Scene, seed: int, seconds: float) -> None:
        self.cp = import_module("ortools.sat.python.cp_model")
        self.scene, self.seed = scene, seed
        self.ends = time.monotonic() + seconds
        self.work = seconds * DETERMINISTIC_SHARE
        self.cut_short = False
        self.classes = _classes(scene)
        self.model = self.cp.CpModel()
        self.counts = self._counts()
        self._hard()
        self.lines: dict[str, Any] = {
            "language": self._language(),
            "note_taker": self._note_taker(),
            "lopsided": self._sizes(TOLERANCE),
            "moves": self._moves(),
            "uneven": self._sizes(0),
            "together": self._together(),
            "pairs": self._pairs(),
        }

    def run(self, seats: dict[str, int] | None) -> Found:
        bound = least(self.scene)
        proven = True
        for place, name in enumerate(Cost._fields):
            value = score(self.scene, seats)[place] if seats is not None else None
            if value != bound[place]:
                status, better, floor = self._minimise(self.lines[name], seats)
                if status == self.cp.INFEASIBLE and seats is None:
                    return Found(None, bound, proven_impossible=True)
                if better is not None and (value is None or score(self.scene, better)[place] <= value):
                    seats = better
                if seats is None:
                    return Found(None, bound, self.cut_short)
                value = score(self.scene, seats)[place]
                if proven:
                    bound = bound._replace(**{name: min(value, max(bound[place], floor))})
            proven = proven and value == bound[place]
            self.model.add(self.lines[name] <= value)
        return Found(seats, bound, self.cut_short)

    def _minimise(self, line: Any, seats: dict[str, int] | None) -> tuple[Any, dict[str, int] | None, int]:
        solver = self.cp.CpSolver()
        left = self.ends - time.monotonic()
        if left <= 0 or self.work <= 0:
            self.cut_short = self.cut_short or left <= 0
            return self.cp.UNKNOWN, None, 0
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self.seed % 2**31
        solver.parameters.max_deterministic_time = self.work
        solver.parameters.max_time_in_seconds = left
        self.model.minimize(line)
        self._hint(seats)
        status = solver.solve(self.model)
        self.work -= solver.response_proto.deterministic_time
        self.cut_short = self.cut_short or time.monotonic() >= self.ends
        floor = math.ceil(solver.best_objective_bound - 1e-6) if status in {self.cp.OPTIMAL, self.cp.FEASIBLE} else 0
        return status, self._seats(solver) if status in {self.cp.OPTIMAL, self.cp.FEASIBLE} else None, floor

    def _hint(self, seats: dict[str, int] | None) -> None:
        self.model.clear_hints()
        for members, row in zip(self.classes, self.counts, strict=True) if seats is not None else ():
            here = Counter(seats[person] for person in members) if seats is not None else Counter()
            for number, count in row.items():
                self.model.add_hint(count, here[number])

    def _seats(self, solver: Any) -> dict[str, int]:
        """Persons for the counts; who of a class goes where is drawn with the seed."""
        rng = random.Random(self.seed)  # noqa: S311 - ties, not secrets
        seats: dict[str, int] = {}
        for members, row in zip(self.classes, self.counts, strict=True):
            drawn = rng.sample(members, len(members))
            places = [number for number, count in row.items() for _ in range(solver.value(count))]
            seats.update(zip(drawn, places, strict=True))
        return seats

    def _counts(self) -> list[dict[int, Any]]:
        return [
            {
                number: self.model.new_int_var(0, max(0, min(len(members), seats)), "")
                for number, seats in self.scene.capacity.items()
            }
            for members in self.classes
        ]

    def _hard(self) -> None:
        self.alone = {members[0]: row for members, row in zip(self.classes, self.counts, strict=True)}
        for members, row in zip(self.classes, self.counts, strict=True):
            self.model.add(sum(row.values()) == len(members))
            if members[0] in self.scene.fixed:
                self.model.add(row[self.scene.fixed[members[0]]] == 1)
        self.size = {number: sum(row[number] for row in self.counts) for number in self.scene.capacity}
        for number, seats in self.scene.capacity.items():
            self.model.add(self.size[number] <= seats)
        for one, other in self.scene.apart:
            for number in self.scene.capacity:
                self.model.add(self.alone[one][number] + self.alone[other][number] <= 1)

    def _language(self) -> Any:
        missing = []
        for needed, able in self.scene.partners.items():
            asking = [row for m, row in self._rows() if self.scene.people[m].needs == needed]
            helping = [row for m, row in self._rows() if m in able]
            for number, seats in self.scene.capacity.items():
                helped, unmet = self.model.new_bool_var(""), self.model.new_int_var(0, max(0, seats), "")
                self.model.add(helped <= sum(row[number] for row in helping))
                self.model.add(unmet >= sum(row[number] for row in asking) - seats * helped)
                missing.append(unmet)
        return sum(missing)

    def _note_taker(self) -> Any:
        takers = [row for member, row in self._rows() if self.scene.people[member].takes_notes]
        missing = {number: self.model.new_bool_var("") for number in self.scene.capacity}
        for number, lacks in missing.items():
            self.model.add(lacks >= 1 - sum(row[number] for row in takers))
        return sum(missing.values())

    def _sizes(self, slack: int) -> Any:
        over = []
        for number, (low, high) in self.scene.shares.items():
            outside = self.model.new_int_var(0, len(self.scene.people), "")
            self.model.add(outside >= low - slack - self.size[number])
            self.model.add(outside >= self.size[number] - high - slack)
            over.append(outside)
        return sum(over)

    def _moves(self) -> Any:
        return sum(
            len(members) - row[self.scene.before[members[0]]]
            for members, row in zip(self.classes, self.counts, strict=True)
            if members[0] in self.scene.before
        )

    def _together(self) -> Any:
        broken = []
        for one, other in self.scene.together:
            lost = self.model.new_bool_var("")
            for number in self.scene.capacity:
                self.model.add(lost >= self.alone[one][number] - self.alone[other][number])
            broken.append(lost)
        return sum(broken)

    def _pairs(self) -> Any:
        """n people make n(n-1)/2 pairs: at least kn - k(k+1)/2 for every k, and exactly that for one of them."""
        groups = defaultdict(list)
        for members, row in zip(self.classes, self.counts, strict=True):
            groups[self.scene.people[members[0]].group].append((len(members), row))
        pairs = []
        for rows in groups.values():
            people = sum(count for count, _row in rows)
            for number, seats in self.scene.capacity.items():
                most = min(people, seats)
                if most > 1:
                    here = self.model.new_int_var(0, most * (most - 1) // 2, "")
                    for k in range(1, most):
                        self.model.add(here >= k * sum(row[number] for _count, row in rows) - k * (k + 1) // 2)
                    pairs.append(here)
        return sum(pairs)

    def _rows(self) -> list[tuple[str, dict[int, Any]]]:
        return [(members[0], row) for members, row in zip(self.classes, self.counts, strict=True)]


def _classes(scene: Scene) -> list[list[str]]:
    """People no rule tells apart; whoever is named in a wish is a class alone."""
    wishes = {*scene.fixed, *scene.friends, *scene.rivals}
    classes: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for name, person in scene.people.items():
        helps = tuple(language for language, able in scene.partners.items() if name in able)
        needs = person.needs if person.needs in scene.partners else None
        alone = name if name in wishes else None
        classes[alone, person.group, person.takes_notes, helps, needs, scene.before.get(name)].append(name)
    return list(classes.values())
