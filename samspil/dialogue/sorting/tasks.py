# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Understanding notes and statements as they arrive, so that the desk never has to wait for it."""

from uuid import UUID

from django.conf import settings
from django_tasks import task

from samspil.dialogue.sorting.actions.vectors import words_embed
from samspil.engines.themes import default_embedder


@task(queue_name="long")
def notes_embed(meeting: str) -> int:
    """Embeds what of the meeting's notes and statements has no vector yet. Answers how many it did."""
    return words_embed(meeting=UUID(meeting), embedder=default_embedder(model=settings.LANGUAGE_MODEL))
