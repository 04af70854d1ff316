# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Reading a municipality's file takes up to a minute, so it is done here and not while a page waits."""

import logging
import traceback
from uuid import UUID

from django.utils import translation
from django_tasks import task

from samspil.core import clock
from samspil.people.importing.actions import runs
from samspil.people.importing.actions.runs import import_break, import_take

logger = logging.getLogger(__name__)


@task(queue_name="import")
def import_work(run: str) -> str:
    """Does what is asked with a file that waits. Answers the state it is in afterwards, "" when it did not wait."""
    uuid = UUID(run)
    taken = import_take(uuid=uuid, now=clock.now())
    if taken is None:
        return ""
    # The sentences of the report are kept as they stand, so they are written for whoever asked.
    with translation.override(taken.language):
        try:
            return runs.import_work(taken=taken, now=clock.now)
        except Exception as error:
            # Not the error's own words: they may quote the file, and a log is no place for names.
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = type(error).__name__
            logger.error("import %s failed: %s in %s:%s", uuid, kind, place.name, place.lineno)
            return import_break(taken=taken)


def import_enqueue(*, run: UUID) -> None:
    import_work.enqueue(str(run))
