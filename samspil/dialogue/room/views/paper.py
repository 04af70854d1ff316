# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Typing in what tables wrote on paper: code, round, one line a note."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.dialogue.notes.actions import paper as actions
from samspil.dialogue.notes.forms import SheetForm
from samspil.dialogue.notes.queries import paper as queries
from samspil.people.roles.access import user
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting


@holder_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Type in a sheet; below, the sheets that are in."""
    meeting = held_meeting(request)
    if request.method != "POST":
        kept = (("runde", "round"), ("arkets-sprog", "language"))
        initial = {name: request.GET[key] for key, name in kept if key in request.GET}
        return _page(request, meeting, SheetForm(meeting=meeting, initial=initial))
    form = SheetForm(request.POST, request.FILES, meeting=meeting)
    if not form.is_valid():
        return _page(request, meeting, form, status=422)
    data = form.cleaned_data
    try:
        typed = actions.sheet_type_in(
            uuid=data["uuid"],
            table=form.table,
            round_=form.round_,
            lines=form.typed,
            language=data["language"],
            photo=data["photo"],
            by=user(request),
            now=clock.now(),
        )
    except SamspilError as error:
        form = SheetForm({**request.POST.dict(), "uuid": uuid4()}, request.FILES, meeting=meeting)
        form.add_error(None, str(error))
        return _page(request, meeting, form, status=409)
    messages.success(request, _saved(typed))
    response = redirect("dialogue:paper", uuid=uuid)
    response["Location"] += f"?runde={data['round']}&arkets-sprog={data['language']}"
    return response


@holder_required
@posted("dialogue:paper", "uuid")
def paper_photo(request: HttpRequest, uuid: UUID, sheet: UUID) -> HttpResponse:
    """A photo of a sheet that is typed in."""
    found = queries.sheet_of(meeting=held_meeting(request), uuid=sheet)
    photo = request.FILES.get("photo")
    try:
        if photo is not None:
            actions.photo_add(sheet=found, photo=photo, by=user(request), now=clock.now())
            messages.success(request, _("Billedet er gemt."))
    except SamspilError as error:
        messages.error(request, str(error))
    return redirect("dialogue:paper", uuid=uuid)


@holder_required
@require_safe
def paper_photo_file(request: HttpRequest, uuid: UUID, sheet: UUID) -> HttpResponse:
    found = queries.sheet_of(meeting=held_meeting(request), uuid=sheet)
    if not found.photo:
        raise Http404
    with found.photo.open("rb") as kept:
        return HttpResponse(kept.read(), content_type="image/jpeg")


def _saved(typed: actions.Typed) -> str:
    return ngettext(
        "%(count)s note fra bord %(table)s er gemt. Tag det næste ark.",
        "%(count)s noter fra bord %(table)s er gemt. Tag det næste ark.",
        typed.notes,
    ) % {"count": typed.notes, "table": typed.sheet.table.number}


def _page(request: HttpRequest, meeting: Meeting, form: SheetForm, status: int = 200) -> HttpResponse:
    context = {
        "meeting": meeting,
        "form": form,
        "sheets": queries.sheets(meeting=meeting),
        "rounds": queries.started_rounds(meeting=meeting),
    }
    return render(request, "dialogue/paper.html", context, status=status)
