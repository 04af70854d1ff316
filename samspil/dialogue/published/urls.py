# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of published."""

from django.urls import path

from samspil.dialogue.meetings.addresses import MEETING
from samspil.dialogue.published.views import letter, showing

urlpatterns = [
    path("breve/<uuid:uuid>/", letter.letter, name="letter"),
    path("breve/<uuid:uuid>/brev.pdf", letter.letter_pdf_file, name="letter-pdf"),
    path("breve/<uuid:uuid>/brev.docx", letter.letter_docx_file, name="letter-docx"),
    path("breve/<uuid:uuid>/noter.<slug:form>", letter.letter_notes, name="letter-notes"),
    path("breve/<uuid:uuid>/naeste-moede.ics", letter.letter_ics, name="letter-calendar"),
    path("breve/<uuid:uuid>/filer/<uuid:attachment>/", letter.letter_attachment, name="letter-attachment"),
    path(
        "breve/<uuid:uuid>/punkt/<int:number>/noter.<slug:form>",
        letter.letter_point_notes,
        name="letter-point-notes",
    ),
    path("breve/<uuid:uuid>/ark.pdf", letter.letter_handouts, name="letter-handouts"),
    path("breve/<uuid:uuid>/alt.zip", letter.letter_package_file, name="letter-package"),
    path("brev/<str:token>/", letter.letter_link, name="letter-link"),
    path(
        "brev/<str:token>/punkt/<int:number>/noter.<slug:form>",
        letter.letter_link_point_notes,
        name="letter-link-point-notes",
    ),
    path("brev/<str:token>/ark.pdf", letter.letter_link_handouts, name="letter-link-handouts"),
    path("brev/<str:token>/alt.zip", letter.letter_link_package_file, name="letter-link-package"),
    path("brev/<str:token>/brev.pdf", letter.letter_link_pdf, name="letter-link-pdf"),
    path("brev/<str:token>/brev.docx", letter.letter_link_docx, name="letter-link-docx"),
    path("brev/<str:token>/noter.<slug:form>", letter.letter_link_notes, name="letter-link-notes"),
    path("brev/<str:token>/naeste-moede.ics", letter.letter_link_ics, name="letter-link-calendar"),
    path(
        "brev/<str:token>/filer/<uuid:attachment>/",
        letter.letter_link_attachment,
        name="letter-link-attachment",
    ),
    path(f"{MEETING}brev/offentligt/", showing.letter_public, name="letter-public"),
    path("offentligt/<uuid:uuid>/", letter.public, name="public"),
    path("offentligt/<uuid:uuid>/brev.pdf", letter.public_pdf, name="public-pdf"),
    path("offentligt/<uuid:uuid>/brev.docx", letter.public_docx, name="public-docx"),
    path("offentligt/<uuid:uuid>/noter.<slug:form>", letter.public_notes, name="public-notes"),
    path(
        "offentligt/<uuid:uuid>/punkt/<int:number>/noter.<slug:form>",
        letter.public_point_notes,
        name="public-point-notes",
    ),
    path("offentligt/<uuid:uuid>/naeste-moede.ics", letter.public_ics, name="public-calendar"),
    path("offentligt/<uuid:uuid>/ark.pdf", letter.public_handouts, name="public-handouts"),
    path("offentligt/<uuid:uuid>/alt.zip", letter.public_package_file, name="public-package"),
    path("offentligt/<uuid:uuid>/filer/<uuid:attachment>/", letter.public_attachment, name="public-attachment"),
]
