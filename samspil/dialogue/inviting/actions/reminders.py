# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The timed reminders: to those who have not answered, and to those who come, a few days before the meeting.

Each is one transaction: the mark and the mails are written together or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from samspil.core import audit, clock
from samspil.dialogue.inviting import queries
from samspil.dialogue.inviting.actions.changes import mails_queue
from samspil.dialogue.inviting.actions.invitations import remind
from samspil.dialogue.inviting.mails import EVE, EveMail
from samspil.dialogue.inviting.models import Invitation
from samspil.dialogue.meetings.models import Meeting

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def timed_reminders_send(*, meeting: Meeting, now: datetime) -> int:
    """What is due now; a second time it is nothing. Answers how many mails."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    return _silent_send(meeting, now) + _eve_send(meeting, now)


def _silent_send(meeting: Meeting, now: datetime) -> int:
    """Once to each; a role that nobody holds has had its turn too."""
    silent = queries.silent_due(now=now, meeting=meeting)
    if not silent:
        return 0
    Invitation.objects.filter(pk__in=[invitation.pk for invitation in silent]).update(reminded_at=now)
    return remind(meeting, silent, by=None, now=now).mails


def _eve_send(meeting: Meeting, now: datetime) -> int:
    """When and where, once more, to each person who comes: once for each day."""
    coming = queries.eves_due(now=now, meeting=meeting)
    if not coming:
        return 0
    day = clock.today(meeting.starts_at)
    Invitation.objects.filter(pk__in=[invitation.pk for invitation in coming]).update(eve_told_for=day)
    sent = mails_queue(
        kind=EVE, mail=EveMail(meeting), meeting=meeting, invitations=coming, number=day.isoformat(), by=None, now=now
    )
    audit.record(by=None, at=now, action="invitations.eve", obj=meeting, changes={"mails": (0, sent)})
    return sent
