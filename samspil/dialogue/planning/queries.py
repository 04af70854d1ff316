# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a new meeting begins with, and what is printed of its plan."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings

from samspil.calendar.queries import school_calendar
from samspil.core import clock
from samspil.dialogue.meetings import queries as meetings
from samspil.dialogue.meetings.enums import Handout
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.planning.enums import PackPart, PackState
from samspil.dialogue.planning.models import PrintPack
from samspil.dialogue.planning.rules import title_like
from samspil.people.persons.models import Enrolment
from samspil.people.places.periods import on

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from samspil.dialogue.planning.recipes import Recipe


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that the plan names and on which the schools are closed, with what the day is called."""

    day: date
    reason: str


def days_off(*, meeting: Meeting) -> list[DayOff]:
    """Of the meeting's day, the last day to answer and the next meeting's day: those that are holidays, each once."""
    named = dict.fromkeys([clock.today(meeting.starts_at), meeting.reply_by, meeting.next_on])
    calendar = school_calendar()
    return [DayOff(day, reason) for day in named if day is not None and (reason := calendar.reason(day))]


def year_over(*, meeting: Meeting) -> date | None:
    """The day on which the class's school year is over, where the meeting is not before it: nobody is in the class."""
    if meeting.school_class is None:
        return None
    ends = meeting.school_class.year.ends_on
    return ends if ends <= clock.today(meeting.starts_at) else None


FAMILIES_A_TABLE = 4


def table_count(*, recipe: Recipe, meeting: Meeting) -> int:
    """The recipe's, or of a class as many as its pupils that day fill: never more than the recipe's."""
    if meeting.school_class is None:
        return recipe.tables
    there = Enrolment.objects.filter(on(clock.today(meeting.starts_at)), school_class=meeting.school_class).count()
    return min(-(-there // FAMILIES_A_TABLE), recipe.tables) or recipe.tables


def title_proposal(*, meeting: Meeting) -> str:
    """A name for a meeting like this one that no other has, of those that the same people hold."""
    beside = Meeting.objects.filter(school_class=meeting.school_class)
    return title_like(meeting.title, beside.values_list("title", flat=True))


def title_taken(title: str, *, like: Meeting, key: UUID | None = None) -> bool:
    """By another meeting of the same class (or of the municipality) than the one that a press with `key` has made."""
    named = Meeting.objects.filter(title__iexact=title.strip(), school_class=like.school_class)
    return (named.exclude(uuid=key) if key else named).exists()


def day_proposal(*, meeting: Meeting, now: datetime) -> date | None:
    """The day that the meeting's letter announces for the next one, while it lies ahead; else nobody knows."""
    return meeting.next_on if meeting.next_on and meeting.next_on > clock.today(now) else None


def plan_digest(*, meeting: Meeting) -> str:
    """Another one as soon as anything is changed that stands on the tables' papers."""
    meeting = Meeting.objects.get(pk=meeting.pk)
    rounds = [
        (plan.round.number, plan.round.minutes, plan.round.handout, [reading.body for _code, reading in plan.questions])
        for plan in meetings.rounds(meeting=meeting)
    ]
    tables = [(table.number, table.code, table.note_taker) for table in meetings.tables(meeting=meeting)]
    drawn = (settings.ORIGIN, meeting.title, meeting.starts_at.isoformat(), meeting.languages, rounds, tables)
    return sha256(json.dumps(drawn).encode()).hexdigest()


def packs_standing_still(*, since: datetime) -> list[PrintPack]:
    """Those that wait for the worker and have not moved since that moment."""
    found = PrintPack.objects.filter(state=PackState.WAITING, moved_at__lt=since)
    return list(found.defer("content").order_by("asked_at", "pk"))


def pack_file(*, meeting: Meeting, part: str) -> bytes | None:
    """The file as it was drawn, also from an earlier plan; None where there is none."""
    pack = meeting.print_packs.filter(part=part, state=PackState.READY).first()
    return bytes(pack.content) if pack and pack.content is not None else None


@dataclass(frozen=True, slots=True)
class PackShown:
    """A part that can be printed, and how far its file is; `old`: the plan was changed after it was drawn."""

    part: PackPart
    pack: PrintPack | None
    old: bool

    @property
    def waiting(self) -> bool:
        return self.pack is not None and self.pack.state == PackState.WAITING

    @property
    def ready(self) -> bool:
        return self.pack is not None and self.pack.state == PackState.READY


def packs(*, meeting: Meeting) -> list[PackShown]:
    """Every part that has something in it."""
    kept = {pack.part: pack for pack in meeting.print_packs.defer("content")}
    digest = plan_digest(meeting=meeting)
    rounds = meeting.rounds.order_by("number", "pk")
    empty = set() if rounds.exists() else {PackPart.SHEETS}
    empty |= set() if rounds.exclude(handout=Handout.NONE).exists() else {PackPart.HANDOUTS}
    return [
        PackShown(part, pack, old=pack is not None and pack.state == PackState.READY and pack.digest != digest)
        for part, pack in ((part, kept.get(part)) for part in PackPart if part not in empty)
    ]
