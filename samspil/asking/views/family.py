# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""A family's pages, by personal link: one question a page, what they have said, and other ways to answer."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.asking import actions
from samspil.asking.enums import Origin, Wish
from samspil.asking.forms import AnswersForm, CallForm, DayForm
from samspil.asking.paper import sheet_pdf
from samspil.asking.queries.sheets import SPOKEN, Sheet, sheet_by_link
from samspil.asking.rules import Said
from samspil.core import clock
from samspil.core.errors import Refused
from samspil.people.links.actions import link_used
from samspil.people.links.errors import LinkError
from samspil.ui.downloads import download
from samspil.ui.languages import speaks
from samspil.ui.refusable import RefusableForm, form_status

P = ParamSpec("P")
READ_OR_POST = ["GET", "HEAD", "POST"]


def by_link(
    view: Callable[Concatenate[HttpRequest, Sheet, str, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """The sheet that the link opens. Opening changes nothing: mail scanners open links too. Where it opens nothing any
    more, what was typed on the page is shown again.
    """

    @functools.wraps(view)
    def opened(request: HttpRequest, /, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            sheet = sheet_by_link(token=token, language=get_language() or "da", now=clock.now())
        except LinkError as closed:
            typed = [words for name in request.POST if name.startswith("t") for words in request.POST.getlist(name)]
            return render(request, "asking/link_closed.html", {"error": closed, "typed": typed}, status=404)
        return view(request, sheet, token, *args, **kwargs)

    return opened


@speaks(*SPOKEN)
@require_http_methods(READ_OR_POST)
@by_link
def start(request: HttpRequest, sheet: Sheet, token: str) -> HttpResponse:
    """What it is about, and what they have said; here they may say that they would rather not answer."""
    now = clock.now()
    if request.method == "POST":
        act = actions.decline if "helst-ikke" in request.POST else actions.share
        act(asked=sheet.asked, now=now)
        _used(sheet)
        return redirect(f"{reverse('asking:start', args=[token])}?svaret=1#tak")
    next_ = sheet.after(0)
    context = {"sheet": sheet, "token": token, "next": next_, "answered": "svaret" in request.GET}
    return render(request, "asking/start.html", context)


@speaks(*SPOKEN)
@require_http_methods(READ_OR_POST)
@by_link
def question(request: HttpRequest, sheet: Sheet, token: str, number: int) -> HttpResponse:
    shown = next((one for one in sheet.questions if one.number == number), None)
    if shown is None:
        raise Http404
    form = AnswersForm(request.POST if request.method == "POST" else None, questions=[shown])
    rather_not = "helst-ikke" in request.POST
    error: Refused | None = None
    if request.method == "POST" and (rather_not or form.is_valid()):
        said = {shown.row.key: Said(declined=True)} if rather_not else form.said
        try:
            actions.answer(asked=sheet.asked, values=said, origin=Origin.LINK, now=clock.now())
        except Refused as refused:
            error = refused
        else:
            _used(sheet)
            return _onward(token, sheet, number)
    if request.method != "POST" and not sheet.open:
        return redirect("asking:start", token)
    context = {"sheet": sheet, "token": token, "question": shown, "form": form, "part": form.parts[0], "error": error}
    status = 409 if error else form_status(form)
    return render(request, "asking/question.html", context, status=status)


def _onward(token: str, sheet: Sheet, number: int) -> HttpResponse:
    """To the next question that has no answer; when all have, to what they have said."""
    left = [one for one in sheet.left if one.number != number]
    after = next(iter(sorted(left, key=lambda one: (one.number < number, one.number))), None)
    if after is None:
        return redirect(f"{reverse('asking:start', args=[token])}?svaret=1#tak")
    return redirect("asking:question", token, after.number)


@speaks(*SPOKEN)
@require_http_methods(READ_OR_POST)
@by_link
def otherwise(request: HttpRequest, sheet: Sheet, token: str) -> HttpResponse:
    """On paper, by a call, or another day: none of it asks more of them."""
    asked, done = sheet.asked, ""
    call, day = CallForm(initial={"interpreter": asked.interpreter}), DayForm(initial={"day": asked.remind_on})
    form: RefusableForm | None = None
    if request.method == "POST":
        form, done = _otherwise(request, sheet)
        if not form.errors:
            _used(sheet)
            messages.success(request, done)
            return redirect("asking:otherwise", token)
        call, day = (form, day) if isinstance(form, CallForm) else (call, form)  # type: ignore[assignment]  # one of both
    context = {"sheet": sheet, "token": token, "call": call, "day": day, "form": form}
    return render(request, "asking/otherwise.html", context, status=form_status(form))


def _otherwise(request: HttpRequest, sheet: Sheet) -> tuple[RefusableForm, str]:
    asked, now, press = sheet.asked, clock.now(), request.POST.get("tryk", "")
    form: RefusableForm = DayForm(request.POST) if press == "dag" else CallForm(request.POST)
    if not form.is_valid():
        return form, ""
    values = form.cleaned_data
    try:
        if press == "dag":
            day = actions.postpone(asked=asked, day=values["day"], now=now).remind_on
            return form, _("Det er i orden. Vi minder jer om det den %(day)s.") % {
                "day": f"{day:%d.%m.%Y}" if day else ""
            }
        wish = {"ring": Wish.CALL, "papir": Wish.PAPER}.get(press, "")
        actions.call_ask(asked=asked, wish=wish, interpreter=values["interpreter"] and wish == Wish.CALL, now=now)
    except Refused as refusal:
        form.add_refusal(refusal)
        return form, ""
    said = {"ring": _("Vi ringer til jer."), "papir": _("I får papiret med hjem fra skolen.")}
    return form, said.get(press, _("Det er slettet igen."))


@speaks(*SPOKEN)
@require_safe
@by_link
def paper(request: HttpRequest, sheet: Sheet, token: str) -> HttpResponse:
    made = sheet_pdf(sheet=sheet, language=get_language() or "da")
    return download(made, "application/pdf", "spoergsmaal.pdf", inline=True)


def _used(sheet: Sheet) -> None:
    if sheet.link is not None:
        link_used(link=sheet.link, now=clock.now())
