# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The page of a table: no account, a code from the sign on the table. Works without JavaScript."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.core.ids import uuid_or_none
from samspil.core.throttle import Throttled
from samspil.dialogue.meetings.languages import choices, known
from samspil.dialogue.notes.actions import notes as actions
from samspil.dialogue.room.actions import codes
from samspil.dialogue.room.offline_words import offline_words
from samspil.dialogue.room.queries import room as queries
from samspil.ui.languages import speaks
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import MeetingTable
    from samspil.dialogue.notes.models import Note

# A phone may be hours wrong; a claim further off than this is no claim.
SANE_CLOCK = timedelta(days=2)


@speaks("da", "en", "ar")
@require_http_methods(["GET", "HEAD", "POST"])
def table_find(request: HttpRequest) -> HttpResponse:
    """Type the code of the table."""
    if request.method != "POST":
        return render(request, "dialogue/table_find.html", {"code": ""})
    code = request.POST.get("code", "")
    try:
        table = codes.table_found(request, code=code)
    except Throttled as error:
        return render(request, "dialogue/table_find.html", {"code": code, "error": error}, status=429)
    return redirect("dialogue:table", code=table.code) if table else _not_found(request, code)


def _not_found(request: HttpRequest, code: str) -> HttpResponse:
    """Also on a sign's own address: who sits at a table finds it here, not on a page where one logs in."""
    wrong = _("Koden passer ikke til et bord. Se på skiltet, og prøv igen. Koden har seks tegn.")
    ended = _("Når brevet fra mødet er sendt, virker koden ikke mere.")
    return render(request, "dialogue/table_find.html", {"code": code, "error": f"{wrong} {ended}"}, status=404)


@speaks("da", "en", "ar")
@require_safe
def table(request: HttpRequest, code: str) -> HttpResponse:
    """Question, time left, one field, and the table's own notes."""
    found = codes.table_found(request, code=code)
    return codes.remember(_page(request, found, {}), found) if found else _not_found(request, code)


@speaks("da", "en", "ar")
@posted("dialogue:table", "code")
def note_write(request: HttpRequest, code: str) -> HttpResponse:
    """Take a note. Sent twice, it is one note; what is refused comes back with its text."""
    table = codes.table_opened(request, code=code)
    uuid, text = uuid_or_none(request.POST.get("uuid", "")) or uuid4(), request.POST.get("note", "")
    round_number = _number(request.POST.get("round", ""))
    try:
        written = actions.note_write(
            uuid=uuid,
            table=table,
            round_=queries.round_for_note(table=table, number=round_number),
            text=text,
            language=known(request.POST.get("language", "")),
            now=clock.now(),
            written_at=_written_at(request.POST.get("written_at", "")),
            again="again" in request.POST,
        )
    except SamspilError as error:
        kept = {"error": error, "text": text, "new_uuid": uuid, "kept_round": round_number}
        return _refused(request, table, error, kept)
    if request.accepts("text/html"):
        return _back(table, written.note)
    return JsonResponse(_acknowledged(request, table, written.note))


@speaks("da", "en", "ar")
@posted("dialogue:table", "code")
def note_change(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Star, dissent, edit, withdraw or bring back one of the table's own notes."""
    table = codes.table_opened(request, code=code)
    note = queries.own_note(table=table, uuid=uuid)
    text, now = request.POST.get("note", ""), clock.now()
    try:
        match request.POST.get("do"):
            case "star" | "unstar" as do:
                actions.note_essential_set(note=note, essential=do == "star", now=now)
            case "dissent" | "agree" as do:
                said = request.POST.get("dissent", "") if do == "dissent" else ""
                actions.note_dissent_set(note=note, dissent=do == "dissent", text=said, now=now)
            case "quotable" | "unquotable" as do:
                actions.note_quotable_set(note=note, quotable=do == "quotable", now=now)
            case "edit":
                language = known(request.POST["language"]) if "language" in request.POST else ""
                actions.note_edit(note=note, text=text, language=language, now=now)
            case "withdraw":
                actions.note_withdraw(note=note, now=now)
            case "restore":
                actions.note_restore(note=note, now=now)
            case _:
                return HttpResponseBadRequest()
    except SamspilError as error:
        dissent = request.POST.get("dissent", "")
        lost = {"edit": text, "dissent": dissent}.get(request.POST.get("do", ""), "")
        kept = {"note_text": text, "note_dissent": dissent, "note_lost": lost}
        return _refused(request, table, error, {"note_error": error, "note_error_uuid": uuid, **kept})
    return _changed(request, table, note)


def _page(request: HttpRequest, table: MeetingTable, extra: dict[str, object], status: int = 200) -> HttpResponse:
    language = get_language() or "da"
    context = {
        **queries.table_page(table=table, language=language, now=clock.now()),
        "new_uuid": uuid4(),
        "languages": choices(table.meeting.languages),
        "offline_words": offline_words(),
        "note_language": known(request.POST.get("language", "") or language),
        **extra,
    }
    return render(request, "dialogue/table.html", context, status=status)


def _acknowledged(request: HttpRequest, table: MeetingTable, note: Note) -> dict[str, object]:
    """What the device needs to show this note as saved, and no more: ten tables send at the same moment."""
    context = queries.table_note(table=table, note=note, now=clock.now())
    item = render_to_string("dialogue/table_item.html", context, request)
    return {"saved": True, "uuid": str(note.pk), "round": note.round.number if note.round else None, "item": item}


def _changed(request: HttpRequest, table: MeetingTable, note: Note) -> HttpResponse:
    """All the table's notes: a star given is a star fewer for the others."""
    if request.accepts("text/html"):
        return _back(table, note)
    return JsonResponse({"saved": True, "uuid": str(note.pk), "html": _notes(request, table)})


def _back(table: MeetingTable, note: Note) -> HttpResponse:
    return redirect(f"{reverse('dialogue:table', args=[table.code])}#note-{note.pk}")


def _refused(request: HttpRequest, table: MeetingTable, error: SamspilError, kept: dict[str, object]) -> HttpResponse:
    if not request.accepts("text/html"):
        return JsonResponse({"saved": False, "message": str(error), "code": error.code}, status=422)
    return _page(request, table, kept, status=422)


def _notes(request: HttpRequest, table: MeetingTable) -> str:
    context = queries.table_notes(table=table, now=clock.now())
    return render_to_string("dialogue/table.html#notes", context, request)


def _number(value: str) -> int | None:
    return int(value) if value.isdecimal() and len(value) < 4 else None


def _written_at(value: str) -> datetime | None:
    """The device's claim in milliseconds since 1970; None when it is no time or wildly wrong."""
    if not value.isdecimal() or len(value) > 14:
        return None
    claim = datetime.fromtimestamp(int(value) / 1000, UTC)
    return claim if abs(claim - clock.now()) < SANE_CLOCK else None
