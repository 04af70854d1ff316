# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of planning."""

from django.urls import path

from samspil.dialogue.meetings.addresses import MEETING
from samspil.dialogue.planning.views import asking, plan, printing

urlpatterns = [
    path(f"{MEETING}plan/", plan.plan, name="plan"),
    path(f"{MEETING}aflys/", asking.call_off, name="call-off"),
    path(f"{MEETING}udskrift/", printing.packs, name="print-pack"),
    path(f"{MEETING}udskrift/lav/", printing.pack_ask, name="print-ask"),
    path(f"{MEETING}udskrift/<slug:part>.pdf", printing.pack_file, name="print-file"),
]
