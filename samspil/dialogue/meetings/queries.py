# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Meetings as somebody may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.core import texts
from samspil.dialogue.meetings.enums import ItemKind
from samspil.dialogue.meetings.models import AgendaItem, Attachment, Meeting, MeetingChange, MeetingTable, Round
from samspil.ui.words import clock_time


def meeting_by_uuid(*, uuid: UUID) -> Meeting:
    """The meeting, or 404. Who may see it is decided by the caller's access decorator."""
    meeting = (
        Meeting.objects.select_related("current_round__question", "school_class__school", "school_class__year")
        .filter(uuid=uuid)
        .first()
    )
    if meeting is None:
        raise Http404
    return meeting


def change_since(*, meeting: Meeting, sequence: int) -> MeetingChange | None:
    """What the meeting was when its number was `sequence`, where day, time or place was changed after it."""
    return meeting.changes.filter(sequence__gt=sequence).order_by("sequence").first()


@dataclass(frozen=True, slots=True)
class AgendaLine:
    item: AgendaItem
    starts_at: datetime
    ends_at: datetime
    over: bool


@dataclass(frozen=True, slots=True)
class WayOut:
    """A way to get the evening back in time: a press on the page does it."""

    label: str
    press: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Agenda:
    lines: tuple[AgendaLine, ...]
    starts_at: datetime
    ends_at: datetime
    over: int
    ways_out: tuple[WayOut, ...]

    @property
    def minutes(self) -> int:
        return sum(line.item.minutes for line in self.lines)

    @property
    def slack(self) -> int:
        """Minutes that are not planned yet."""
        last = self.lines[-1].ends_at if self.lines else self.starts_at
        return max(0, int((self.ends_at - last).total_seconds() // 60))


def agenda(*, meeting: Meeting) -> Agenda:
    """The evening with its times computed, how many minutes it overruns, and ways out."""
    items = list(meeting.agenda.select_related("round").order_by("position", "pk"))
    lines, at = [], meeting.starts_at
    for item in items:
        until = at + timedelta(minutes=item.minutes)
        lines.append(AgendaLine(item, at, until, over=until > meeting.ends_at))
        at = until
    over = max(0, int((at - meeting.ends_at).total_seconds() // 60))
    return Agenda(tuple(lines), meeting.starts_at, meeting.ends_at, over, _ways_out(items, over) if over else ())


def _ways_out(items: list[AgendaItem], over: int) -> tuple[WayOut, ...]:
    """Shorten the longest talk or break that has room for it (it keeps 10 minutes at least), or end later."""
    longest = sorted(
        (item for item in items if item.kind in {ItemKind.TALK, ItemKind.BREAK, ItemKind.PLENUM}),
        key=lambda item: (-item.minutes, item.position),
    )
    ways = [
        WayOut(
            _("Kort »%(title)s« til %(minutes)s min.") % {"title": item.title, "minutes": item.minutes - over},
            f"shorten:{item.uuid}",
            item.minutes - over,
        )
        for item in longest
        if item.minutes - over >= 10
    ]
    return (*ways[:2], WayOut(_("Slut %(minutes)s minutter senere") % {"minutes": over}, "later", over))


@dataclass(frozen=True, slots=True)
class RoundPlan:
    round: Round
    questions: tuple[tuple[str, texts.Reading], ...]


def rounds(*, meeting: Meeting) -> list[RoundPlan]:
    """The rounds in order, each with its question in every language of the meeting."""
    found = meeting.rounds.select_related("question").prefetch_related("question__versions").order_by("number", "pk")
    return [RoundPlan(round_, tuple((code, question(round_, code)) for code in meeting.languages)) for round_ in found]


def question(round_: Round, language: str) -> texts.Reading:
    """The working question as a reader of `language` sees it; an empty one until it is written."""
    if round_.question is None:
        return texts.Reading(body="", language=language, origin="original", is_fallback=False)
    return texts.read(round_.question, language)


def tables(*, meeting: Meeting) -> list[MeetingTable]:
    return list(meeting.tables.order_by("number", "pk"))


def agenda_item_of(*, meeting: Meeting, uuid: UUID) -> AgendaItem:
    item = meeting.agenda.select_related("round", "meeting").filter(uuid=uuid).first()
    if item is None:
        raise Http404
    return item


def round_of(*, meeting: Meeting, number: int) -> Round:
    found = meeting.rounds.select_related("question").filter(number=number).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands between the plan and the invitation, with the place on the page where it is mended."""

    text: str
    anchor: str


def missing_before_invitation(*, meeting: Meeting) -> list[Missing]:
    gaps = []
    if not meeting.place:
        gaps.append(Missing(_("Skriv, hvor mødet er"), "id_place"))
    if not meeting.afterwards.strip():
        gaps.append(Missing(_("Skriv, hvad der sker efter mødet"), "id_afterwards"))
    gaps.extend(
        Missing(_("Skriv et spørgsmål til runde %(number)s") % {"number": number}, f"runde-{number}")
        for number in meeting.rounds.filter(question__isnull=True).order_by("number").values_list("number", flat=True)
    )
    return gaps


def attachments(*, meeting: Meeting) -> list[Attachment]:
    return list(meeting.attachments.order_by("created_at", "pk"))


def attachment_of(*, meeting: Meeting, uuid: UUID) -> Attachment:
    found = meeting.attachments.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


BAR_KINDS = {ItemKind.TALK: "talk", ItemKind.ROUND: "round", ItemKind.BREAK: "pause"}


@dataclass(frozen=True, slots=True)
class AgendaBar:
    """The evening as a bar: minutes from midnight where it starts, minutes there is room for, and its parts."""

    starts: int
    room: int
    parts: tuple[tuple[int, str, str], ...]
    label: str


def agenda_bar(*, meeting: Meeting, evening: Agenda) -> AgendaBar:
    starts = timezone.localtime(meeting.starts_at)
    parts = tuple(
        (
            line.item.minutes,
            BAR_KINDS.get(ItemKind(line.item.kind), "plain"),
            str(line.item.round.number) if line.item.round else line.item.title,
        )
        for line in evening.lines
    )
    last = evening.lines[-1].ends_at if evening.lines else meeting.starts_at
    label = _("Aftenen fra %(starts)s til %(last)s. Slut er sat til %(ends)s.") % {
        "starts": clock_time(meeting.starts_at),
        "last": clock_time(last),
        "ends": clock_time(meeting.ends_at),
    }
    room = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    return AgendaBar(starts.hour * 60 + starts.minute, room, parts, label)
