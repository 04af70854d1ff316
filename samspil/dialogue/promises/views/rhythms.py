# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""Choosing how often the mails about promises come, by the personal link in each of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from samspil.core import clock
from samspil.dialogue.promises.actions.rhythms import rhythm_choose
from samspil.dialogue.promises.enums import Rhythm
from samspil.dialogue.promises.forms.rhythms import RhythmForm
from samspil.dialogue.promises.queries.rhythms import rhythm_by_link
from samspil.dialogue.publishing.links import PURPOSE
from samspil.people.links.errors import LinkError
from samspil.people.links.queries import link_by_token
from samspil.ui.languages import speaks


@speaks("da", "en", "ar")
@require_http_methods(["GET", "HEAD", "POST"])
def letter_link_mails(request: HttpRequest, token: str) -> HttpResponse:
    """What is chosen, and choosing anew. Opening it changes nothing: mail scanners open links too."""
    now = clock.now()
    try:
        link = link_by_token(token=token, purpose=PURPOSE, now=now)
    except LinkError as closed:
        return render(request, "dialogue/link_closed.html", {"error": closed}, status=404)
    if link.role_address is None and not link.as_guardian:
        raise Http404
    chosen = Rhythm(rhythm_by_link(link=link).rhythm)
    form = RhythmForm(request.POST if request.method == "POST" else None, initial={"rhythm": chosen.value})
    if request.method == "POST" and form.is_valid():
        rhythm_choose(link=link, rhythm=Rhythm(form.cleaned_data["rhythm"]), now=now)
        return redirect(f"{request.path}?gemt=1")
    context = {
        "form": form,
        "token": token,
        "address": link.role_address,
        "chosen": chosen,
        "saved": "gemt" in request.GET,
    }
    return render(request, "dialogue/mail_rhythm.html", context, status=422 if form.errors else 200)
