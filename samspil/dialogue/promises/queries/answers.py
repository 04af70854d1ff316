# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How the points of published letters stand: for the letter's page, officers, boards and the next meeting."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Func, JSONField, QuerySet, Value

from samspil.core import clock
from samspil.dialogue.letter.content import LetterContent, Point, from_json
from samspil.dialogue.letter.models import LetterVersion
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.promises.enums import PromiseState
from samspil.dialogue.promises.ledger import Standing, standing
from samspil.dialogue.promises.models import PromiseAnswer
from samspil.people.addresses.queries import role_addresses_for_invitation

if TYPE_CHECKING:
    from samspil.people.addresses.models import RoleAddress

History = list[PromiseAnswer]


def histories(*, meeting: Meeting) -> dict[str, History]:
    """Each answered point's answers, oldest first, by the point's ref."""
    found: dict[str, History] = {}
    for answer in meeting.promise_answers.order_by("point", "number", "pk"):
        found.setdefault(str(answer.point), []).append(answer)
    return found


def standings(*, meeting: Meeting, today: date) -> dict[str, Standing]:
    """How each answered point stands today, by the point's ref; a point that is not there has no answer."""
    read = {ref: standing(history, today=today) for ref, history in histories(meeting=meeting).items()}
    return {ref: how for ref, how in read.items() if how is not None}


def newest_version(*, meeting: Meeting) -> LetterVersion | None:
    found = LetterVersion.objects.filter(letter__meeting=meeting).select_related("letter", "published_by")
    return found.order_by("-number", "pk").first()


