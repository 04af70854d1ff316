# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The plan of a meeting: one page, saved part by part."""

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
from samspil.dialogue.meetings.enums import Handout, ItemKind
from samspil.dialogue.planning.actions import attachments as attaching
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.planning.forms import (
    AgendaItemForm,
    AgendaLineForm,
    AttachmentForm,
    MeetingForm,
    RoundForm,
    TablesForm,
)
from samspil.people.roles.access import officer_required, user
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from django import forms

    from samspil.dialogue.meetings.models import Meeting


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the plan; POST saves what, when and where."""
    meeting = queries.meeting_by_uuid(uuid=uuid)
    if request.method != "POST":
        return _page(request, meeting)
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form=form)
    planning.meeting_update(meeting=meeting, values=form.values, by=user(request), now=clock.now())
    return _saved(request, meeting, "hvad")


@officer_required
@posted("dialogue:plan", "uuid")
def agenda_save(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every line of the evening in one form; a button may also move or remove one line, or take a way out."""
    meeting = queries.meeting_by_uuid(uuid=uuid)
    press = request.POST.get("press", "")
    try:
        _save_lines(request, meeting)
        _do_press(request, meeting, press)
    except SamspilError as error:
        return _page(request, meeting, error=error)
    return _saved(request, meeting, "dag")


def _save_lines(request: HttpRequest, meeting: Meeting) -> None:
    """A line with a mistake keeps what it was and is named; the others are saved."""
    wrong = []
    for line in queries.agenda(meeting=meeting).lines:
        prefix = f"line-{line.item.uuid}"
        if f"{prefix}-minutes" not in request.POST:
            continue
        form = AgendaLineForm(request.POST, prefix=prefix)
        if form.is_valid():
            planning.agenda_item_update(item=line.item, by=user(request), now=clock.now(), **form.cleaned_data)
        else:
            wrong.append(line.item.title)
    if wrong:
        raise SamspilError(
            _("Minutterne ved »%(titles)s« skal være et tal fra 1 til 600. Resten er gemt.")
            % {"titles": "«, »".join(wrong)},
            code="agenda-minutes",
        )


def _do_press(request: HttpRequest, meeting: Meeting, press: str) -> None:
    verb, _colon, rest = press.partition(":")
    by, now = user(request), clock.now()
    if verb == "later":
        over = queries.agenda(meeting=meeting).over
        planning.meeting_later(meeting=meeting, minutes=over, by=by, now=now)
    elif verb in {"up", "down", "remove", "shorten"} and uuid_or_none(rest):
        item = queries.agenda_item_of(meeting=meeting, uuid=UUID(rest))
        if verb == "remove":
            planning.agenda_item_remove(item=item, by=by, now=now)
        elif verb == "shorten":
            over = queries.agenda(meeting=meeting).over
            minutes = max(item.minutes - over, 1)
            planning.agenda_item_update(
                item=item, title=item.title, speaker=item.speaker, minutes=minutes, by=by, now=now
            )
        else:
            planning.agenda_item_move(item=item, up=verb == "up", by=by, now=now)


@officer_required
@posted("dialogue:plan", "uuid")
def agenda_add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    meeting = queries.meeting_by_uuid(uuid=uuid)
    form = AgendaItemForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, item_form=form)
    data = form.cleaned_data
    planning.agenda_item_add(
        meeting=meeting,
        kind=ItemKind(data["kind"]),
        title=data["title"],
        speaker=data["speaker"],
        minutes=data["minutes"],
        by=user(request),
        now=clock.now(),
    )
    return _saved(request, meeting, "dag")


@officer_required
@posted("dialogue:plan", "uuid")
def round_save(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """The question of a round in each language, and its sheet."""
    meeting = queries.meeting_by_uuid(uuid=uuid)
    round_ = queries.round_of(meeting=meeting, number=number)
    plan_ = next(plan_ for plan_ in queries.rounds(meeting=meeting) if plan_.round.pk == round_.pk)
    form = RoundForm(request.POST, plan=plan_)
    if not form.is_valid():
        return _page(request, meeting, round_form=form)
    try:
        planning.round_update(
            round_=round_,
            questions=form.questions,
            handout=Handout(form.cleaned_data["handout"]),
            by=user(request),
            now=clock.now(),
        )
    except SamspilError as error:
        return _page(request, meeting, error=error)
    return _saved(request, meeting, f"runde-{number}")


@officer_required
@posted("dialogue:plan", "uuid")
def tables_save(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How many tables, and who takes notes at each."""
    meeting = queries.meeting_by_uuid(uuid=uuid)
    form = TablesForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, tables_form=form)
    names = {
        int(name.removeprefix("taker-")): str(value).strip()[:120]
        for name, value in request.POST.items()
        if name.startswith("taker-") and name.removeprefix("taker-").isdecimal()
    }
    by, now = user(request), clock.now()
    try:
        planning.note_takers_set(meeting=meeting, names=names, by=by, now=now)
        planning.tables_set(meeting=meeting, count=form.cleaned_data["count"], by=by, now=now)
    except SamspilError as error:
        return _page(request, meeting, error=error)
    return _saved(request, meeting, "borde")


@officer_required
@posted("dialogue:plan", "uuid")
def attachment_add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    meeting = queries.meeting_by_uuid(uuid=uuid)
    form = AttachmentForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, meeting, attachment_form=form)
    try:
        attaching.attachment_add(
            meeting=meeting,
            upload=form.cleaned_data["file"],
            title=form.cleaned_data["title"],
            by=user(request),
            now=clock.now(),
        )
    except SamspilError as error:
        form.add_error("file", str(error))
        return _page(request, meeting, attachment_form=form)
    return _saved(request, meeting, "filer")


@officer_required
@posted("dialogue:plan", "uuid")
def attachment_remove(request: HttpRequest, uuid: UUID, attachment: UUID) -> HttpResponse:
    meeting = queries.meeting_by_uuid(uuid=uuid)
    found = queries.attachment_of(meeting=meeting, uuid=attachment)
    attaching.attachment_remove(attachment=found, by=user(request), now=clock.now())
    return _saved(request, meeting, "filer")


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    form: MeetingForm | None = None,
    round_form: RoundForm | None = None,
    error: SamspilError | None = None,
    **forms_shown: forms.Form,
) -> HttpResponse:
    rounds = queries.rounds(meeting=meeting)
    wrong = form or round_form or error or forms_shown
    context = {
        "nav": "meetings",
        "meeting": meeting,
        "form": form or MeetingForm(initial=MeetingForm.of(meeting)),
        "agenda": queries.agenda(meeting=meeting),
        "bar": queries.agenda_bar(meeting=meeting),
        "round_forms": [
            round_form if round_form and round_form.plan.round.pk == plan_.round.pk else RoundForm(plan=plan_)
            for plan_ in rounds
        ],
        "tables": queries.tables(meeting=meeting),
        "missing": queries.missing_before_invitation(meeting=meeting),
        "error": error,
        "item_form": AgendaItemForm(initial={"kind": ItemKind.OTHER, "minutes": 10}),
        "tables_form": TablesForm(initial={"count": meeting.tables.count()}),
        "attachment_form": AttachmentForm(),
        "attachments": queries.attachments(meeting=meeting),
        "invited": meeting.invitations.count(),
        **forms_shown,
    }
    return render(request, "dialogue/plan.html", context, status=422 if wrong else 200)


def _saved(request: HttpRequest, meeting: Meeting, anchor: str) -> HttpResponse:
    messages.success(request, _("Gemt"))
    response = redirect("dialogue:plan", uuid=meeting.uuid)
    response["Location"] += f"#{anchor}"
    return response
