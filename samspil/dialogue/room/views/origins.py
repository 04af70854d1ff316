# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Notes from the talks and the plenum, written by an officer; and the page where names in a note are masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.core.ids import whole_number
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.dialogue.notes.actions import notes as actions
from samspil.dialogue.notes.actions.readings import note_mask
from samspil.dialogue.notes.queries import origins as queries
from samspil.dialogue.notes.queries.notes import where
from samspil.dialogue.privacy.actions import erasing
from samspil.dialogue.privacy.queries.erasing import Saying, masked_of, sayings
from samspil.dialogue.room.forms import OriginNoteForm
from samspil.people.roles.access import user
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting
    from samspil.dialogue.notes.models import Note


@holder_required
@require_http_methods(["GET", "HEAD", "POST"])
def origins(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write a note from a talk or the plenum; below, those that are written."""
    meeting = held_meeting(request)
    talks = queries.talks(meeting=meeting)
    if request.method != "POST":
        said = request.GET.get("sagt", "")
        initial: dict[str, Any] = {"uuid": uuid4()}
        if said == "plenum" or any(str(talk.uuid) == said for talk in talks):
            initial["said"] = said
        return _page(request, meeting, OriginNoteForm(talks=talks, initial=initial))
    form = OriginNoteForm(request.POST, talks=talks)
    if not form.is_valid():
        return _page(request, meeting, form, status=422)
    data = form.cleaned_data
    try:
        actions.origin_note_write(
            uuid=data["uuid"],
            meeting=meeting,
            text=data["note"],
            talk=form.talk,
            slide=data["slide"],
            by=user(request),
            now=clock.now(),
        )
    except SamspilError as error:
        form.add_error(None, str(error))
        return _page(request, meeting, form, status=409)
    messages.success(request, _("Noten er gemt. Skriv den næste, eller gå til sorteringen."))
    response = redirect("dialogue:origins", uuid=uuid)
    response["Location"] += f"?sagt={data['said']}"
    return response


@holder_required
@posted("dialogue:origins", "uuid")
def origin_change(request: HttpRequest, uuid: UUID, note: UUID) -> HttpResponse:
    """Change the words of such a note, or take it back."""
    meeting = held_meeting(request)
    found, now, by = queries.origin_note(meeting=meeting, uuid=note), clock.now(), user(request)
    try:
        if request.POST.get("do") == "withdraw":
            actions.note_withdraw(note=found, now=now, by=by)
            messages.success(request, _("Noten er taget væk."))
        else:
            actions.note_edit(note=found, text=request.POST.get("note", ""), now=now, by=by)
            messages.success(request, _("Noten er rettet."))
    except SamspilError as error:
        messages.error(request, str(error))
        if (words := request.POST.get("note")) is not None:
            form = OriginNoteForm(talks=queries.talks(meeting=meeting))
            return _page(request, meeting, form, status=409, edit=str(note), reworded=words)
    return redirect("dialogue:origins", uuid=uuid)


@holder_required
@require_http_methods(["GET", "HEAD", "POST"])
def sorting_names(request: HttpRequest, uuid: UUID, note: UUID) -> HttpResponse:
    """Choose the words that are published as »[navn]«. The original is kept."""
    meeting = held_meeting(request)
    found = queries.note_of(meeting=meeting, uuid=note)
    if request.method != "POST":
        return _names(request, meeting, found)
    codes, revision = request.POST.getlist("word"), request.POST.get("revision", "")
    try:
        note_mask(
            note=found,
            spans=queries.spans_of(codes),
            dissent_spans=queries.spans_of(codes, dissent=True),
            revision=-1 if (number := whole_number(revision)) is None else number,
            by=user(request),
            now=clock.now(),
        )
    except SamspilError as error:
        return _names(request, meeting, queries.note_of(meeting=meeting, uuid=note), error=error)
    messages.success(request, _("Gemt. Sådan bringes noten i brevet. Bordets egne ord er her endnu."))
    for saying in sayings(meeting=meeting, own=masked_of(note=queries.note_of(meeting=meeting, uuid=note))):
        messages.warning(
            request,
            _("Det, du har skjult, står også %(where)s: »%(words)s«. Skriv det om.")
            % {"where": saying.where, "words": saying.words},
        )
    response = redirect("dialogue:sorting", uuid=uuid)
    response["Location"] += f"?note={note}"
    return response


@holder_required
@require_POST
def note_erase(request: HttpRequest, uuid: UUID, note: UUID) -> HttpResponse:
    """Erase a note's words, when the officer has said yes to it."""
    found = queries.note_of(meeting=held_meeting(request), uuid=note)
    if request.POST.get("yes") != "on":
        messages.warning(request, _("Intet er slettet. Sæt flueben ved »Ja, slet ordene«, hvis du er sikker."))
        return redirect("dialogue:sorting-names", uuid=uuid, note=note)
    try:
        erased = erasing.note_take_away(note=found, by=user(request), now=clock.now())
    except erasing.StillSaid as error:
        return _names(request, found.meeting, found, error=error, reword=error.saying)
    messages.success(request, _("Ordene er slettet. Noten tæller stadig med."))
    if erased.places:
        messages.warning(
            request,
            _("Ordene stod også %(places)s. De er taget ud dér. Er brevet sendt, så send et rettet brev.")
            % {"places": ", ".join(erased.places)},
        )
    response = redirect("dialogue:sorting", uuid=uuid)
    response["Location"] += f"?note={note}"
    return response


def _page(
    request: HttpRequest,
    meeting: Meeting,
    form: OriginNoteForm,
    *,
    status: int = 200,
    edit: str = "",
    reworded: str | None = None,
) -> HttpResponse:
    """`reworded` is what somebody wrote for the note `edit` that could not be saved."""
    notes = [(note, where(note)) for note in queries.origin_notes(meeting=meeting)]
    context = {
        "meeting": meeting,
        "form": form,
        "notes": notes,
        "nav": "meetings",
        "edit": edit or request.GET.get("ret", ""),
        "reworded": reworded,
    }
    return render(request, "dialogue/sorting_origins.html", context, status=status)


def _names(
    request: HttpRequest, meeting: Meeting, note: Note, error: SamspilError | None = None, reword: Saying | None = None
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "note": note,
        "where": where(note),
        "words": queries.maskable(note=note),
        "dissent_words": queries.maskable(note=note, dissent=True),
        "error": error,
        # What must be reworded before the note can be erased.
        "reword": reword,
        "nav": "meetings",
    }
    return render(request, "dialogue/sorting_names.html", context, status=409 if error else 200)
