# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Typing in what a family answered on paper or in a call: written down, read back, and then kept."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samspil.asking import actions, hooks
from samspil.asking.enums import Origin
from samspil.asking.forms import AnswersForm, GivenForm
from samspil.asking.paper import code_of, sheet_pdf
from samspil.asking.queries.sets import asked_for_typist
from samspil.asking.queries.sheets import Sheet, school_of, sheet_of
from samspil.core import clock
from samspil.core.errors import Refused
from samspil.people.roles import access
from samspil.people.roles.queries.shown import shown_name
from samspil.ui.downloads import download
from samspil.ui.refusable import form_status

# What the page that reads back has of its own.
OWN = {"csrfmiddlewaretoken", "laes", "gem"}
WAYS = {
    "papir": (Origin.PAPER, gettext_lazy("Fra papir")),
    "telefon": (Origin.PHONE, gettext_lazy("I telefonen")),
    "samtale": (Origin.TALK, gettext_lazy("I en samtale")),
}


@access.login_required
@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: HttpRequest, uuid: UUID, way: str) -> HttpResponse:
    """Three presses: write it down, read it back to them, keep it. Each page sends all of it on, so nothing is lost."""
    user, now = access.user(request), clock.now()
    asked, question_set = access.or_404(asked_for_typist(uuid=uuid, user=user, now=now))
    if way not in WAYS:
        raise Http404
    origin, heading = WAYS[way]
    row = actions.typed_read(asked=asked, question_set=question_set, origin=origin, by=user, now=now)
    sheet = sheet_of(asked=asked, origin=origin, language="da", now=now)
    data = request.POST if request.method == "POST" else None
    form = AnswersForm(data, questions=sheet.questions, each=False)
    given = GivenForm(data, today=clock.today(now), initial={"given_on": clock.today(row.given_at) if row else None})
    back = hooks.pages.first(feature=question_set.feature, subject=question_set.subject)
    error: Refused | None = None
    if request.method == "POST" and "helst-ikke" in request.POST:
        actions.decline(asked=asked, origin=origin, by_user=user, now=now)
        messages.success(request, _("Gemt. De bliver ikke spurgt igen."))
        return redirect(back or request.path)
    valid = request.method == "POST" and form.is_valid() and given.is_valid()
    if valid and "gem" in request.POST:
        try:
            _save(request, sheet, form, given, origin)
        except Refused as refused:
            error = refused
        else:
            messages.success(request, _("Gemt. Familien kan ændre det, til der lukkes."))
            return redirect(back or request.path)
    reading = valid and "laes" in request.POST and not error
    context = {
        "sheet": sheet,
        "form": form,
        "given": given,
        "row": row,
        "heading": heading,
        "way": way,
        "ways": [(key, words) for key, (_origin, words) in WAYS.items()],
        "names": _names(request, sheet, now),
        "code": code_of(sheet),
        "own": sheet_of(asked=asked, origin=origin, language=asked.person.language or "da", now=now),
        "error": error,
        "back": back,
    }
    if reading:
        context["sent"] = [(name, one) for name in form.data for one in request.POST.getlist(name) if name not in OWN]
    page = "asking/read_back.html" if reading else "asking/type_in.html"
    return render(request, page, context, status=409 if error else max(form_status(form), form_status(given)))


def _save(request: HttpRequest, sheet: Sheet, form: AnswersForm, given: GivenForm, origin: Origin) -> None:
    day: dt.date | None = given.cleaned_data["given_on"]
    actions.answer(
        asked=sheet.asked,
        values=form.said,
        origin=origin,
        by_user=access.user(request),
        # What the form has been compared with: between that and now somebody else may save.
        seen=sheet.revision,
        given_at=dt.datetime.combine(day, dt.time(12), clock.HOUSE_ZONE) if day else None,
        now=clock.now(),
    )


def _names(request: HttpRequest, sheet: Sheet, now: dt.datetime) -> dict[str, object]:
    held, viewer, school = access.held_roles(request), access.user(request).person_id, school_of(sheet=sheet, now=now)

    def name(person: object) -> str:
        return shown_name(person=person, held=held, viewer_person_id=viewer, school_id=school)  # type: ignore[arg-type]

    return {"asked": name(sheet.asked.person), "pupils": [(name(one), place) for one, place in sheet.places]}


@require_safe
@access.login_required
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user, now = access.user(request), clock.now()
    asked, _question_set = access.or_404(asked_for_typist(uuid=uuid, user=user, now=now))
    language = asked.person.language or "da"
    sheet = sheet_of(asked=asked, origin=Origin.PAPER, language=language, now=now)
    return download(sheet_pdf(sheet=sheet, language=language), "application/pdf", "spoergsmaal.pdf", inline=True)
