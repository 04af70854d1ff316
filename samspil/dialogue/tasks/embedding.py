# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Understanding notes and statements as they arrive, so that the desk never has to wait for it."""

from uuid import UUID

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samspil.dialogue.actions.vectors import words_embed
from samspil.engines.themes import default_embedder


@task(queue_name="long")
def notes_embed(meeting: str) -> int:
    """Embeds what of the meeting's notes and statements has no vector yet. Answers how many it did."""
    return words_embed(meeting=UUID(meeting), embedder=default_embedder())


def wake(meeting: str) -> None:
    """Queues the work unless it is queued already; a burst of notes is one task.

    A task that is running may have looked before the note was there, so only a waiting one counts.
    """
    waiting = DBTaskResult.objects.filter(
        task_path=notes_embed.module_path, status=TaskResultStatus.READY, args_kwargs__args=[meeting]
    )
    if not waiting.exists():
        notes_embed.enqueue(meeting)
