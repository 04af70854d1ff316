# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""»Siden sidst«: which meeting one follows, and what came of the letter that was sent after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samspil.core import clock
from samspil.dialogue.models import Meeting
from samspil.dialogue.queries.promises import Ledger, ledger


def earlier_meeting(*, meeting: Meeting) -> Meeting | None:
    """The meeting that this one follows: the one it was copied from (or that one's, as far as a letter was sent), else
    one whose letter says that the next meeting is on this day.
    """
    seen: set[int] = set()
    before = meeting.copied_from
    while before is not None and before.pk not in seen:
        if before.published_at is not None:
            return before
        seen.add(before.pk)
        before = before.copied_from
    day = clock.today(meeting.starts_at)
    named = Meeting.objects.filter(published_at__isnull=False, next_on=day, starts_at__lt=meeting.starts_at)
    return named.exclude(pk=meeting.pk).order_by("-starts_at", "pk").first()


def followers(*, meeting: Meeting) -> list[Meeting]:
    """The meetings not yet begun that follow this one."""
    waiting = Meeting.objects.filter(opened_at__isnull=True, starts_at__gt=meeting.starts_at).select_related(
        "copied_from"
    )
    return [other for other in waiting.order_by("starts_at", "pk") if earlier_meeting(meeting=other) == meeting]


@dataclass(frozen=True, slots=True)
class Since:
    """»Siden sidst«: the letter of the meeting before, point by point."""

    meeting: Meeting
    ledger: Ledger


def since_last(*, meeting: Meeting, now: datetime) -> Since | None:
    """What the earlier meeting's letter was answered; None when there was none."""
    before = earlier_meeting(meeting=meeting)
    found = ledger(meeting=before, now=now) if before is not None else None
    return Since(before, found) if before is not None and found is not None else None
