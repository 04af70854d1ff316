# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The timed reminders. Nothing wakes them but the chore."""

import datetime as dt
from uuid import UUID

from django_tasks import task

from samspil.core import clock
from samspil.core.enqueueing import enqueue_once
from samspil.dialogue.inviting.actions import timed_reminders_send
from samspil.dialogue.inviting.queries import eves_due, silent_due
from samspil.dialogue.meetings.queries import meeting_by_uuid


@task()
def meeting_reminders(meeting: str) -> int:
    """Writes what is due to those who were invited; done twice it adds nothing. Answers how many mails."""
    return timed_reminders_send(meeting=meeting_by_uuid(uuid=UUID(meeting)), now=clock.now())


def look_after(*, now: dt.datetime) -> None:
    due = {invitation.meeting.uuid for invitation in (*eves_due(now=now), *silent_due(now=now))}
    for meeting in sorted(due):
        enqueue_once(meeting_reminders, meeting)
