# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a new meeting begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core import clock
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.planning.rules import title_like

if TYPE_CHECKING:
    from datetime import date, datetime


def title_proposal(*, meeting: Meeting) -> str:
    """A name for a meeting like this one that no other has."""
    return title_like(meeting.title, Meeting.objects.values_list("title", flat=True))


def title_taken(title: str) -> bool:
    return Meeting.objects.filter(title__iexact=title.strip()).exists()


def day_proposal(*, meeting: Meeting, now: datetime) -> date | None:
    """The day that the meeting's letter announces for the next one, while it lies ahead; else nobody knows."""
    return meeting.next_on if meeting.next_on and meeting.next_on > clock.today(now) else None
