# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""In which order meetings follow each other."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from samspil.core import clock
from samspil.dialogue.meetings.enums import MeetingKind
from samspil.dialogue.meetings.models import Meeting


def earlier_meeting(*, meeting: Meeting) -> Meeting | None:
    """The meeting that this one follows: the one it was copied from (or that one's, as far as a letter was sent), else
    the one whose letter says that the next meeting is on this day.

    A class's meeting follows none by itself: one class's plan is copied for another, and what parents said in 3.A is
    not read aloud in 3.B.
    """
    if meeting.kind == MeetingKind.CLASS:
        return None
    seen: set[int] = set()
    before = meeting.copied_from
    while before is not None and before.pk not in seen and before.kind != MeetingKind.CLASS:
        if before.published_at is not None:
            return before
        seen.add(before.pk)
        before = before.copied_from
    return _named(meeting)


def _named(meeting: Meeting, *, published: bool = True) -> Meeting | None:
    """The one meeting of the same kind that names this day, in its letter where `published`; None where two do, or
    where the day has two meetings that it could mean.
    """
    day = clock.today(meeting.starts_at)
    alike = Meeting.objects.filter(kind=meeting.kind, called_off_at__isnull=True).exclude(pk=meeting.pk)
    begins = datetime.combine(day, time(), clock.HOUSE_ZONE)
    ends = datetime.combine(day + timedelta(days=1), time(), clock.HOUSE_ZONE)
    if alike.filter(starts_at__gte=begins, starts_at__lt=ends).exists():
        return None
    named = alike.filter(next_on=day, starts_at__lt=begins).order_by("pk")
    if published:
        named = named.filter(published_at__isnull=False)
    named = named[:2]
    return named[0] if len(named) == 1 else None


def announcing(*, meeting: Meeting) -> Meeting | None:
    """The meeting that announces this one's day: the one it was copied from, else the one of its kind that names it.

    None where none does, or two do, or another meeting has the day already.
    """
    day = clock.today(meeting.starts_at)
    before = meeting.copied_from
    if before is not None and before.next_on == day:
        return before
    return _named(meeting, published=False) if meeting.kind != MeetingKind.CLASS else None


def made_from(*, meeting: Meeting) -> Meeting | None:
    """The meeting that the announced one became."""
    return Meeting.objects.filter(announced_uid=meeting.next_uid).first()


def next_day(*, meeting: Meeting) -> date | None:
    """The day of the next meeting as it is known now; None when no day was named, or the meeting was called off."""
    made = made_from(meeting=meeting)
    if made is None:
        return meeting.next_on
    return clock.today(made.starts_at) if made.called_off_at is None else None


def followers(*, meeting: Meeting) -> list[Meeting]:
    """The meetings not yet begun that follow this one."""
    waiting = Meeting.objects.filter(
        opened_at__isnull=True, called_off_at__isnull=True, starts_at__gt=meeting.starts_at
    ).select_related("copied_from")
    return [other for other in waiting.order_by("starts_at", "pk") if earlier_meeting(meeting=other) == meeting]
