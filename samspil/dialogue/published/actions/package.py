# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""What is made of a letter in one file, made once for all its readers: anybody may ask for it, without a log-in."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from samspil.dialogue.letter import docx as letter_docx
from samspil.dialogue.letter import pdf as letter_pdf
from samspil.dialogue.letter.models import LetterPrint
from samspil.dialogue.letter.queries.readings import version_readings
from samspil.dialogue.published import calendar as letter_calendar
from samspil.dialogue.published import package as files
from samspil.dialogue.published import sheets as letter_sheets
from samspil.dialogue.published.actions.handouts import handouts_print
from samspil.dialogue.publishing.actions.publishing import letter_print
from samspil.dialogue.publishing.actions.readings import print_keep
from samspil.dialogue.publishing.queries.versions import Published

# Stand before the language in what is kept: an earlier version's Word file says that it is one.
LATEST, EARLIER = "zip", "old"


def package_print(*, published: Published, language: str) -> bytes:
    """The letter's own files as an archive, without what others keep up to date: the boards' list, the attachments."""
    version, key = published.version, f"{LATEST if published.is_latest else EARLIER}-{language}"
    kept = LetterPrint.objects.filter(version=version, language=key).first()
    if kept is not None:
        return bytes(kept.content)
    readings = version_readings(version=version, language=language)
    with translation.override(language):
        made = files.zip_file(_made(published, language), at=version.published_at)
    if letter_pdf.available():
        print_keep(version=version, language=language, key=key, made=made, readings=readings)
    return made


def _made(published: Published, language: str) -> Iterator[files.File]:
    version, content = published.version, published.content
    if letter_pdf.available():
        yield files.File(files.letter_pdf(), letter_print(version=version, language=language))
    mark = "" if published.is_latest else _("Tidligere udgave. Der er kommet en rettet.")
    yield files.File(files.letter_docx(), letter_docx.docx_file(content, mark=mark))
    yield files.File(files.notes("xlsx"), letter_sheets.xlsx_file(content))
    yield files.File(files.notes("csv"), letter_sheets.csv_file(content))
    following = letter_calendar.next_ics(published, now=version.published_at)
    if following:
        yield files.File(files.calendar(), following)
    sheets = handouts_print(version=version) if letter_pdf.available() else None
    if sheets:
        yield files.File(files.handouts(), sheets)
