# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Understanding notes and statements as they arrive, so that the desk never has to wait for it."""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django_tasks import task

from samspil.core.enqueueing import enqueue_once
from samspil.dialogue.sorting.actions.vectors import words_embed
from samspil.dialogue.sorting.queries.understood import meetings_without_vectors
from samspil.engines.themes import default_embedder

# Then another meeting has its turn; a note takes some 70 ms.
MOST = 40
# What has waited longer has lost its task.
PATIENCE = dt.timedelta(minutes=1)


@task(queue_name="words")
def notes_embed(meeting: str) -> int:
    """Embeds what of the meeting's notes and statements has no vector yet. Answers how many it did."""
    uuid = UUID(meeting)
    made = words_embed(meeting=uuid, embedder=default_embedder(model=settings.LANGUAGE_MODEL), most=MOST)
    if made >= MOST:
        enqueue_once(notes_embed, uuid)
    return made


def look_after(*, now: dt.datetime) -> None:
    """Enqueue what a worker that was killed, or a lost task, left undone."""
    embedder = default_embedder(model=settings.LANGUAGE_MODEL)
    for meeting in meetings_without_vectors(embedder=embedder.name, before=now - PATIENCE):
        enqueue_once(notes_embed, meeting.uuid)
