# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""What the class's own meetings said: the points of their letters, with the counts as they were published."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from uuid import UUID

from django.utils.translation import ngettext

from samspil.core.ids import uuid_or_none
from samspil.dialogue.letter.content import Point
from samspil.dialogue.models import Letter, Meeting
from samspil.dialogue.publishing.queries.versions import latest_of
from samspil.people.models import SchoolClass


@dataclasses.dataclass(frozen=True, slots=True)
class MeetingPoint:
    """A point that may become a line. `source` is what it rests on, as it is kept with the line: "6/7"."""

    ref: UUID
    statement: str
    source: str
    is_taken: bool


@dataclasses.dataclass(frozen=True, slots=True)
class MeetingSaid:
    meeting: Meeting
    points: tuple[MeetingPoint, ...]
    has_letter: bool


def meetings_of(*, school_class: SchoolClass, taken: Collection[UUID]) -> list[MeetingSaid]:
    """The class's own meetings of its year, the newest first. A meeting without a letter has no points yet."""
    rows = Meeting.objects.filter(school_class=school_class, called_off_at__isnull=True).order_by("-starts_at", "pk")
    letters = {letter.meeting_id: letter for letter in Letter.objects.filter(meeting__in=rows)}
    return [_said(row, letters.get(row.pk), taken) for row in rows]


def point_of(*, school_class: SchoolClass, ref: UUID) -> MeetingPoint | None:
    said = meetings_of(school_class=school_class, taken=())
    return next((point for one in said for point in one.points if point.ref == ref), None)


def _said(meeting: Meeting, letter: Letter | None, taken: Collection[UUID]) -> MeetingSaid:
    published = latest_of(letter=letter) if letter else None
    points = []
    for point in published.content.points if published else ():
        ref = uuid_or_none(point.ref)
        if ref is not None:
            points.append(MeetingPoint(ref, point.statement, _source(point), ref in taken))
    return MeetingSaid(meeting, tuple(points), published is not None)


def _source(point: Point) -> str:
    """Promise 6: where so few were there that a figure would point at somebody, the letter gives none, nor do we."""
    return "" if point.small or not point.tables else counts(point.tables, point.table_total)


def counts(tables: int, total: int) -> str:
    """As they are kept with a line: in no language."""
    return f"{tables}/{total}"


def counts_said(kept: str) -> str:
    """In the reader's language: "6 af 7 borde"; what was not kept as counts stays as it is."""
    tables, slash, total = kept.partition("/")
    if not (slash and tables.isdecimal() and total.isdecimal()):
        return kept
    said = ngettext("%(tables)s af %(total)s bord", "%(tables)s af %(total)s borde", int(total))
    return said % {"tables": tables, "total": total}
