# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who may read the letter now, and opening it to everybody or closing it again."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.dialogue.published import queries as package
from samspil.dialogue.publishing.actions import showing as actions
from samspil.dialogue.publishing.queries import versions as letter_versions
from samspil.people.roles.access import or_404, user


@holder_required
@require_http_methods(["GET", "HEAD", "POST"])
def letter_public(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Before the letter is sent there is nothing to show, and no page."""
    meeting = held_meeting(request)
    letter = or_404(package.letter_with_versions(meeting=meeting))
    if request.method == "POST":
        _press(request, uuid)
        return redirect("dialogue:letter-public", uuid=uuid)
    address = settings.ORIGIN + reverse("dialogue:public", args=[letter.public_uuid])
    context = {
        "nav": "meetings",
        "meeting": meeting,
        "letter": letter,
        "address": address,
        "recipients": letter_versions.recipient_count(meeting=meeting, now=clock.now()),
        "contacts": package.contacts(meeting=meeting),
    }
    return render(request, "dialogue/letter_public.html", context)


def _press(request: HttpRequest, uuid: UUID) -> None:
    meeting, by, now = held_meeting(request), user(request), clock.now()
    try:
        match request.POST.get("do"):
            case "show":
                actions.letter_show(meeting=meeting, indexed=request.POST.get("indexed") == "on", by=by, now=now)
                messages.success(request, _("Brevet er åbent for alle nu."))
            case "hide":
                actions.letter_hide(meeting=meeting, by=by, now=now)
                messages.success(request, _("Brevet er ikke åbent mere. Dem, det er sendt til, kan stadig læse det."))
    except SamspilError as error:
        messages.error(request, str(error))
