# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Asking families and pupils, calling those who are not reached, and reading what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samspil.agreements.actions import voices as actions
from samspil.agreements.enums import Kind, Step
from samspil.agreements.forms import AskForm
from samspil.agreements.queries import voices as queries
from samspil.agreements.views.restart import agreement_held, step_page
from samspil.asking.actions.closing import set_close
from samspil.asking.actions.reading import answers_read, texts_read
from samspil.asking.queries.reach import not_reached
from samspil.core import clock
from samspil.core.errors import Refused
from samspil.people.roles import access
from samspil.ui.posting import posted

if TYPE_CHECKING:
    from samspil.agreements.models import Agreement

STEPS = {Kind.VOICE: Step.VOICES, Kind.PUPILS: Step.VOICES, Kind.HEARING: Step.ANSWERS, Kind.HALFWAY: Step.HALFWAY}


@access.login_required
@posted("agreements:class-list")
def ask(request: HttpRequest, uuid: UUID, kind: Kind) -> HttpResponse:
    """Put the questions, and send the links. Again: to those who have come since."""
    made, form = agreement_held(request, uuid), AskForm(request.POST)
    if not form.is_valid():
        return step_page(request, made, STEPS[kind], form=form, asked_kind=kind)
    values = {"agreement": made, "closes_on": form.cleaned_data["closes_on"], "by": access.user(request)}
    try:
        if kind == Kind.PUPILS:
            actions.pupils_ask(now=clock.now(), **values)
            messages.success(request, _("Spørgsmålene til børnene er åbne. Skriv ned, hvad de siger."))
        else:
            sent = actions.families_ask(kind=kind, now=clock.now(), **values)
            messages.success(request, _told(sent.mails, sent.without_email))
    except Refused as refusal:
        return step_page(request, made, STEPS[kind], error=refusal, form=form)
    return redirect("agreements:step", made.uuid, STEPS[kind])


def _told(mails: int, without: int) -> str:
    said = ngettext("%(number)s mail er på vej.", "%(number)s mails er på vej.", mails) % {"number": mails}
    if without:
        said += " " + ngettext(
            "%(number)s voksen har ingen mailadresse. Ring, eller spørg på papir.",
            "%(number)s voksne har ingen mailadresse. Ring, eller spørg på papir.",
            without,
        ) % {"number": without}
    return said


@access.login_required
@posted("agreements:class-list")
def close(request: HttpRequest, uuid: UUID, kind: Kind) -> HttpResponse:
    """No more answers; what may be counted is counted now."""
    made = agreement_held(request, uuid)
    question_set = access.or_404(queries.heard(agreement=made, kind=kind, now=clock.now()).progress).question_set
    set_close(question_set=question_set, by=access.user(request), now=clock.now())
    messages.success(request, _("Lukket. Svarene er gemt."))
    return redirect("agreements:step", made.uuid, STEPS[kind])


def _team(request: HttpRequest, uuid: UUID) -> Agreement:
    """What families say is the team's; for the school's leaders the page does not exist."""
    made = agreement_held(request, uuid)
    access.or_404(queries.is_team(access.held_roles(request), made) or None)
    return made


@require_safe
@access.login_required
def answers(request: HttpRequest, uuid: UUID, kind: Kind) -> HttpResponse:
    """What each home said; that it was read is written down."""
    made, now, user = _team(request, uuid), clock.now(), access.user(request)
    question_set = access.or_404(queries.heard(agreement=made, kind=kind, now=now).progress).question_set
    homes = answers_read(question_set=question_set, by=user, now=now)
    hopes = texts_read(question_set=question_set, key="hope", by=user, now=now) if kind == Kind.VOICE else []
    held, person = access.held_roles(request), user.person
    context = {
        "agreement": made,
        "kind": kind,
        "step": STEPS[kind],
        "homes": queries.homes_shown(
            question_set=question_set, homes=homes, held=held, viewer=person.pk if person else None,
            school_id=made.school_class.school_id,
        ),
        "hopes": hopes,
        "nav": "agreements",
    }  # fmt: skip
    return render(request, "agreements/answers.html", context)


@require_safe
@access.login_required
def calls(request: HttpRequest, uuid: UUID, kind: Kind) -> HttpResponse:
    """Whom the school has not reached yet. It is the school that calls."""
    made, now = _team(request, uuid), clock.now()
    progress = access.or_404(queries.heard(agreement=made, kind=kind, now=now).progress)
    person = access.user(request).person
    homes = not_reached(
        feature="agreements", subject=made.uuid, kind=kind, held=access.held_roles(request),
        viewer=person.pk if person else None, school_id=made.school_class.school_id, now=now,
    )  # fmt: skip
    context = {
        "agreement": made,
        "kind": kind,
        "step": STEPS[kind],
        "first": homes[0] if homes else None,
        "others": homes[1:],
        "caller": person.given_name if person else "",
        "progress": progress,
        "nav": "agreements",
    }
    return render(request, "agreements/calls.html", context)


@access.login_required
@posted("agreements:class-list")
def in_force(request: HttpRequest, uuid: UUID) -> HttpResponse:
    made = agreement_held(request, uuid)
    try:
        actions.agreement_in_force(agreement=made, by=access.user(request), now=clock.now())
    except Refused as refusal:
        return step_page(request, made, Step.ANSWERS, error=refusal)
    messages.success(request, _("Aftalen gælder fra i dag."))
    return redirect("agreements:step", made.uuid, Step.ANSWERS)
