# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The live parts of the sorting desk: sorting:<meeting>, for officers. The role is the officer, who sees the others."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.template.loader import render_to_string

from samspil import live
from samspil.core import clock
from samspil.core.ids import channel_uuid
from samspil.dialogue.meetings.access import may_hold
from samspil.dialogue.meetings.queries import meeting_by_uuid
from samspil.dialogue.sorting.queries import desk as sorting_desk
from samspil.dialogue.sorting.queries import page as sorting_page
from samspil.people.roles.access import held_roles

PARTS = ("progress", "with", "themes", "last", "taken")


def register() -> None:
    live.register("sorting", access=access, render=render)


def access(request: HttpRequest, channel: str) -> str | None:
    uuid = channel_uuid(channel)
    if uuid is None:
        return None
    try:
        meeting = meeting_by_uuid(uuid=uuid)
    except Http404:
        return None
    return str(request.user.pk) if may_hold(held_roles(request), meeting) else None


def render(channel: str, language: str, role: str) -> dict[str, str]:
    by, uuid = sorting_desk.officer_by_id(pk=role), channel_uuid(channel)
    if by is None or uuid is None:
        return {}
    meeting = meeting_by_uuid(uuid=uuid)
    focus = sorting_desk.seat_note(meeting=meeting, by=by)
    desk = sorting_page.desk_of(meeting=meeting, by=by, now=clock.now(), later=(), asked=focus)
    context = sorting_page.live_page(desk=desk)
    return {part: render_to_string(f"dialogue/sorting.html#{part}", context) for part in PARTS}
