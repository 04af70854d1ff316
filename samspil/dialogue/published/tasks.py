# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A sent letter's files, made before anybody asks: a reader of 300 notes would else wait for each of them."""

import logging
from uuid import UUID

from django.conf import settings
from django_tasks import task

from samspil.dialogue.letter import pdf as letter_pdf
from samspil.dialogue.published.actions.package import package_print
from samspil.dialogue.publishing.actions.publishing import letter_print
from samspil.dialogue.publishing.queries.versions import Published, version_by_uuid

logger = logging.getLogger(__name__)


@task(queue_name="long")
def letter_files(version: str) -> int:
    """Makes every PDF and archive of a version that is not made yet. Answers how many there are.

    One that is lost, or whose words changed, is made when somebody asks for it.
    """
    found = version_by_uuid(uuid=UUID(version))
    if found is None or not letter_pdf.available():
        return 0
    published = Published(found, found, found.letter.meeting)
    try:
        for language, _name in settings.LANGUAGES:
            for part in (letter_pdf.WHOLE, letter_pdf.SHORT, letter_pdf.NOTES):
                letter_print(version=found, language=language, part=part)
            package_print(published=published, language=language)
    except Exception:
        logger.exception("The files of letter %s", version)
        raise
    return found.prints.count()
