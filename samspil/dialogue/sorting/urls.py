# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of sorting."""

from django.urls import path

from samspil.dialogue.meetings.addresses import MEETING
from samspil.dialogue.sorting.views import desk, translations

urlpatterns = [
    path(f"{MEETING}sortering/", desk.sorting, name="sorting"),
    path(f"{MEETING}sortering/traek/", desk.sorting_move, name="sorting-move"),
    path(f"{MEETING}sortering/fortryd/", desk.sorting_undo, name="sorting-undo"),
    path(f"{MEETING}sortering/senere/", desk.sorting_later, name="sorting-later"),
    path(f"{MEETING}sortering/forslag/", desk.sorting_hint, name="sorting-hint"),
    path(f"{MEETING}sortering/plads/", desk.sorting_seat, name="sorting-seat"),
    path(f"{MEETING}sortering/luk/", desk.sorting_close, name="sorting-close"),
    path(f"{MEETING}sortering/til-side/", desk.sorting_asides, name="sorting-asides"),
    path(f"{MEETING}oversaettelser/", translations.translations, name="translations"),
    path(f"{MEETING}oversaettelser/<uuid:note>/", translations.translation_save, name="translation-save"),
]
