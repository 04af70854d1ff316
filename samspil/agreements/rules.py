# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Prices, and what changed between two agreements. Pure: plain values in, plain values out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samspil.agreements.enums import Per, Section

FORMAT = 1
# A school year has 200 school days, in 40 weeks.
DAYS_A_WEEK, WEEKS_A_YEAR, WEEKS_A_MONTH = 5, 40, 4
_A_WEEK = {Per.SCHOOL_DAY: DAYS_A_WEEK, Per.WEEK: 1.0, Per.MONTH: 1 / WEEKS_A_MONTH, Per.YEAR: 1 / WEEKS_A_YEAR}


def minutes_a_week(minutes: int | None, times: int | None, per: str) -> int:
    """What a recurring hope costs in an ordinary school week, rounded up: 20 minutes each school day are 100."""
    if not minutes or not times or not per:
        return 0
    return math.ceil(minutes * times * _A_WEEK[Per(per)])


@dataclass(frozen=True, slots=True)
class LineSaid:
    """A line as it was issued, in all its languages. `ref` is the same from year to year."""

    ref: str
    section: str
    bodies: Mapping[str, str]
    original: str = "da"
    situation: str = ""
    minutes: int = 0
    kroner: int = 0
    needs: tuple[str, ...] = ()
    source: str = "school"
    source_words: str = ""

    def said(self, language: str) -> tuple[str, str]:
        """The words for a reader, and the language they are in: the reader's, else Danish, else the original."""
        for code in (language, language.partition("-")[0], "da", self.original):
            if self.bodies.get(code):
                return self.bodies[code], code
        return "", self.original


@dataclass(frozen=True, slots=True)
class Content:
    """An agreement as plain values: what a version freezes, and what page, PDF and comparison are made from."""

    school: str
    class_name: str
    year: str
    lines: tuple[LineSaid, ...] = ()
    dropped: tuple[LineSaid, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)

    def section(self, section: str) -> list[LineSaid]:
        return [line for line in self.lines if line.section == section]

    @property
    def sections(self) -> dict[str, list[LineSaid]]:
        return {section.value: self.section(section) for section in Section}

    @property
    def minutes(self) -> int:
        """What all the hopes together ask of a family in an ordinary week."""
        return sum(line.minutes for line in self.lines)

    @property
    def kroner(self) -> int:
        return sum(line.kroner for line in self.lines)

    def languages(self) -> list[str]:
        """Those in which every line can be read, Danish first."""
        everywhere = [set(line.bodies) for line in self.lines]
        shared = set.intersection(*everywhere) if everywhere else set()
        return sorted(shared, key=lambda code: (code != "da", code))


def to_json(content: Content) -> dict[str, Any]:
    lines = {name: [_line_json(line) for line in getattr(content, name)] for name in ("lines", "dropped")}
    return {
        "format": FORMAT,
        "school": content.school,
        "class": content.class_name,
        "year": content.year,
        "figures": dict(content.figures),
    } | lines


def from_json(value: Mapping[str, Any]) -> Content:
    return Content(
        school=value["school"],
        class_name=value["class"],
        year=value["year"],
        figures=value["figures"],
        lines=tuple(_line(one) for one in value["lines"]),
        dropped=tuple(_line(one) for one in value["dropped"]),
    )


def _line_json(line: LineSaid) -> dict[str, Any]:
    return {name: getattr(line, name) for name in LineSaid.__slots__} | {
        "bodies": dict(line.bodies),
        "needs": list(line.needs),
    }


def _line(value: Mapping[str, Any]) -> LineSaid:
    return LineSaid(**{**value, "needs": tuple(value["needs"])})


@dataclass(frozen=True, slots=True)
class Change:
    """A line in the older and in the newer agreement; None where it is not in it."""

    before: LineSaid | None
    after: LineSaid | None

    @property
    def kind(self) -> str:
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        return "same" if _says(self.before) == _says(self.after) else "changed"


def _says(line: LineSaid) -> tuple[object, ...]:
    return line.section, line.said("da")[0], line.situation, line.minutes, line.kroner


def compare(before: Content, after: Content) -> dict[str, list[Change]]:
    """Line by line in the newer one's order, what is gone at the end of its section. No line is left out or doubled."""
    found: dict[str, list[Change]] = {section.value: [] for section in Section}
    was = {line.ref: line for line in before.lines}
    for line in after.lines:
        found[line.section].append(Change(was.pop(line.ref, None), line))
    for line in was.values():
        found[line.section].append(Change(line, None))
    return found


def by_share(shares: Sequence[tuple[int, int]]) -> int | None:
    """The class most of the pupils come from: of (class, pupils), the one with the most; the first of several."""
    return max(shares, key=lambda share: (share[1], -share[0]))[0] if shares else None


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that a principle sets: the principle's own number, its words, which figure, and the most."""

    number: int
    words: str
    figure: str
    most: int


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An agreement says more than a principle allows; both lines are shown."""

    bound: Bound
    says: int


def contradictions(content: Content, bounds: Iterable[Bound]) -> list[Contradiction]:
    """Where a figure goes beyond a principle, or the hopes together cost more than its minutes or kroner.

    A figure that is not given contradicts nothing.
    """
    found = []
    for bound in bounds:
        given = [content.figures.get(bound.figure)]
        if bound.figure == "minutes_a_week":
            given.append(content.minutes)
        if bound.figure == "kroner_a_year":
            given.append(content.kroner)
        says = max((value for value in given if value is not None), default=0)
        if says > bound.most:
            found.append(Contradiction(bound, says))
    return found
