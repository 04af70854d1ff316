# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who is to be reminded now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet

from samspil.core import clock
from samspil.dialogue.inviting.models import Invitation, InvitationReply
from samspil.dialogue.inviting.queries.answers import placed, together
from samspil.dialogue.meetings.models import Meeting

if TYPE_CHECKING:
    from datetime import datetime


# Days before the meeting, and before the last day for an answer, when people are reminded.
EVE_DAYS, SILENT_DAYS = 3, 3
JUST_NOW = timedelta(days=1)
FROM_HOUR, UNTIL_HOUR = 7, 20


def eves_due(*, now: datetime, meeting: Meeting | None = None) -> list[Invitation]:
    """The invitations whose yes holds and whose meeting is in a few days, where nobody was told of that day yet.

    Not whoever has answered, or was written to, within a day: they have just read it.
    """
    near = _asked_of(meeting).filter(
        meeting__starts_at__gt=now, meeting__starts_at__lte=now + timedelta(days=EVE_DAYS + 1)
    )
    rows = [
        row
        for row in near.filter(invited_at__lte=now - JUST_NOW)
        if _days_until(row.meeting, now) <= EVE_DAYS and row.eve_told_for != clock.today(row.meeting.starts_at)
    ]
    said = InvitationReply.objects.filter(coming=True, answered_at__lte=now - JUST_NOW)
    coming = _parties(said, rows)
    return [row for row in rows if (row.meeting_id, together(row)) in coming] if _by_day(now) else []


def silent_due(*, now: datetime, meeting: Meeting | None = None) -> list[Invitation]:
    """Those who were not reminded and whose answer does not come, some days before the last day for it."""
    today = clock.today(now)
    due = _asked_of(meeting).filter(
        reminded_at__isnull=True,
        meeting__starts_at__gt=now,
        meeting__reply_by__gte=today,
        meeting__reply_by__lte=today + timedelta(days=SILENT_DAYS),
        invited_at__lte=now - timedelta(days=SILENT_DAYS),
    )
    rows = list(due)
    answered = _parties(InvitationReply.objects.all(), rows)
    return [row for row in rows if (row.meeting_id, together(row)) not in answered] if _by_day(now) else []


def is_near(*, meeting: Meeting, now: datetime) -> bool:
    """Whether those who come have been, or are being, told of the day."""
    return _days_until(meeting, now) <= EVE_DAYS


def _asked_of(meeting: Meeting | None) -> QuerySet[Invitation]:
    """Sent invitations to meetings that are still to be held."""
    asked = Invitation.objects.filter(
        invited_at__isnull=False, meeting__called_off_at__isnull=True, meeting__opened_at__isnull=True
    ).select_related("meeting")
    return placed(asked.filter(meeting=meeting) if meeting else asked).order_by("pk")


def _parties(replies: QuerySet[InvitationReply], rows: Sequence[Invitation]) -> set[tuple[int, int]]:
    """Of the meetings of these rows: the parties that gave one of the answers, to the meeting as it is."""
    meetings = {row.meeting_id for row in rows}
    found = replies.filter(invitation__meeting__in=meetings, sequence=F("invitation__meeting__sequence"))
    return {
        (reply.invitation.meeting_id, together(reply.invitation))
        for reply in found.select_related("invitation__address")
    }


def _days_until(meeting: Meeting, now: datetime) -> int:
    return (clock.today(meeting.starts_at) - clock.today(now)).days


def _by_day(now: datetime) -> bool:
    """Nobody is reminded in the night."""
    return FROM_HOUR <= clock.local(now).hour < UNTIL_HOUR
