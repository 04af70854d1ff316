# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The next meeting's date as a calendar entry, from what the letter says."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.dialogue.letter.content import LetterContent

ICS_TYPE = "text/calendar; charset=utf-8"


def next_ics(content: LetterContent, *, meeting: UUID, now: datetime) -> bytes | None:
    """A whole day when no time is set; None when the letter names no date. The UID is the same in each version."""
    following = content.next
    if following is None:
        return None
    zone = timezone.get_current_timezone()
    starts: date | datetime = following.on
    if following.starts:
        starts = datetime.combine(following.on, following.starts, zone)
    from icalendar import Calendar, Event  # noqa: PLC0415 (a third of a second in every process)

    event = Event()
    event.add("uid", f"{meeting}-next@samspil")
    event.add("dtstamp", now)
    event.add("summary", _("Næste møde efter »%(title)s«") % {"title": content.meeting_title})
    event.add("dtstart", starts)
    if following.starts and following.ends:
        event.add("dtend", datetime.combine(following.on, following.ends, zone))
    if following.place:
        event.add("location", following.place)
    calendar = Calendar()
    calendar.add("prodid", "-//Samspil//da")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
