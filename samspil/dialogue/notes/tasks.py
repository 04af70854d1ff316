# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Drafts of Danish readings from the municipality's own service, one note at a time. Never in a request."""

import logging
from uuid import UUID

from django_tasks import task

from samspil.core import clock
from samspil.core.texts import HOUSE_LANGUAGE
from samspil.dialogue.notes.actions.translations import note_draft
from samspil.dialogue.notes.queries.translations import without_danish
from samspil.dialogue.notes.translating import translator

logger = logging.getLogger(__name__)


@task(queue_name="translating")
def notes_translate(meeting: str) -> int:
    """A draft for each note that has no Danish reading of its present words. Answers how many were made.

    The service gets the words with names masked. A note that it cannot say is left for a person.
    """
    service = translator()
    made = 0
    for note, said in without_danish(meeting=UUID(meeting)) if service else []:
        try:
            text, dissent = (
                service.translate(words, note.language, HOUSE_LANGUAGE) if words else ""  # type: ignore[union-attr]  # there is one
                for words in (said.text, said.dissent_text)
            )
        except Exception as error:
            # Whatever a service of somebody else's raises; it may quote the words, which do not belong in a log.
            logger.warning("No draft in Danish of note %s: %s", note.pk, type(error).__name__)
            continue
        made += note_draft(note=note, said=said, text=text, dissent_text=dissent, now=clock.now()) is not None
    return made
