# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What lies on the tables, as PDF: ask for it, see how far it is, fetch it. Only for officers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.dialogue.planning import queries
from samspil.dialogue.planning.actions import printing as actions
from samspil.dialogue.planning.enums import PackPart
from samspil.people.roles.access import or_404, user
from samspil.ui.downloads import download
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting


@holder_required
@require_safe
def packs(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every part that can be printed, and how far its file is."""
    return _page(request, held_meeting(request))


@holder_required
@posted("dialogue:print-pack", "uuid")
def pack_ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask for the file of `part`."""
    meeting = held_meeting(request)
    part = or_404(_part(request.POST.get("part", "")))
    try:
        actions.pack_ask(meeting=meeting, part=part, by=user(request), now=clock.now())
    except SamspilError as error:
        return _page(request, meeting, error=error)
    response = redirect("dialogue:print-pack", uuid=uuid)
    response["Location"] += f"#{part}"
    return response


@holder_required
@require_safe
def pack_file(request: HttpRequest, uuid: UUID, part: str) -> HttpResponse:
    meeting, known = held_meeting(request), or_404(_part(part))
    made = or_404(queries.pack_file(meeting=meeting, part=known))
    return download(made, "application/pdf", f"{known.label}.pdf", inline=True)


def _part(value: str) -> PackPart | None:
    return PackPart(value) if value in PackPart.values else None


def _page(request: HttpRequest, meeting: Meeting, *, error: SamspilError | None = None) -> HttpResponse:
    shown = queries.packs(meeting=meeting)
    context = {
        "nav": "meetings",
        "meeting": meeting,
        "packs": shown,
        "waiting": any(pack.waiting for pack in shown),
        "tables": meeting.tables.count(),
        "error": error,
        "asked_by_script": bool(request.htmx),  # type: ignore[attr-defined]  # set by HtmxMiddleware
    }
    return render(request, "dialogue/print_packs.html", context, status=409 if error else 200)