@dataclass(frozen=True, slots=True)
class PointRow:
    point: Point
    standing: Standing | None

    @property
    def may_be_kept(self) -> bool:
        """There is a promise to keep."""
        return self.standing is not None and self.standing.state == PromiseState.PROMISE


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    rows: tuple[PointRow, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every point of the newest letter with its answer; `title` is empty for what was said apart from the tables."""

    content: LetterContent
    sections: tuple[Section, ...]

    @property
    def rows(self) -> tuple[PointRow, ...]:
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def standings(self) -> list[Standing | None]:
        return [row.standing for row in self.rows]

    @property
    def unanswered(self) -> int:
        return sum(1 for row in self.rows if row.standing is None)

    @property
    def late(self) -> int:
        return sum(1 for row in self.rows if row.standing is not None and row.standing.late)

    @property
    def answered(self) -> tuple[PointRow, ...]:
        """The points with an answer: what was kept first, then what is over time, what goes on, and what is settled."""
        return tuple(sorted((row for row in self.rows if row.standing is not None), key=_news_place))

    @property
    def silent(self) -> tuple[PointRow, ...]:
        """The points that nobody has answered."""
        return tuple(row for row in self.rows if row.standing is None)

    def next_after(self, ref: str) -> str:
        """The ref of the next point that nobody has answered, after `ref` if there is one; empty when all are."""
        refs = [row.point.ref for row in self.rows]
        start = refs.index(ref) + 1 if ref in refs else 0
        waiting = [row.point.ref for row in (*self.rows[start:], *self.rows[:start]) if row.standing is None]
        return waiting[0] if waiting else ""


def _news_place(row: PointRow) -> int:
    how = row.standing
    if how is None or how.state == PromiseState.KEPT:
        return 0
    return 1 if how.late else 2 if how.is_dated else 3


def ledger(*, meeting: Meeting, now: datetime) -> Ledger | None:
    """None until the letter is sent."""
    version = newest_version(meeting=meeting)
    if version is None:
        return None
    content = from_json(version.content)
    return ledger_of(content, standings(meeting=meeting, today=clock.today(now)))


def ledger_of(content: LetterContent, found: Mapping[str, Standing]) -> Ledger:
    parts = [(theme.title, theme.points) for theme in content.themes]
    parts += [("", content.talk), ("", content.plenum)]
    sections = (
        Section(title, tuple(PointRow(point, found.get(point.ref)) for point in points)) for title, points in parts
    )
    return Ledger(content, tuple(section for section in sections if section.rows))


def taken_out(*, meeting: Meeting, shown: Ledger, now: datetime) -> list[PointRow]:
    """Answered points that a correction took out of the letter, as they last stood in it: no promise is lost."""
    present = {row.point.ref for row in shown.rows}
    gone = standings(meeting=meeting, today=clock.today(now))
    gone = {ref: how for ref, how in gone.items() if ref not in present}
    if not gone:
        return []
    last_seen: dict[str, Point] = {}
    for version in LetterVersion.objects.filter(letter__meeting=meeting).order_by("number", "pk"):
        last_seen |= {point.ref: point for point in from_json(version.content).points if point.ref in gone}
    return [PointRow(point, gone[ref]) for ref, point in last_seen.items()]


@dataclass(frozen=True, slots=True)
class OnePoint:
    """A point with all that was answered to it, newest first, for the officer's form."""

    point: Point
    standing: Standing | None
    history: tuple[PromiseAnswer, ...]

    @property
    def latest(self) -> PromiseAnswer | None:
        return self.history[0] if self.history else None

    @property
    def seen(self) -> int:
        return self.latest.number if self.latest else 0


def one_point(*, meeting: Meeting, ref: UUID, now: datetime) -> OnePoint | None:
    version = newest_version(meeting=meeting)
    content = from_json(version.content) if version else None
    point = next((point for point in content.points if point.ref == str(ref)), None) if content else None
    if point is None:
        return None
    rows = list(
        meeting.promise_answers.filter(point=ref)
        .select_related("owner_address__board__school", "owner_address__school", "answered_by__person")
        .order_by("number", "pk")
    )
    return OnePoint(point, standing(rows, today=clock.today(now)), tuple(reversed(rows)))


def unanswered(*, meeting: Meeting, refs: Collection[str], now: datetime) -> list[Point]:
    """Those of the points that stand in the letter and that nobody has answered, in the letter's order."""
    found = ledger(meeting=meeting, now=now)
    return [row.point for row in found.silent if row.point.ref in refs] if found else []


def owner_addresses(*, now: datetime) -> list[RoleAddress]:
    """The posts that can own a promise."""
    return role_addresses_for_invitation(day=clock.today(now))


_POINTS = ("$.themes[*].points[*]", "$.talk[*]", "$.plenum[*]")


def point_refs(*, meetings: Collection[int]) -> dict[int, set[str]]:
    """The refs of each meeting's newest letter; read by the database, for letters are long and only refs are asked."""
    paths = _of_points("ref")
    rows = _newest_of(meetings).annotate(**paths).values_list("letter__meeting_id", *paths)
    return {row[0]: {ref for refs in row[1:] for ref in refs} for row in rows}


def _newest_of(meetings: Collection[int]) -> QuerySet[LetterVersion]:
    """Each meeting's newest letter."""
    found = LetterVersion.objects.filter(letter__meeting__in=meetings)
    return found.order_by("letter_id", "-number").distinct("letter_id")


def _of_points(value: str) -> dict[str, Func]:
    """This value of all points, in the order of `LetterContent.points`, as columns to be `_joined`."""
    return {
        f"{value}{number}": Func(
            "content",
            Value(f"{path}.{value}"),
            function="jsonb_path_query_array",
            template="%(function)s(%(expressions)s::jsonpath)",
            output_field=JSONField(),
        )
        for number, path in enumerate(_POINTS)
    }


def _joined(version: LetterVersion, columns: Collection[str]) -> list[str]:
    return [value for column in columns for value in getattr(version, column)]


@dataclass(frozen=True, slots=True)
class Tally:
    """What is left to do at one letter."""

    points: int
    unanswered: int
    late: int


def tallies(*, meetings: Collection[int], now: datetime) -> dict[int, Tally]:
    """By meeting, for those with a letter; two queries whatever the number."""
    refs = point_refs(meetings=meetings)
    if not refs:
        return {}
    found = _standings_of(meetings=refs.keys(), today=clock.today(now))
    tallied = {}
    for meeting, points in refs.items():
        here = found.get(meeting, {})
        tallied[meeting] = Tally(
            points=len(points),
            unanswered=sum(1 for ref in points if ref not in here),
            late=sum(1 for ref in points if ref in here and here[ref].late),
        )
    return tallied


def _standings_of(*, meetings: Collection[int], today: date) -> dict[int, dict[str, Standing]]:
    rows: dict[int, dict[str, History]] = {}
    answers = PromiseAnswer.objects.filter(meeting__in=meetings).defer("owner_email")
    for answer in answers.order_by("meeting_id", "point", "number", "pk"):
        rows.setdefault(answer.meeting_id, {}).setdefault(str(answer.point), []).append(answer)
    return {
        meeting: {ref: how for ref, history in points.items() if (how := standing(history, today=today)) is not None}
        for meeting, points in rows.items()
    }


@dataclass(frozen=True, slots=True)
class Overdue:
    """A promise whose day has passed, with the letter in which its point stands."""

    version: LetterVersion
    statement: str
    standing: Standing


def overdue(*, now: datetime, meetings: Collection[int]) -> list[Overdue]:
    """What is over time in the letters of these meetings, the oldest first. Only letters with such a point are read."""
    found = _standings_of(meetings=meetings, today=clock.today(now))
    behind = {
        meeting: {ref: how for ref, how in points.items() if how.late}
        for meeting, points in found.items()
        if any(how.late for how in points.values())
    }
    if not behind:
        return []
    refs, statements = _of_points("ref"), _of_points("statement")
    newest = _newest_of(behind).select_related("letter__meeting").defer("content").annotate(**refs, **statements)
    rows = [
        Overdue(version, statement, behind[version.letter.meeting_id][ref])
        for version in newest
        for ref, statement in zip(_joined(version, refs), _joined(version, statements), strict=True)
        if ref in behind[version.letter.meeting_id]
    ]
    return sorted(rows, key=lambda row: (-row.standing.late, row.version.pk, row.statement))


# How long answers are awaited where no next meeting is known.
PATIENCE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Awaited:
    """How many points wait for an answer, and the day of the next meeting; None where none is known."""

    count: int
    until: date | None


def awaited(*, content: LetterContent, answered: Mapping[str, Standing], sent_on: date, today: date) -> Awaited | None:
    """What is said once of all points without an answer while it is early; None later, when each of them says it."""
    until = content.next.on if content.next else None
    count = sum(1 for point in content.points if point.ref not in answered)
    return Awaited(count, until) if count and today <= (until or sent_on + PATIENCE) else None
