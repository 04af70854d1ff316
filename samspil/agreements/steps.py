# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the pages of a restart show: its guide, and what each step needs."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Container, Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samspil.agreements.enums import MINUTES, OF_SCHOOL, TEAM_MINUTES, Kind, Section, Source, Step
from samspil.agreements.forms import AskForm, IssueForm
from samspil.agreements.queries import agreements as queries
from samspil.agreements.queries import points, voices
from samspil.agreements.queries.principles import bounds_of
from samspil.agreements.rules import contradictions
from samspil.commitments.queries import commitments_of
from samspil.core import clock
from samspil.ui import words

if TYPE_CHECKING:
    from samspil.agreements.models import Agreement, StepDone
    from samspil.people.roles.held import HeldRoles

# Those that families at our schools read, beside Danish.
LANGUAGES = ("en", "ar", "pl", "uk", "ur", "so", "tr")
TWO_WEEKS = dt.timedelta(days=14)


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """A step in the guide, as components/step_guide.html reads it."""

    title: str
    info: str
    url: str
    state: str


def planned() -> list[tuple[str, int]]:
    """Each step with the minutes it takes of the team's time."""
    return [(str(step.label), TEAM_MINUTES[step]) for step in Step]


def minutes() -> dict[str, int]:
    """What the whole restart takes of the team's time, and of a family's."""
    asked = sum(MINUTES[kind] for kind in (Kind.VOICE, Kind.HEARING, Kind.HALFWAY))
    return {"team_minutes": sum(TEAM_MINUTES.values()), "family_minutes": asked}


def next_step(done: Container[str]) -> Step:
    return next((step for step in Step if step not in done), Step.HALFWAY)


def after(step: Step) -> Step:
    place = list(Step).index(step)
    return list(Step)[min(place + 1, len(Step) - 1)]


def of_section(section: str) -> Step:
    """Where one comes from when one writes a line of this section."""
    return Step.PROMISES if section in OF_SCHOOL else Step.AGREEMENT


def guide(*, agreement: Agreement, here: Step, done: Mapping[str, StepDone]) -> list[Shown]:
    shown = []
    for step in Step:
        row = done.get(step)
        info = (
            words.long_date(row.done_at) if row else _("cirka %(minutes)s minutter") % {"minutes": TEAM_MINUTES[step]}
        )
        state = "current" if step == here else "done" if row else "open"
        shown.append(Shown(str(step.label), info, reverse("agreements:step", args=[agreement.uuid, step]), state))
    return shown


def page(*, agreement: Agreement, step: Step, held: HeldRoles, now: dt.datetime) -> dict[str, Any]:
    """What every step's page has, and what this one has beside it."""
    done = queries.steps_done(agreement=agreement)
    shown: dict[str, Any] = {
        "agreement": agreement,
        "class": agreement.school_class,
        "step": step,
        "next": after(step),
        "is_done": step in done,
        "guide": guide(agreement=agreement, here=step, done=done),
        "is_team": voices.is_team(held, agreement),
    }
    made = {
        Step.LAST_YEAR: _last_year,
        Step.PROMISES: _promises,
        Step.VOICES: _voices,
        Step.MEETING: _meeting,
        Step.AGREEMENT: _agreement,
        Step.ANSWERS: _answers,
        Step.HALFWAY: _halfway,
    }
    return shown | made[step](agreement, now)


def _last_year(agreement: Agreement, now: dt.datetime) -> dict[str, Any]:
    former = agreement.former
    lines = [line for line in queries.lines_of(agreement=agreement) if line.source == Source.LAST_YEAR]
    dropped = queries.lines_of(agreement=agreement, dropped=True)
    stands = commitments_of(feature=queries.FEATURE, subjects=[former.uuid], now=now)[former.uuid] if former else {}
    content = queries.content_of(agreement=agreement, lines=lines)
    return {
        "former": former,
        "droppable": [(line, queries.line_said(line)) for line in lines if line.section not in OF_SCHOOL],
        "dropped": [(line, queries.line_said(line)) for line in dropped],
        "stands": list(stands.items()),
        "price": queries.price(content=content, last=queries.last_content(agreement=agreement)),
    }


def _promises(agreement: Agreement, now: dt.datetime) -> dict[str, Any]:
    rows = [(line, queries.line_said(line)) for line in queries.lines_of(agreement=agreement)]
    return {
        "promises": [row for row in rows if row[0].section == Section.PROMISE],
        "cannot": [row for row in rows if row[0].section == Section.CANNOT],
    }


def _meeting(agreement: Agreement, now: dt.datetime) -> dict[str, Any]:
    taken = {line.source_ref for line in queries.lines_of(agreement=agreement) if line.source_ref}
    said = points.meetings_of(school_class=agreement.school_class, taken=taken)
    return {"meetings": said, "sections": list(Section)}


def _agreement(agreement: Agreement, now: dt.datetime) -> dict[str, Any]:
    lines = queries.lines_of(agreement=agreement)
    dropped = queries.lines_of(agreement=agreement, dropped=True)
    content = queries.content_of(agreement=agreement, lines=lines, dropped=dropped)
    rows = [(line, queries.line_said(line)) for line in lines]
    return {
        "content": content,
        "sections": [(section, [row for row in rows if row[0].section == section]) for section in Section],
        "dropped": [(line, queries.line_said(line)) for line in dropped],
        "price": queries.price(content=content, last=queries.last_content(agreement=agreement)),
        "contradictions": contradictions(content, bounds_of(school=agreement.school_class.school)),
        "languages": content.languages(),
        "offered": LANGUAGES,
        "form": IssueForm(),
    }


def _ask_form(now: dt.datetime) -> AskForm:
    return AskForm(initial={"closes_on": clock.today(now) + TWO_WEEKS})


def _voices(agreement: Agreement, now: dt.datetime) -> dict[str, Any]:
    return {
        "families": voices.heard(agreement=agreement, kind=Kind.VOICE, now=now),
        "pupils": voices.heard(agreement=agreement, kind=Kind.PUPILS, now=now),
        "form": _ask_form(now),
    }


def _answers(agreement: Agreement, now: dt.datetime) -> dict[str, Any]:
    return {
        "versions": queries.versions_of(agreement=agreement),
        "hearing": voices.heard(agreement=agreement, kind=Kind.HEARING, now=now),
        "form": _ask_form(now),
    }


def _halfway(agreement: Agreement, now: dt.datetime) -> dict[str, Any]:
    stands = commitments_of(feature=queries.FEATURE, subjects=[agreement.uuid], now=now)[agreement.uuid]
    return {
        "halfway": voices.heard(agreement=agreement, kind=Kind.HALFWAY, now=now),
        "figures": voices.figures_shown(agreement=agreement, kind=Kind.HALFWAY),
        "stands": list(stands.items()),
        "form": _ask_form(now),
    }
