# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What notes in other languages say in Danish: the list, and the field beside the note at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.dialogue.meetings.queries import meeting_by_uuid
from samspil.dialogue.notes.actions import translations as actions
from samspil.dialogue.notes.queries import translations as queries
from samspil.dialogue.notes.translating import has_translator
from samspil.people.roles.access import officer_required, user
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting


@never_cache
@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
def translations(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every note in another language; a press asks the municipality's own service for drafts, where there is one."""
    meeting = meeting_by_uuid(uuid=uuid)
    if request.method != "POST":
        return _page(request, meeting)
    if has_translator():
        actions.drafts_ask(meeting=meeting, by=user(request), now=clock.now())
        messages.success(request, _("Udkastene er på vej. Hent siden om lidt. De gælder først, når du har sagt ja."))
    return redirect("dialogue:translations", uuid=uuid)


@officer_required
@posted("dialogue:translations", "uuid")
def translation_save(request: HttpRequest, uuid: UUID, note: UUID) -> HttpResponse:
    """Keep one, from the list or from the desk (`back`). What is refused stays in its field."""
    meeting = meeting_by_uuid(uuid=uuid)
    found = queries.danish_note(meeting=meeting, uuid=note)
    typed = {"text": request.POST.get("text", ""), "dissent_text": request.POST.get("dissent_text", "")}
    try:
        kept = actions.note_translate(
            note=found, **typed, digest=request.POST.get("digest", ""), by=user(request), now=clock.now()
        )
    except SamspilError as error:
        return _page(request, meeting, error=error, at=note, typed=typed)
    messages.success(request, _("Det danske er gemt.") if kept else _("Det danske er taget væk."))
    if request.POST.get("back") == "desk":
        response = redirect("dialogue:sorting", uuid=uuid)
        response["Location"] += f"?note={note}"
        return response
    return redirect("dialogue:translations", uuid=uuid)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    error: SamspilError | None = None,
    at: UUID | None = None,
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    waiting, ready = queries.danish_rows(meeting=meeting, typed={str(at): typed} if at and typed else None)
    context = {
        "nav": "meetings",
        "meeting": meeting,
        "waiting": waiting,
        "ready": ready,
        "has_translator": has_translator(),
        "error": error,
        "at": at,
    }
    return render(request, "dialogue/translations.html", context, status=409 if error else 200)
