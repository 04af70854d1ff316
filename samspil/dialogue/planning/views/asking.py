# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Asking before people are told: another day, time or place, or a meeting called off."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.dialogue.meetings.words import moved
from samspil.dialogue.planning.actions import changes
from samspil.dialogue.planning.forms.meeting import CallOffForm
from samspil.people.roles.access import user

if TYPE_CHECKING:
    from samspil.dialogue.planning.actions.changes import AskFirst

ANSWER, YES, NO = "besked", "ja", "nej"
OWN = {ANSWER, "csrfmiddlewaretoken"}


def answered_yes(request: HttpRequest) -> bool:
    """The officer knows that people are told."""
    return request.POST.get(ANSWER) == YES


def answered_no(request: HttpRequest) -> bool:
    """The officer was asked and goes back: what was typed is shown again, and nothing is saved."""
    return request.POST.get(ANSWER) == NO


def page(request: HttpRequest, ask: AskFirst, *, typed: QueryDict) -> HttpResponse:
    """Says what changes and how many are told. The press sends `typed` once more, with the answer."""
    context = {
        "nav": "meetings",
        "meeting": ask.after,
        "lines": moved(ask.before, ask.after),
        "people": ask.people,
        "typed": [(name, value) for name, values in typed.lists() if name not in OWN for value in values],
    }
    return render(request, "dialogue/meeting_ask_first.html", context, status=409)


@holder_required
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Call the meeting off: the page says who is told, the press does it."""
    meeting = held_meeting(request)
    now = clock.now()
    people = changes.told_of(meeting=meeting, now=now)
    form = CallOffForm(request.POST if request.method == "POST" else None)
    error: SamspilError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            changes.meeting_call_off(meeting=meeting, reason=form.cleaned_data["reason"], by=user(request), now=now)
        except SamspilError as refused:
            error = refused
        else:
            said = ngettext(
                "Mødet er aflyst. %(people)s får mail om det.", "Mødet er aflyst. %(people)s får mail om det.", people
            )
            messages.success(request, said % {"people": people})
            return redirect("dialogue:meeting", uuid=uuid)
    context = {"nav": "meetings", "meeting": meeting, "form": form, "people": people, "error": error}
    status = 409 if error else 422 if form.errors else 200
    return render(request, "dialogue/meeting_call_off.html", context, status=status)
