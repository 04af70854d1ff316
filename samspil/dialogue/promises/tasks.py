# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The mails about promises. Nothing wakes them but the chore: they wait a little on purpose."""

import datetime as dt
import logging
from uuid import UUID

from django.db.models import Count, Max
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samspil.core import clock
from samspil.core.enqueueing import enqueue_once
from samspil.dialogue.meetings.queries import meeting_by_uuid
from samspil.dialogue.promises.actions.mails import promise_digest_send, promise_reminders_send
from samspil.dialogue.promises.actions.rhythms import scheduled_digests_send
from samspil.dialogue.promises.queries.mails import reminders_due
from samspil.dialogue.promises.queries.rhythms import at_once_due, scheduled_due

logger = logging.getLogger(__name__)

_PATIENCE = dt.timedelta(minutes=1)
_LATELY = dt.timedelta(days=1)


@task()
def promise_mails(meeting: str) -> int:
    """Writes what is due about a meeting's promises; done twice it adds nothing. Answers how many mails."""
    try:
        found = meeting_by_uuid(uuid=UUID(meeting))
        now = clock.now()
        told = promise_digest_send(meeting=found, now=now) + scheduled_digests_send(meeting=found, now=now)
        return told + promise_reminders_send(meeting=found, now=now)
    except Exception:
        # The task's own row says it too, but nobody looks there; the chore tries again.
        logger.exception("The mails about the promises of meeting %s", meeting)
        raise


def look_after(*, now: dt.datetime) -> None:
    """Enqueue what is due; what fails, more and more seldom."""
    due = {*at_once_due(now=now), *(uuid for uuid, _slot in scheduled_due(now=now))}
    due |= {answer.meeting.uuid for answer in reminders_due(now=now)}
    for meeting in sorted(due):
        tried = DBTaskResult.objects.filter(
            task_path=promise_mails.module_path, args_kwargs__args=[str(meeting)], finished_at__gt=now - _LATELY
        )
        failed = tried.filter(status=TaskResultStatus.FAILED).aggregate(times=Count("pk"), last=Max("finished_at"))
        rested = failed["last"] is None or now - failed["last"] > _PATIENCE * 2 ** min(failed["times"], 6)
        if rested:
            enqueue_once(promise_mails, meeting)
