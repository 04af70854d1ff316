# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The letter in other languages: each piece that a person wrote, with a field for what it says to its readers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.core import clock
from samspil.dialogue.letter.queries.draft import letter_of
from samspil.dialogue.letter.queries.obstacles import masked_in
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.dialogue.notes.translating import has_translator
from samspil.dialogue.published.forms import ReadingsForm
from samspil.dialogue.publishing.actions import readings as actions
from samspil.dialogue.publishing.queries import readings as queries
from samspil.dialogue.publishing.queries import versions as letter_versions
from samspil.people.roles.access import or_404, user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samspil.dialogue.letter.models import Letter

DRAFTS, NAMES_CHECKED = "drafts", "names_checked"


@holder_required
@require_http_methods(["GET", "HEAD", "POST"])
def letter_readings(request: HttpRequest, uuid: UUID, language: str) -> HttpResponse:
    """Before the letter is saved there is nothing to translate, and no page."""
    letter = or_404(letter_of(meeting=held_meeting(request)))
    if language not in queries.OFFERED:
        raise Http404
    rows = queries.reading_rows(letter=letter, language=language)
    if request.method != "POST":
        return _page(request, letter, language, ReadingsForm(rows=rows, language=language))
    form = ReadingsForm(request.POST, rows=rows, language=language)
    if not form.is_valid():
        return _page(request, letter, language, form, status=409)
    names = masked_in(meeting=letter.meeting, texts=[one.text for one in form.written])
    if names and not request.POST.get(NAMES_CHECKED):
        form.add_error(None, _("Nogle af ordene er skjult i en note. Intet er gemt endnu."))
        return _page(request, letter, language, form, status=409, names=names)
    by, now = user(request), clock.now()
    try:
        saved = actions.readings_save(letter=letter, language=language, written=form.written, by=by, now=now)
    except actions.ReadingChanged as error:
        return _page_anew(request, letter, language, error)
    if request.POST.get("press") == DRAFTS and has_translator():
        actions.reading_drafts_ask(letter=letter, language=language, by=by, now=now)
        messages.success(request, _("Udkastene er på vej. Hent siden om lidt. De gælder først, når du har sagt ja."))
    elif saved:
        sent = letter_versions.latest_of(letter=letter)
        messages.success(
            request,
            _("Oversættelsen er gemt. Læserne ser den nu.")
            if sent
            else _("Oversættelsen er gemt. Læserne ser den, når brevet er sendt."),
        )
    return redirect("dialogue:letter-readings", uuid=uuid, language=language)


def _page_anew(request: HttpRequest, letter: Letter, language: str, error: Exception) -> HttpResponse:
    """Somebody was faster, between the check and the saving: the check is made again, of what is stored now."""
    form = ReadingsForm(request.POST, rows=queries.reading_rows(letter=letter, language=language), language=language)
    if form.is_valid():
        form.add_error(None, str(error))
    return _page(request, letter, language, form, status=409)


def _page(
    request: HttpRequest,
    letter: Letter,
    language: str,
    form: ReadingsForm,
    *,
    status: int = 200,
    names: Sequence[str] = (),
) -> HttpResponse:
    published = letter_versions.latest_of(letter=letter)
    mails = letter_versions.mail_languages(meeting=letter.meeting, now=clock.now())
    context = {
        "nav": "meetings",
        "meeting": letter.meeting,
        "language": language,
        "languages": queries.languages(meeting=letter.meeting, mails=mails),
        "form": form,
        "ready": sum(row.is_ready for row in form.rows),
        "drafts": sum(row.is_draft for row in form.rows),
        "sent": published,
        "has_translator": has_translator(),
        "names": names,
    }
    return render(request, "dialogue/letter_readings.html", context, status=status)
