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
from django.views.decorators.http import require_http_methods

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.core.ids import uuid_or_none
from samspil.core.written import as_written
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.dialogue.notes.actions import translations as actions
from samspil.dialogue.notes.queries import translations as queries
from samspil.dialogue.notes.translating import has_translator
from samspil.people.roles.access import or_404, user
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting

    # By note: what was written and refused, and why ("error").
    Typed = Mapping[str, Mapping[str, str]]

DRAFTS = "drafts"


@holder_required
@require_http_methods(["GET", "HEAD", "POST"])
def translations(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every note in another language; a press asks the municipality's own service for drafts, where there is one."""
    meeting = held_meeting(request)
    if request.method != "POST":
        return _page(request, meeting)
    refused, saved = _save_all(request, meeting)
    if refused:
        return _page(request, meeting, typed=refused)
    if request.POST.get("press") == DRAFTS and has_translator():
        actions.drafts_ask(meeting=meeting, by=user(request), now=clock.now())
        messages.success(request, _("Udkastene er på vej. Hent siden om lidt. De gælder først, når du har sagt ja."))
    elif saved:
        messages.success(request, _("Det danske er gemt."))
    return redirect("dialogue:translations", uuid=uuid)


def _save_all(request: HttpRequest, meeting: Meeting) -> tuple[Typed, int]:
    """Save each reading that was changed, and the one whose button was pressed: a machine's draft is approved only by
    its own button. What was refused, by note, with why; and how many were saved.
    """
    refused: dict[str, Mapping[str, str]] = {}
    saved = 0
    for note in request.POST.getlist("note"):
        typed, shown = _posted(request, note, ""), _posted(request, note, "-was")
        if typed == shown and note != request.POST.get("press"):
            continue
        found = queries.danish_note(meeting=meeting, uuid=or_404(uuid_or_none(note)))
        stored = queries.danish_row(found).kept
        if stored not in (shown, typed):
            words = _("Siden du åbnede siden, er der gemt »%(words)s«. Send eller gem igen, hvis dit skal stå.")
            refused[note] = {**typed, "error": words % {"words": " – ".join(filter(None, stored.values()))}}
            continue
        try:
            actions.note_translate(
                note=found,
                **typed,
                digest=request.POST.get(f"{note}-digest", ""),
                by=user(request),
                now=clock.now(),
            )
            saved += 1
        except SamspilError as error:
            refused[note] = {**typed, "error": str(error)}
    return refused, saved


def _posted(request: HttpRequest, note: str, end: str) -> dict[str, str]:
    return {name: as_written(request.POST.get(f"{note}-{name}{end}", "")) for name in ("text", "dissent_text")}


@holder_required
@posted("dialogue:translations", "uuid")
def translation_save(request: HttpRequest, uuid: UUID, note: UUID) -> HttpResponse:
    """Keep one, written at the desk. What is refused stays in its field, on the list."""
    meeting = held_meeting(request)
    found = queries.danish_note(meeting=meeting, uuid=note)
    typed = {"text": request.POST.get("text", ""), "dissent_text": request.POST.get("dissent_text", "")}
    try:
        kept = actions.note_translate(
            note=found, **typed, digest=request.POST.get("digest", ""), by=user(request), now=clock.now()
        )
    except SamspilError as error:
        return _page(request, meeting, typed={str(note): {**typed, "error": str(error)}})
    messages.success(request, _("Det danske er gemt.") if kept else _("Det danske er taget væk."))
    if request.POST.get("back") == "desk":
        response = redirect("dialogue:sorting", uuid=uuid)
        response["Location"] += f"?note={note}"
        return response
    return redirect("dialogue:translations", uuid=uuid)


def _page(request: HttpRequest, meeting: Meeting, *, typed: Typed | None = None) -> HttpResponse:
    waiting, ready = queries.danish_rows(meeting=meeting, typed=typed)
    context = {
        "nav": "meetings",
        "meeting": meeting,
        "waiting": waiting,
        "ready": ready,
        "has_translator": has_translator(),
        "errors": [row for row in (*waiting, *ready) if row.error],
    }
    return render(request, "dialogue/translations.html", context, status=409 if typed else 200)
