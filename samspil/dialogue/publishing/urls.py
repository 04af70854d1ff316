# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of publishing."""

from django.urls import path

from samspil.dialogue.meetings.addresses import MEETING
from samspil.dialogue.publishing import views

urlpatterns = [
    path(f"{MEETING}brev/", views.letter_edit, name="letter-edit"),
    path(f"{MEETING}brev/punkt/<uuid:point>/", views.letter_point, name="letter-point"),
    path(f"{MEETING}brev/citat/", views.letter_quote, name="letter-quote"),
    path(f"{MEETING}brev/citat/ud/", views.letter_unquote, name="letter-unquote"),
    path(f"{MEETING}brev/orden/", views.letter_order, name="letter-order"),
    path(f"{MEETING}brev/saetninger/", views.letter_sentences, name="letter-sentences"),
    path(f"{MEETING}brev/se/<slug:form>/", views.letter_preview, name="letter-preview"),
    path(f"{MEETING}brev/send/", views.letter_publish, name="letter-publish"),
    path("breve/<uuid:uuid>/sendt/", views.letter_progress, name="letter-progress"),
]
