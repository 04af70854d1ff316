# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of wishes."""

from django.urls import path

from samspil.dialogue.meetings.addresses import MEETING
from samspil.dialogue.wishes import views

urlpatterns = [
    path(f"{MEETING}oensker/", views.wishes, name="wishes"),
    path(f"{MEETING}oensker/<uuid:wish>/", views.wish_press, name="wish-press"),
    path(f"{MEETING}oensker/<uuid:wish>/svar/", views.wish_decide, name="wish-decide"),
    path(f"{MEETING}oensker/<uuid:wish>/fil/", views.wish_file, name="wish-file"),
]
