# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The evening: the control page and the big screen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.core.ids import whole_number
from samspil.dialogue.meetings import queries as meetings
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.dialogue.room.actions import control as actions
from samspil.dialogue.room.queries import projector
from samspil.dialogue.room.queries import room as queries
from samspil.people.links.actions import link_issue
from samspil.people.links.errors import LinkError
from samspil.people.links.queries import link_by_token
from samspil.people.roles.access import user
from samspil.ui.languages import speaks
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting

SCREEN_LASTS = timedelta(hours=12)


@require_safe
@holder_required
def control(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Start, pause, two minutes more, next round."""
    return _control(request, held_meeting(request))


@holder_required
@posted("dialogue:control", "uuid")
def control_press(request: HttpRequest, uuid: UUID) -> HttpResponse:
    meeting = held_meeting(request)
    seen = request.POST.get("version", "")
    try:
        actions.control(
            meeting=meeting,
            press=request.POST.get("press", ""),
            seen_version=-1 if (number := whole_number(seen)) is None else number,
            by=user(request),
            now=clock.now(),
        )
    except SamspilError as error:
        return _control(request, meetings.meeting_by_uuid(uuid=uuid), error=error)
    if _is_htmx(request):
        return _control(request, meetings.meeting_by_uuid(uuid=uuid))
    return redirect("dialogue:control", uuid=uuid)


@holder_required
@posted("dialogue:control", "uuid")
def screen_link(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A link for the computer in the hall, where nobody is logged in. Shown once."""
    meeting = held_meeting(request)
    now = clock.now()
    _link, token = link_issue(
        purpose=projector.PURPOSE,
        scope={"meeting": str(meeting.uuid)},
        expires_at=max(meeting.ends_at, now) + SCREEN_LASTS,
        by=user(request),
        now=now,
    )
    address = settings.ORIGIN + reverse("dialogue:screen", args=[token])
    return _control(request, meeting, screen=address)


def _control(
    request: HttpRequest, meeting: Meeting, *, error: SamspilError | None = None, screen: str = ""
) -> HttpResponse:
    context = queries.room_page(meeting=meeting, language=get_language() or "da", now=clock.now())
    context |= {"nav": "meetings", "error": error, "screen": screen, "site": settings.ORIGIN}
    template = "dialogue/control.html#panel" if _is_htmx(request) else "dialogue/control.html"
    status = 409 if error and not _is_htmx(request) else 200
    return render(request, template, context, status=status)


@speaks("da", "en", "ar", device=False)
@require_safe
@holder_required
def projector_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The big screen, for a computer where an officer is logged in."""
    return _projector(request, held_meeting(request))


@speaks("da", "en", "ar", device=False)
@require_safe
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """The big screen by its link."""
    try:
        link = link_by_token(token=token, purpose=projector.PURPOSE, now=clock.now())
    except LinkError as error:
        return render(request, "dialogue/link_closed.html", {"error": error}, status=404)
    return _projector(request, projector.meeting_by_link(link=link), token=token)


def _projector(request: HttpRequest, meeting: Meeting, token: str = "") -> HttpResponse:
    context = queries.room_page(meeting=meeting, language=get_language() or "da", now=clock.now())
    return render(request, "dialogue/projector.html", context | {"token": token, "site": settings.ORIGIN})


def _is_htmx(request: HttpRequest) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]  # set by HtmxMiddleware
