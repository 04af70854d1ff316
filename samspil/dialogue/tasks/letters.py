# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Writing a published letter's mails: its PDF takes seconds, which neither the officer nor a lock should wait for."""

import datetime as dt
from uuid import UUID

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samspil.core import clock
from samspil.dialogue.actions.publishing import letter_send
from samspil.dialogue.queries.letter_versions import version_by_uuid, versions_unmailed

# A letter of 300 notes is made in a few seconds; what takes longer has lost its worker.
_PATIENCE = dt.timedelta(minutes=1)


@task()
def letter_mails(version: str) -> int:
    """Writes the mails of a version; done twice it adds nothing. Answers how many."""
    found = version_by_uuid(uuid=UUID(version))
    return letter_send(version=found, by=found.published_by, now=clock.now()) if found else 0


def wake(version: str) -> None:
    """Queues the work unless it waits already."""
    waiting = DBTaskResult.objects.filter(
        task_path=letter_mails.module_path, status=TaskResultStatus.READY, args_kwargs__args=[version]
    )
    if not waiting.exists():
        letter_mails.enqueue(version)


def look_after(now: dt.datetime) -> None:
    """Queue what a worker that was killed, or a wake that was lost, left undone."""
    for version in versions_unmailed(before=now - _PATIENCE):
        wake(str(version.uuid))
