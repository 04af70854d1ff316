# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Asking families and pupils: every family's voice, the hearing of an agreement, and the half-way check."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samspil.agreements import wording
from samspil.agreements.actions.drafting import step_done
from samspil.agreements.enums import MINUTES, Kind, Step
from samspil.agreements.models import Agreement, AgreementVersion
from samspil.agreements.queries.agreements import FEATURE, newest_version
from samspil.agreements.queries.voices import pupils_of
from samspil.asking.actions.opening import set_open
from samspil.asking.actions.sending import Sent, send
from samspil.asking.queries.drafts import drafts_of
from samspil.asking.rules import AskedDraft
from samspil.core import audit, clock
from samspil.core.errors import Refused

if TYPE_CHECKING:
    from samspil.people.models import User

_STEPS = {Kind.VOICE: Step.VOICES, Kind.HEARING: Step.ANSWERS, Kind.HALFWAY: Step.HALFWAY}


@transaction.atomic
def families_ask(*, agreement: Agreement, kind: Kind, closes_on: dt.date, by: User | None, now: dt.datetime) -> Sent:
    """Put the questions of this kind to the class's families, and send each adult a link of their own.

    A second press asks only who has come since. Refused by asking's limits, and for a hearing before there is an
    agreement to hear about.
    """
    if kind in {Kind.HEARING, Kind.HALFWAY} and newest_version(agreement=agreement) is None:
        raise Refused(_("Udgiv først aftalen. Så kan familierne sige, hvad de mener."), code="agreement-not-issued")
    pupils = pupils_of(school_class=agreement.school_class, day=clock.today(now))
    asked, _not_asked = drafts_of(pupils=pupils, day=clock.today(now))
    question_set = set_open(
        kind=kind,
        feature=FEATURE,
        subject=agreement.uuid,
        questions=wording.questions(kind),
        minutes=MINUTES[kind],
        asked=asked,
        closes_on=closes_on,
        sealed=kind == Kind.VOICE,
        shared=kind == Kind.VOICE,
        by=by,
        now=now,
    )
    sent = send(question_set=question_set, by=by, now=now)
    step_done(agreement=agreement, step=_STEPS[kind], by=by, now=now)
    return sent


@transaction.atomic
def pupils_ask(*, agreement: Agreement, closes_on: dt.date, by: User | None, now: dt.datetime) -> None:
    """The pupils' own questions, by year group: alone, or told to an adult who writes down."""
    place = agreement.school_class
    asked = [AskedDraft(pupil, (pupil,)) for pupil in pupils_of(school_class=place, day=clock.today(now))]
    set_open(
        kind=Kind.PUPILS,
        feature=FEATURE,
        subject=agreement.uuid,
        questions=wording.questions(Kind.PUPILS, grade=place.grade),
        minutes=MINUTES[Kind.PUPILS],
        asked=asked,
        closes_on=closes_on,
        sealed=False,
        shared=False,
        by=by,
        now=now,
    )


@transaction.atomic
def agreement_in_force(*, agreement: Agreement, by: User | None, now: dt.datetime) -> AgreementVersion:
    """The newest version holds from now on. Who has not been reached has not said yes, and stays on the list."""
    version = newest_version(agreement=agreement)
    if version is None:
        raise Refused(_("Udgiv først aftalen. Så kan familierne sige, hvad de mener."), code="agreement-not-issued")
    row = AgreementVersion.objects.select_for_update().get(pk=version.pk)
    if row.in_force_at is None:
        row.in_force_at = now
        row.save(update_fields=["in_force_at"])
        audit.record(by=by, at=now, action="agreement.in-force", obj=row, label=str(row.number))
    return row
