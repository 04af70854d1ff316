# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The last minutes of a round: the table sees notes of other tables, and says if it says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.core.ids import uuid_or_none
from samspil.dialogue.notes.enums import HarvestAnswer
from samspil.dialogue.room.actions import codes
from samspil.dialogue.room.actions.harvest import echo_set
from samspil.dialogue.room.queries import harvest as queries
from samspil.dialogue.room.queries import room
from samspil.people.roles.access import or_404
from samspil.ui.languages import speaks
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import MeetingTable


@speaks("da", "en", "ar")
@require_safe
def harvest(request: HttpRequest, code: str) -> HttpResponse:
    """The cards alone; the table's page asks for them when the time has come."""
    return render(request, "dialogue/table_harvest.html", _context(codes.table_opened(request, code=code)))


@speaks("da", "en", "ar")
@posted("dialogue:table", "code")
def harvest_answer(request: HttpRequest, code: str, note: UUID) -> HttpResponse:
    """The same, differently, or no."""
    table = codes.table_opened(request, code=code)
    answer = request.POST.get("answer", "")
    if answer not in HarvestAnswer.values:
        raise Http404
    try:
        echo_set(
            table=table,
            note=queries.note_of_others(table=table, uuid=note),
            own=room.own_note(table=table, uuid=or_404(uuid_or_none(request.POST.get("own", "")))),
            answer=HarvestAnswer(answer),
            now=clock.now(),
        )
    except SamspilError as error:
        if request.accepts("text/html"):
            messages.error(request, str(error))
            return redirect("dialogue:table", code=table.code)
        return JsonResponse({"saved": False, "message": str(error), "code": error.code}, status=422)
    if request.accepts("text/html"):
        response = redirect("dialogue:table", code=table.code)
        response["Location"] += "#hoest"
        return response
    html = render_to_string("dialogue/table_harvest.html", _context(table), request)
    return JsonResponse({"saved": True, "harvest": html})


def _context(table: MeetingTable) -> dict[str, object]:
    return {"table": table, "harvest": queries.harvest(table=table, now=clock.now())}
