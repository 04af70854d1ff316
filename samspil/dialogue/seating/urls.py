# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of seating."""

from django.urls import path

from samspil.dialogue.meetings.addresses import MEETING
from samspil.dialogue.seating.views import guests, plans

urlpatterns = [
    path(f"{MEETING}bordplan/", plans.seating, name="seating"),
    path(f"{MEETING}bordplan/foreslaa/", plans.seating_ask, name="seating-ask"),
    path(f"{MEETING}bordplan/godkend/", plans.seating_accept, name="seating-accept"),
    path(f"{MEETING}bordplan/ikke-kommet/", plans.seating_absent, name="seating-absent"),
    path(f"{MEETING}bordplan/udskrift/", plans.seating_print, name="seating-print"),
    path(f"{MEETING}bordplan/folk/", guests.guests, name="seating-guests"),
    path(f"{MEETING}bordplan/folk/svar/", guests.guests_fill, name="guests-fill"),
    path(f"{MEETING}bordplan/folk/liste/", guests.guests_paste, name="guests-paste"),
    path(f"{MEETING}bordplan/folk/toem/", guests.guests_clear, name="guests-clear"),
    path(f"{MEETING}bordplan/folk/oenske/", guests.seating_wish, name="seating-wish"),
    path(f"{MEETING}bordplan/folk/pladser/", guests.table_seats, name="table-seats"),
]
