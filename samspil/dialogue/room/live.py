# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The live parts of a meeting: who may follow which channel, and how its fragments are drawn.

room:<meeting>   the clock and the question: officers, the projector, and tables that know their code
notes:<meeting>  who has written: officers and the projector
table:<table>    a table's own notes: whoever knows its code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.template.loader import render_to_string

from samspil import live
from samspil.core import clock
from samspil.core.ids import channel_uuid
from samspil.dialogue.meetings import queries as meetings
from samspil.dialogue.meetings.access import may_hold
from samspil.dialogue.room.actions import codes
from samspil.dialogue.room.queries import projector
from samspil.dialogue.room.queries import room as queries
from samspil.people.roles.access import held_roles

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting

NOTES_SETTLE, NOTES_QUIET, TABLE_SETTLE = 0.1, 0.03, 0.7
OFFICER, PROJECTOR, TABLE = "officer", "projector", "table"


def register() -> None:
    live.register("room", access=room_access, render=room_render)
    # Ten tables save at the same moment: their answers come first, and one picture shows them all.
    live.register("notes", access=notes_access, render=notes_render, settle=NOTES_SETTLE, quiet=NOTES_QUIET)
    # The phone that wrote has its note from the answer; the others at the table see it within a second.
    live.register("table", access=table_access, render=table_render, settle=TABLE_SETTLE)


def _meeting(channel: str) -> Meeting | None:
    uuid = channel_uuid(channel)
    try:
        return meetings.meeting_by_uuid(uuid=uuid) if uuid else None
    except Http404:
        return None


def notes_access(request: HttpRequest, channel: str) -> str | None:
    meeting = _meeting(channel)
    if meeting is None:
        return None
    officer = may_hold(held_roles(request), meeting)
    if request.GET.get("as") == PROJECTOR and (officer or projector.opens(request.GET.get("token", ""), meeting)):
        return PROJECTOR
    return OFFICER if officer else None


def room_access(request: HttpRequest, channel: str) -> str | None:
    """A table's code opens its own meeting's clock, and nothing else of it."""
    role = notes_access(request, channel)
    if role:
        return role
    table = codes.table_found(request, code=request.GET.get("code", ""))
    return TABLE if table and table.meeting.uuid == channel_uuid(channel) else None


def table_access(request: HttpRequest, channel: str) -> str | None:
    table = codes.table_found(request, code=request.GET.get("code", ""))
    return TABLE if table and table.uuid == channel_uuid(channel) else None


def room_render(channel: str, language: str, role: str) -> dict[str, str]:
    meeting = _meeting(channel)
    if meeting is None:
        return {}
    now = clock.now()
    if role == TABLE:
        context: dict[str, object] = {
            "meeting": meeting,
            "room": queries.room(meeting=meeting, language=language, now=now),
        }
        return {name: render_to_string(f"dialogue/table.html#{name}", context) for name in ("clock", "question")}
    context = queries.room_page(meeting=meeting, language=language, now=now)
    if role == PROJECTOR:
        return {"stage": render_to_string("dialogue/projector.html#stage", context)}
    return {"panel": render_to_string("dialogue/control.html#panel", context)}


def notes_render(channel: str, language: str, role: str) -> dict[str, str]:
    meeting = _meeting(channel)
    if meeting is None:
        return {}
    context = queries.room_page(meeting=meeting, language=language, now=clock.now())
    if role == PROJECTOR:
        return {"foot": render_to_string("dialogue/projector.html#foot", context)}
    return {"tables": render_to_string("dialogue/control.html#tables", context)}


def table_render(channel: str, language: str, role: str) -> dict[str, str]:
    uuid = channel_uuid(channel)
    table = queries.table_by_uuid(uuid=uuid) if uuid else None
    if table is None:
        return {}
    context = queries.table_notes(table=table, now=clock.now())
    return {"notes": render_to_string("dialogue/table.html#notes", context)}
