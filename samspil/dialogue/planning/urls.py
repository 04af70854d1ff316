# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of planning."""

from django.urls import path

from samspil.dialogue.meetings.addresses import MEETING
from samspil.dialogue.planning.views import plan, printing

urlpatterns = [
    path(f"{MEETING}plan/", plan.plan, name="plan"),
    path(f"{MEETING}plan/dagsorden/", plan.agenda_save, name="agenda-save"),
    path(f"{MEETING}plan/dagsorden/nyt/", plan.agenda_add, name="agenda-add"),
    path(f"{MEETING}plan/runde/<int:number>/", plan.round_save, name="round-save"),
    path(f"{MEETING}plan/borde/", plan.tables_save, name="tables-save"),
    path(f"{MEETING}plan/filer/", plan.attachment_add, name="attachment-add"),
    path(f"{MEETING}plan/filer/<uuid:attachment>/fjern/", plan.attachment_remove, name="attachment-remove"),
    path(f"{MEETING}udskrift/", printing.print_pack, name="print-pack"),
]
