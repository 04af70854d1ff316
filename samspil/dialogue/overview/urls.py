# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of overview."""

from django.urls import path

from samspil.dialogue.meetings.addresses import MEETING
from samspil.dialogue.overview import views

urlpatterns = [
    path("", views.home, name="home"),
    path("kalender/", views.calendar, name="calendar"),
    path("kalender/ny/", views.calendar_open, name="calendar-open"),
    path("kalender/luk/", views.calendar_close, name="calendar-close"),
    path("kalender/<str:token>/moeder.ics", views.calendar_file, name="calendar-file"),
    path("moeder/", views.meeting_list, name="meeting-list"),
    path("moeder/aar/", views.meeting_goal, name="meeting-goal"),
    path("moeder/nyt/", views.meeting_new, name="meeting-new"),
    path(MEETING, views.meeting_detail, name="meeting"),
    path(f"{MEETING}links/", views.links, name="links"),
    path(f"{MEETING}links/<uuid:link>/luk/", views.link_close, name="link-close"),
    path(f"{MEETING}links/<uuid:link>/nyt/", views.link_renew, name="link-renew"),
    path(f"{MEETING}kopi/", views.meeting_copy, name="meeting-copy"),
]
