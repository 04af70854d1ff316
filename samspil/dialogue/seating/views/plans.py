# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The seating plan: propose, see why, adapt, accept, print. Only for officers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.core.ids import uuid_or_none
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.dialogue.seating import queries
from samspil.dialogue.seating.actions import guests as guest_actions
from samspil.dialogue.seating.actions import plans as actions
from samspil.people.roles.access import or_404, user
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting


@require_safe
@holder_required
def seating(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What is proposed. A page that waits asks with `?saa=STATE`, and is told when the worker is done."""
    meeting = held_meeting(request)
    seen = request.GET.get("saa")
    if seen is not None:
        plan = queries.latest_plan(meeting=meeting)
        same = plan is not None and seen == plan.state
        return HttpResponse(status=204, headers={} if same else {"HX-Refresh": "true"})
    return _page(request, meeting)


def _page(request: HttpRequest, meeting: Meeting, *, error: SamspilError | None = None) -> HttpResponse:
    context = {**queries.seating_page(meeting=meeting), "nav": "meetings", "error": error}
    return render(request, "dialogue/seating.html", context, status=409 if error else 200)


@holder_required
@posted("dialogue:seating", "uuid")
def seating_ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Propose a plan: like the one before as far as it goes, or with `press=fresh` from the beginning."""
    meeting = held_meeting(request)
    fresh = request.POST.get("press") == "fresh"
    try:
        actions.seating_ask(meeting=meeting, fresh=fresh, by=user(request), now=clock.now())
    except SamspilError as error:
        return _page(request, meeting, error=error)
    return redirect("dialogue:seating", uuid=uuid)


@holder_required
@posted("dialogue:seating", "uuid")
def seating_accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    meeting = held_meeting(request)
    plan = queries.plan_of(meeting=meeting, uuid=or_404(uuid_or_none(request.POST.get("plan", ""))))
    try:
        actions.seating_accept(plan=plan, by=user(request), now=clock.now())
    except SamspilError as error:
        return _page(request, meeting, error=error)
    with_taker, tables = queries.note_takers(meeting=meeting)
    if with_taker == tables:
        messages.success(request, _("Bordplanen er gemt. Referenterne står ved bordene."))
    elif with_taker:
        said = _("Bordplanen er gemt. Der står en referent ved %(some)s af %(all)s borde.")
        messages.success(request, said % {"some": with_taker, "all": tables})
    else:
        messages.success(request, _("Bordplanen er gemt. Ingen er sat til at skrive noter endnu."))
    return redirect("dialogue:seating", uuid=uuid)


@holder_required
@posted("dialogue:seating", "uuid")
def seating_absent(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Somebody stayed at home (`away`), or came after all (`back`)."""
    meeting = held_meeting(request)
    away, back = request.POST.get("away", ""), request.POST.get("back", "")
    guest = queries.guest_of(meeting=meeting, uuid=or_404(uuid_or_none(away or back)))
    guest_actions.guest_absent_set(guest=guest, absent=bool(away), by=user(request), now=clock.now())
    return redirect("dialogue:seating", uuid=uuid)


@require_safe
@holder_required
def seating_print(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For the door and the tables: by table and by name."""
    meeting = held_meeting(request)
    return render(request, "dialogue/seating_print.html", {**queries.seating_print(meeting=meeting), "nav": "meetings"})
