# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The hearing: the officer's page, and the page where those who were there say whether the draft fits."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.dialogue.hearing import actions, queries
from samspil.dialogue.hearing import mails as hearing_mail
from samspil.dialogue.hearing.forms import WHOLE, HearingForm, HearingOpenForm, RemarkForm
from samspil.dialogue.letter.queries import draft as letters
from samspil.dialogue.letter.queries.obstacles import names_seen, obstacles
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.people.links.errors import LinkError
from samspil.people.links.queries import link_by_token
from samspil.people.roles.access import or_404, user
from samspil.ui.languages import speaks
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.dialogue.hearing.models import HearingRemark
    from samspil.dialogue.letter.content import Point
    from samspil.dialogue.meetings.models import Meeting


@holder_required
@require_safe
def hearing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Open a hearing, follow it, and answer what was written."""
    return _page(request, held_meeting(request))


@holder_required
@posted("dialogue:hearing", "uuid")
def hearing_open(request: HttpRequest, uuid: UUID) -> HttpResponse:
    meeting = held_meeting(request)
    form = HearingOpenForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form=form, status=422)
    try:
        actions.hearing_open(
            meeting=meeting,
            days=form.cleaned_data["days"],
            names_checked=form.cleaned_data["names_checked"],
            by=user(request),
            now=clock.now(),
        )
    except SamspilError as error:
        return _page(request, meeting, form=form, error=error, status=409)
    messages.success(request, _("Høringen er åben. Mailene er på vej."))
    return redirect("dialogue:hearing", uuid=uuid)


@holder_required
@posted("dialogue:hearing", "uuid")
def hearing_close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    actions.hearing_close(meeting=held_meeting(request), by=user(request), now=clock.now())
    messages.success(request, _("Høringen er lukket. Svarene er gemt."))
    return redirect("dialogue:hearing", uuid=uuid)


@holder_required
@posted("dialogue:hearing", "uuid")
def remark_reply(request: HttpRequest, uuid: UUID, remark: UUID) -> HttpResponse:
    """Answer one remark."""
    meeting = held_meeting(request)
    found = or_404(queries.remark_of(meeting=meeting, uuid=remark))
    form = RemarkForm(request.POST, auto_id=f"id_{remark}_%s")
    if not form.is_valid():
        return _page(request, meeting, reply=(found, form), status=422)
    try:
        actions.remark_reply(
            remark=found,
            taken=form.cleaned_data["taken"] == "yes",
            reply=form.cleaned_data["reply"],
            revision=form.cleaned_data["revision"],
            by=user(request),
            now=clock.now(),
        )
    except SamspilError as error:
        return _page(request, meeting, reply=(found, form), error=error, status=409)
    messages.success(request, _("Svaret er gemt. Den, der skrev, kan læse det på sit link."))
    return redirect(f"{reverse('dialogue:hearing', args=[uuid])}#bemaerkning-{remark}")


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    form: HearingOpenForm | None = None,
    reply: tuple[HearingRemark, RemarkForm] | None = None,
    error: SamspilError | None = None,
    status: int = 200,
) -> HttpResponse:
    heard = queries.heard(meeting=meeting, now=clock.now())
    draft = letters.draft(meeting=meeting, by=user(request))
    context = {
        "nav": "meetings",
        "meeting": meeting,
        "heard": heard,
        "last_day": hearing_mail.last_day(heard.hearing.closes_at) if heard else None,
        "rows": [(row, [(remark, _form(remark, reply)) for remark in row.remarks]) for row in heard.rows]
        if heard
        else [],
        "form": form or HearingOpenForm(),
        "obstacles": error.obstacles if isinstance(error, actions.NotReady) else obstacles(draft),
        "names": names_seen(draft),
        "saved": draft.letter is not None,
        "to_ask": queries.to_ask_count(meeting=meeting, now=clock.now()),
        "error": error,
        "reply_form": reply[1] if reply else None,
    }
    return render(request, "dialogue/hearing.html", context, status=status)


def _form(remark: HearingRemark, reply: tuple[HearingRemark, RemarkForm] | None) -> RemarkForm:
    """The form under a remark: as it was sent, where it was refused."""
    if reply is not None and reply[0].pk == remark.pk:
        data = reply[1].data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["revision"] = str(remark.revision)
        reply[1].data = data
        return reply[1]
    taken = {True: "yes", False: "no"}.get(remark.taken) if remark.taken is not None else None
    initial = {"revision": remark.revision, "taken": taken, "reply": remark.reply}
    return RemarkForm(initial=initial, auto_id=f"id_{remark.uuid}_%s")


@speaks("da", "en", "ar")
@require_http_methods(["GET", "HEAD", "POST"])
def hearing_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Say of each point whether it fits, by personal link. Opening it changes nothing: mail scanners open links too."""
    now = clock.now()
    try:
        link = link_by_token(token=token, purpose=hearing_mail.PURPOSE, now=now)
    except LinkError as closed:
        return render(request, "dialogue/link_closed.html", {"error": closed}, status=404)
    asked = or_404(queries.asked_by_link(link=link, now=now))
    form = HearingForm(request.POST if request.method == "POST" else None, asked=asked)
    error: SamspilError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.hearing_answer(link=link, said=form.said, now=now)
        except SamspilError as refused:
            # It may have been closed while this one wrote.
            error, asked = refused, or_404(queries.asked_by_link(link=link, now=now))
        else:
            return redirect(f"{request.path}?svaret=1#tak")
    context = {
        "asked": asked,
        "content": asked.content,
        "readings": queries.asked_readings(asked=asked, language=get_language() or "da"),
        "last_day": hearing_mail.last_day(asked.hearing.closes_at),
        "form": form,
        "sections": _sections(asked, form),
        "total": len(form.refs),
        "done": len(form.refs) - len(form.unanswered),
        "next": form.unanswered[0] if form.unanswered else None,
        "whole": asked.said.get(""),
        "unsent": _unsent(asked, form),
        "error": error,
        "answered": "svaret" in request.GET and asked.ask.answered_at is not None,
    }
    return render(request, "dialogue/hearing_answer.html", context, status=422 if form.errors or error else 200)


def _unsent(asked: queries.Asked, form: HearingForm) -> list[tuple[Point | None, str]]:
    """What was typed and not kept, when the hearing was closed meanwhile: with its point, None for the whole letter."""
    if asked.open or not form.is_bound:
        return []
    typed: list[tuple[Point | None, str]] = [
        (point, form.of_point(place)[1].value() or "") for place, point in enumerate(asked.content.points)
    ]
    typed.append((None, form[WHOLE].value() or ""))
    kept = {ref: remark.words for ref, remark in asked.said.items()}
    return [(point, said) for point, said in typed if said.strip() and said != kept.get(point.ref if point else "")]


def _sections(asked: queries.Asked, form: HearingForm) -> list[dict[str, object]]:
    """Theme by theme, each point with its two fields and with what was answered to its remark."""
    points = list(asked.content.points)
    return [
        {
            "title": section.title,
            "spoken": section.spoken,
            "all": form[f"all{at}"],
            "rows": [
                {
                    "place": place,
                    "point": points[place],
                    "verdict": form.of_point(place)[0],
                    "words": form.of_point(place)[1],
                    "remark": asked.said.get(points[place].ref),
                }
                for place in section.places
            ],
        }
        for at, section in enumerate(form.sections)
    ]
