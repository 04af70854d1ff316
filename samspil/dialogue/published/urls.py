# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of a letter that was sent: the same page and files for three kinds of readers, and who may read it."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from samspil.dialogue.meetings.addresses import MEETING
from samspil.dialogue.published.views import letter, readings, showing
from samspil.ui.languages import speaks


class SheetConverter(StringConverter):
    """The kinds of sheets that a letter's notes can be had as."""

    regex = "|".join(letter.SHEETS)


register_converter(SheetConverter, "sheet")

READERS = (
    ("breve/<uuid:uuid>/", "letter", letter.by_login),
    ("brev/<str:token>/", "letter-link", letter.by_link),
    ("offentligt/<uuid:uuid>/", "public", letter.openly),
)
PARTS = (
    ("", "", letter.page),
    ("brev.pdf", "-pdf", letter.pdf),
    ("brev.docx", "-docx", letter.docx),
    ("noter.<sheet:form>", "-notes", letter.notes),
    ("punkt/<int:number>/noter.<sheet:form>", "-point-notes", letter.point_notes),
    ("naeste-moede.ics", "-calendar", letter.calendar),
    ("ark.pdf", "-handouts", letter.handouts),
    ("alt.zip", "-package", letter.whole_package),
    ("filer/<uuid:attachment>/", "-attachment", letter.attachment_file),
)
in_letter_languages = speaks("da", "en", "ar")

urlpatterns = [
    path(f"{MEETING}brev/offentligt/", showing.letter_public, name="letter-public"),
    path(f"{MEETING}brev/sprog/<slug:language>/", readings.letter_readings, name="letter-readings"),
    *(
        path(root + part, in_letter_languages(opened(view)), name=name + tail)
        for root, name, opened in READERS
        for part, tail, view in PARTS
    ),
]
