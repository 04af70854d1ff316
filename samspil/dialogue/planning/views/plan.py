# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The plan of a meeting: one page, one form, each part saved by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.core.ids import uuid_or_none
from samspil.dialogue.meetings import queries
from samspil.dialogue.meetings.access import held_meeting, holder_required
from samspil.dialogue.meetings.enums import Handout, ItemKind
from samspil.dialogue.planning import queries as plan_queries
from samspil.dialogue.planning.actions import attachments as attaching
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.planning.actions.changes import AskFirst
from samspil.dialogue.planning.forms.meeting import (
    AgendaItemForm,
    AgendaLineForm,
    AttachmentForm,
    MeetingForm,
    RoundForm,
    TablesForm,
)
from samspil.dialogue.planning.forms.page import ATTACH, PlanForms
from samspil.dialogue.planning.views import asking
from samspil.people.roles.access import user

if TYPE_CHECKING:
    from django import forms

    from samspil.dialogue.meetings.models import AgendaItem, Meeting


# A press that leads on once everything is saved, and where to.
WAYS_ON = {"invite": "dialogue:invitations", "print": "dialogue:print-pack"}
LATER = "later"


@holder_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the plan; POST saves every part of it, then does what the pressed button says.

    A part with a mistake is shown again as it was typed and keeps what was stored; the others are saved.
    """
    meeting = held_meeting(request)
    if request.method != "POST":
        return _page(request, PlanForms(meeting))
    page = PlanForms(meeting, request.POST, request.FILES)
    if asking.answered_no(request):
        return _page(request, page)
    try:
        wrong = _save(request, page)
        if wrong:
            return _again(request, uuid, wrong)
        press = request.POST.get("press", "")
        _do_press(request, held_meeting(request), press)
    except AskFirst as ask:
        return asking.page(request, ask, typed=page.posted_of({page.basics.prefix}))
    except SamspilError as error:
        return _page(request, PlanForms(queries.meeting_by_uuid(uuid=uuid)), error=error)
    if press in WAYS_ON:
        return redirect(WAYS_ON[press], uuid=uuid)
    messages.success(request, _("Gemt"))
    response = redirect("dialogue:plan", uuid=uuid)
    response["Location"] += f"#{_anchor(press)}"
    return response


def _save(request: HttpRequest, page: PlanForms) -> dict[str | None, list[str]]:
    """Save each part by itself. The parts that could not be saved, by prefix, with what the action said of them.

    Raises AskFirst when nothing else is wrong and people are to be told of what was changed.
    """
    wrong: dict[str | None, list[str]] = {}
    asked: AskFirst | None = None
    later = request.POST.get("press") == LATER
    # The press makes the evening longer: that and another day are one change, told once, when the agenda is saved.
    for form in sorted(page.parts, key=lambda part: later and part is page.basics):
        if not form.is_bound or not (form.has_changed() or form.errors):
            continue
        if not form.is_valid():
            wrong[form.prefix] = []
            continue
        try:
            _save_part(request, page.meeting, form, longer=later and not wrong)
        except AskFirst as ask:
            asked, wrong[form.prefix] = ask, [str(ask)]
        except SamspilError as error:
            wrong[form.prefix] = [str(error)]
    if asked and len(wrong) == 1:
        raise asked
    return wrong


def _save_part(request: HttpRequest, meeting: Meeting, form: forms.Form, *, longer: bool) -> None:
    """Save one part; `longer`: the evening ends when its agenda does."""
    by, now = user(request), clock.now()
    data = form.cleaned_data
    match form:
        case MeetingForm():
            tell = asking.answered_yes(request)
            values = form.values_for(queries.agenda(meeting=meeting).minutes) if longer else form.values
            planning.meeting_update(meeting=meeting, values=values, by=by, now=now, tell=tell)
        case AgendaLineForm():
            planning.agenda_item_update(item=form.item, by=by, now=now, **data)
        case RoundForm():
            handout = Handout(data["handout"])
            planning.round_update(round_=form.plan.round, questions=form.questions, handout=handout, by=by, now=now)
        case TablesForm():
            planning.note_takers_set(meeting=meeting, names=form.takers, by=by, now=now)
            planning.tables_set(meeting=meeting, count=data["count"], by=by, now=now)
        case AgendaItemForm():
            kind = ItemKind(data["kind"])
            planning.agenda_item_add(meeting=meeting, **data | {"kind": kind}, by=by, now=now)
        case AttachmentForm():
            attaching.attachment_add(meeting=meeting, upload=data["file"], title=data["title"], by=by, now=now)


def _again(request: HttpRequest, uuid: UUID, wrong: dict[str | None, list[str]]) -> HttpResponse:
    """The page with what was saved as it is stored now, and what was not as it was typed."""
    first = PlanForms(held_meeting(request), request.POST, request.FILES)
    page = PlanForms(first.meeting, first.posted_of(wrong), request.FILES)
    for form in page.parts:
        for said in wrong.get(form.prefix, []) if form.is_bound else []:
            form.add_error(None, said)
    return _page(request, page)


def _do_press(request: HttpRequest, meeting: Meeting, press: str) -> None:
    verb, _colon, rest = press.partition(":")
    by, now = user(request), clock.now()
    uuid = uuid_or_none(rest)
    if verb == LATER:
        over = queries.agenda(meeting=meeting).over
        planning.meeting_later(meeting=meeting, minutes=over, by=by, now=now, tell=asking.answered_yes(request))
    elif verb == "unattach" and uuid:
        attaching.attachment_remove(attachment=queries.attachment_of(meeting=meeting, uuid=uuid), by=by, now=now)
    elif verb in {"up", "down", "remove", "shorten"} and uuid:
        _press_line(request, meeting, verb, queries.agenda_item_of(meeting=meeting, uuid=uuid))


def _press_line(request: HttpRequest, meeting: Meeting, verb: str, item: AgendaItem) -> None:
    by, now = user(request), clock.now()
    if verb == "remove":
        planning.agenda_item_remove(item=item, by=by, now=now)
    elif verb == "shorten":
        minutes = max(item.minutes - queries.agenda(meeting=meeting).over, 1)
        planning.agenda_item_update(item=item, title=item.title, speaker=item.speaker, minutes=minutes, by=by, now=now)
    else:
        planning.agenda_item_move(item=item, up=verb == "up", by=by, now=now)


def _anchor(press: str) -> str:
    """Where on the page the press was."""
    verb = press.partition(":")[0]
    if verb in {ATTACH, "unattach"}:
        return "filer"
    return "dag" if verb else "top"


def _page(request: HttpRequest, page: PlanForms, *, error: SamspilError | None = None) -> HttpResponse:
    meeting = page.meeting
    context = {
        "nav": "meetings",
        "meeting": meeting,
        "page": page,
        "bar": queries.agenda_bar(meeting=meeting, evening=page.agenda),
        "missing": queries.missing_before_invitation(meeting=meeting),
        "error": error,
        "attachments": queries.attachments(meeting=meeting),
        "days_off": plan_queries.days_off(meeting=meeting),
        "year_over": plan_queries.year_over(meeting=meeting),
        "invited": meeting.invitations.count(),
    }
    return render(request, "dialogue/plan.html", context, status=422 if error or page.errors else 200)
