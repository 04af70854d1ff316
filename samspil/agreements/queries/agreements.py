# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Agreements as their team, the school's leaders and families see them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from samspil.agreements import rules
from samspil.agreements.enums import Section, Step
from samspil.agreements.models import Agreement, AgreementVersion, Line, StepDone
from samspil.core import texts
from samspil.people.models import Enrolment, SchoolClass, SchoolYear
from samspil.people.places.enums import GroupKind
from samspil.people.places.periods import on
from samspil.people.roles import rules as roles
from samspil.people.roles.held import HeldRoles

FEATURE = "agreements"
FIGURES = (
    "letters_a_week",
    "minutes_a_week",
    "meetings_a_year",
    "kroner_a_year",
    "gift_kroner",
    "answer_days",
    "quiet_from",
    "review_on",
)


def may_hold(held: HeldRoles, school_class: SchoolClass) -> bool:
    """A class's restart is its team's and the school's leaders'; for others it does not exist."""
    return roles.may_hold_class_meetings(held, school_class.pk, school_class.school_id)


def _classes(held: HeldRoles) -> QuerySet[SchoolClass]:
    theirs = Q(pk__in=roles.team_class_ids(held)) | Q(school__in=roles.led_school_ids(held))
    return SchoolClass.objects.filter(theirs, kind=GroupKind.MAIN).select_related("school", "year")


def class_for(*, held: HeldRoles, uuid: UUID) -> SchoolClass | None:
    return _classes(held).filter(uuid=uuid).first()


def _agreements() -> QuerySet[Agreement]:
    return Agreement.objects.select_related("school_class__school", "school_class__year", "former__school_class__year")


def agreement_for(*, held: HeldRoles, uuid: UUID) -> Agreement | None:
    row = _agreements().filter(uuid=uuid).first()
    return row if row is not None and may_hold(held, row.school_class) else None


def agreement_of(*, school_class: SchoolClass) -> Agreement | None:
    return _agreements().filter(school_class=school_class).first()


@dataclasses.dataclass(frozen=True, slots=True)
class ClassRow:
    """A class of this reader's with how far its restart has come. `step`: None before and after it."""

    school_class: SchoolClass
    agreement: Agreement | None
    done: frozenset[str]

    @property
    def step(self) -> Step | None:
        return next((step for step in Step if step not in self.done), None) if self.agreement else None


def classes_shown(*, held: HeldRoles, day: dt.date) -> list[ClassRow]:
    """The classes of this school year, in three queries."""
    rows = _classes(held).filter(year__starts_on__lte=day, year__ends_on__gt=day)
    rows = rows.order_by("school__sort_key", "school_id", F("grade").asc(nulls_last=True), "sort_key", "pk")
    found = rows.select_related("agreement").prefetch_related("agreement__steps_done")
    return [ClassRow(row, made, _done(made)) for row in found for made in [getattr(row, "agreement", None)]]


def _done(agreement: Agreement | None) -> frozenset[str]:
    return frozenset(row.step for row in agreement.steps_done.all()) if agreement else frozenset()


def steps_done(*, agreement: Agreement) -> dict[str, StepDone]:
    return {row.step: row for row in StepDone.objects.filter(agreement=agreement)}


def lines_of(*, agreement: Agreement, dropped: bool = False) -> list[Line]:
    """In the order in which they are read, each with its words in all languages: three queries."""
    rows = Line.objects.filter(agreement=agreement, dropped_at__isnull=not dropped)
    rows = rows.select_related("text").prefetch_related("text__versions")
    order = {section.value: place for place, section in enumerate(Section)}
    return sorted(rows, key=lambda row: (order[row.section], row.number, row.pk))


def line_for(*, held: HeldRoles, uuid: UUID) -> Line | None:
    rows = Line.objects.select_related("agreement__school_class__school", "agreement__school_class__year", "text")
    row = rows.filter(uuid=uuid).first()
    return row if row is not None and may_hold(held, row.agreement.school_class) else None


def line_said(row: Line) -> rules.LineSaid:
    needs = [name for name in ("needs_danish", "needs_device") if getattr(row, name)]
    return rules.LineSaid(
        ref=str(row.ref),
        section=row.section,
        bodies=texts.bodies(row.text),
        original=row.text.original_language,
        situation=row.situation,
        minutes=rules.minutes_a_week(row.minutes, row.times, row.per),
        kroner=row.kroner or 0,
        needs=tuple(needs),
        source=row.source,
        source_words=row.source_words,
    )


