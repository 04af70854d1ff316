# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of promises."""

from django.urls import path

from samspil.dialogue.meetings.addresses import MEETING
from samspil.dialogue.promises.views import answers, rhythms

urlpatterns = [
    path("brev/<str:token>/mails/", rhythms.letter_link_mails, name="letter-link-mails"),
    path(f"{MEETING}loefter/", answers.promises, name="promises"),
    path(f"{MEETING}loefter/sammen/", answers.promises_together, name="promises-together"),
    path(f"{MEETING}loefter/<uuid:point>/", answers.promise_answer, name="promise-answer"),
]
