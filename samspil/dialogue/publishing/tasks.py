# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Writing a published letter's mails: its PDF takes seconds, which neither the officer nor a lock should wait for; and
drafts of it in other languages, from the municipality's own service.
"""

import datetime as dt
import logging
from uuid import UUID

from django.db.models import Count, Max
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from samspil.core import clock
from samspil.core.enqueueing import enqueue_once
from samspil.core.texts import HOUSE_LANGUAGE
from samspil.dialogue.notes.translating import translator
from samspil.dialogue.planning.enums import PackState
from samspil.dialogue.publishing.actions.draft_prints import draft_print_draw, draft_print_fail, draft_prints_forget
from samspil.dialogue.publishing.actions.publishing import letter_send
from samspil.dialogue.publishing.actions.readings import reading_draft
from samspil.dialogue.publishing.queries.draft_prints import draft_prints_standing_still
from samspil.dialogue.publishing.queries.readings import letter_by_uuid, without_reading
from samspil.dialogue.publishing.queries.versions import version_by_uuid, versions_unmailed

logger = logging.getLogger(__name__)

# Of a draft on paper: after that it has failed, for whoever waits must not wait for ever.
_MOST_ATTEMPTS = 3
# A letter of 300 notes is made in a few seconds; what takes longer has lost its worker.
_PATIENCE = dt.timedelta(minutes=1)


@task()
def letter_mails(version: str) -> int:
    """Writes the mails of a version; done twice it adds nothing. Answers how many."""
    found = version_by_uuid(uuid=UUID(version))
    try:
        return letter_send(version=found, by=found.published_by, now=clock.now()) if found else 0
    except Exception:
        # The task's own row says it too, but nobody looks there; the chore tries again.
        logger.exception("The mails of letter %s", version)
        raise


def look_after(*, now: dt.datetime) -> None:
    """Enqueue what a killed worker or a lost task left undone; what fails, more and more seldom."""
    for version in versions_unmailed(before=now - _PATIENCE):
        tried = DBTaskResult.objects.filter(
            task_path=letter_mails.module_path, args_kwargs__args=[str(version.uuid)], finished_at__isnull=False
        ).aggregate(times=Count("pk"), last=Max("finished_at"))
        if tried["last"] is None or now - tried["last"] > _PATIENCE * 2 ** min(tried["times"], 6):
            enqueue_once(letter_mails, version.uuid)


@task(queue_name="print")
def draft_print_work(row: str) -> bool:
    """Draws a draft that somebody waits for. Done twice it changes nothing."""
    try:
        return draft_print_draw(uuid=UUID(row))
    except Exception:
        logger.exception("The draft on paper %s", row)
        raise


def draft_prints_look_after(*, now: dt.datetime) -> None:
    """Enqueue what a killed worker or a lost task left undone; throw away what nobody waits for any more."""
    draft_prints_forget(now=now)
    for row in draft_prints_standing_still(since=now - _PATIENCE):
        if row.attempt >= _MOST_ATTEMPTS:
            draft_print_fail(row=row, state=PackState.FAILED)
        else:
            enqueue_once(draft_print_work, row.uuid)


@task(queue_name="translating")
def letter_translate(letter: str, language: str) -> int:
    """A draft for each piece of the letter that has no reading in that language. Answers how many were made.

    The words are those of the letter, in which names are masked. A piece that the service cannot say is left.
    """
    found, service, made = letter_by_uuid(uuid=letter), translator(), 0
    if found is None or service is None:
        return 0
    for piece in without_reading(letter=found, language=language):
        try:
            text = service.translate(piece.text, HOUSE_LANGUAGE, language)
        except Exception as error:
            # Whatever a service of somebody else's raises; it may quote the words, which do not belong in a log.
            logger.warning("No draft in %s of %s: %s", language, piece.place, type(error).__name__)
            continue
        made += reading_draft(letter=found, language=language, piece=piece, text=text, now=clock.now())
    return made