def content_of(*, agreement: Agreement, lines: Iterable[Line], dropped: Iterable[Line] = ()) -> rules.Content:
    place = agreement.school_class
    figures = {name: getattr(agreement, name) for name in FIGURES}
    plain = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in figures.items()}
    return rules.Content(
        school=place.school.name,
        class_name=place.name,
        year=place.year.name,
        lines=tuple(line_said(row) for row in lines),
        dropped=tuple(line_said(row) for row in dropped),
        figures=plain,
    )


def draft(*, agreement: Agreement) -> rules.Content:
    """As it stands now."""
    return content_of(
        agreement=agreement,
        lines=lines_of(agreement=agreement),
        dropped=lines_of(agreement=agreement, dropped=True),
    )


def versions_of(*, agreement: Agreement) -> list[AgreementVersion]:
    """The newest first."""
    return list(AgreementVersion.objects.filter(agreement=agreement).order_by("-number"))


def newest_version(*, agreement: Agreement) -> AgreementVersion | None:
    return AgreementVersion.objects.filter(agreement=agreement).order_by("-number").first()


def last_content(*, agreement: Agreement) -> rules.Content | None:
    """What was agreed last year: the newest that was issued, else the draft it stayed; None without one."""
    if agreement.former is None:
        return None
    issued = newest_version(agreement=agreement.former)
    return rules.from_json(issued.content) if issued else draft(agreement=agreement.former)


def former_of(*, school_class: SchoolClass, day: dt.date) -> Agreement | None:
    """Last year's agreement of the class that most of the present pupils come from; a class may have been split.

    Where that class had none, the one with the next most pupils; None where no class of theirs had one.
    """
    return _formers(classes=SchoolClass.objects.filter(pk=school_class.pk), day=day).get(school_class.pk)


def formers_of(*, year: SchoolYear) -> dict[int, Agreement]:
    """The same for each class of the year that has no agreement yet, by key: two queries. Classes without a former
    are not among them."""
    waiting = SchoolClass.objects.filter(year=year, kind=GroupKind.MAIN, agreement__isnull=True)
    return _formers(classes=waiting, day=year.starts_on)


def _formers(*, classes: QuerySet[SchoolClass], day: dt.date) -> dict[int, Agreement]:
    new = "pupil__enrolments__school_class"
    before = Enrolment.objects.filter(
        on(day, "pupil__enrolments__"),
        school_class__kind=GroupKind.MAIN,
        school_class__agreement__isnull=False,
        school_class__year__ends_on=F(f"{new}__year__starts_on"),
        **{f"{new}__in": classes},
    )
    counted = before.values_list(new, "school_class").annotate(pupils=Count("pupil", distinct=True))
    shares: dict[int, list[tuple[int, int]]] = {}
    for school_class, former, pupils in counted.order_by():
        shares.setdefault(school_class, []).append((former, pupils))
    chosen = {school_class: rules.by_share(found) for school_class, found in sorted(shares.items())}
    rows = {row.school_class_id: row for row in Agreement.objects.filter(school_class__in=set(chosen.values()))}
    return {school_class: rows[former] for school_class, former in chosen.items() if former is not None}


@dataclasses.dataclass(frozen=True, slots=True)
class Price:
    """What the agreement asks of a family in an ordinary week, last year and now."""

    before: int | None
    now: int
    limit: int | None

    @property
    def saved(self) -> int:
        return max((self.before or 0) - self.now, 0)

    @property
    def is_over(self) -> bool:
        return self.limit is not None and self.now > self.limit


def price(*, content: rules.Content, last: rules.Content | None) -> Price:
    return Price(last.minutes if last else None, content.minutes, content.figures.get("minutes_a_week"))


def line_values(row: Line) -> dict[str, Any]:
    """What the form of a line is filled with."""
    names = ("situation", "minutes", "times", "per", "kroner", "needs_danish", "needs_device")
    values = {name: getattr(row, name) for name in names}
    return values | {"words": texts.read(row.text, row.text.original_language).body, "seen": row.revision}
