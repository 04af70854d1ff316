# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses of inviting."""

from django.urls import path

from samspil.dialogue.inviting import views
from samspil.dialogue.meetings.addresses import MEETING

urlpatterns = [
    path(f"{MEETING}moede.ics", views.meeting_calendar, name="meeting-ics"),
    path(f"{MEETING}filer/<uuid:attachment>/", views.attachment, name="attachment"),
    path(f"{MEETING}invitation/", views.invitations, name="invitations"),
    path(f"{MEETING}invitation/se/", views.invitations_preview, name="invitations-preview"),
    path(f"{MEETING}invitation/mail/", views.invitation_mail_preview, name="invitation-mail"),
    path(f"{MEETING}invitation/send/", views.invitations_send, name="invitations-send"),
    path(f"{MEETING}invitation/mind/", views.reminders_send, name="reminders-send"),
    path("svar/<str:token>/", views.invitation_answer, name="invitation-answer"),
    path("svar/<str:token>/moede.ics", views.invitation_calendar, name="invitation-ics"),
]
