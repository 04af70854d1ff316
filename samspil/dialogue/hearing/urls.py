# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of hearing."""

from django.urls import path

from samspil.dialogue.hearing import views
from samspil.dialogue.meetings.addresses import MEETING

urlpatterns = [
    path(f"{MEETING}hoering/", views.hearing, name="hearing"),
    path(f"{MEETING}hoering/aabn/", views.hearing_open, name="hearing-open"),
    path(f"{MEETING}hoering/luk/", views.hearing_close, name="hearing-close"),
    path(f"{MEETING}hoering/svar/<uuid:remark>/", views.remark_reply, name="remark-reply"),
    path("hoering/<str:token>/", views.hearing_answer, name="hearing-answer"),
]
