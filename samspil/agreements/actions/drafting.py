# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Beginning a class's restart, writing its agreement, and issuing it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspil.agreements import rules
from samspil.agreements.enums import Section, Source, Step
from samspil.agreements.models import Agreement, AgreementVersion, Line, StepDone
from samspil.agreements.queries import agreements as queries
from samspil.commitments.actions import commitment_make
from samspil.core import audit, clock, texts
from samspil.core.errors import Refused
from samspil.people.places.queries import school_year_on

if TYPE_CHECKING:
    from samspil.people.models import SchoolClass, SchoolYear, User

# What families had a mind to give is asked anew each year.
_NOT_COPIED = (Section.OFFER,)
MOST_LINES = 60
# Agreements whose lines are copied together.
_AT_ONCE = 200


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LineDraft:
    """What a line shall say and, of a hope, what it costs."""

    words: str
    situation: str = ""
    minutes: int | None = None
    times: int | None = None
    per: str = ""
    kroner: int | None = None
    needs_danish: bool = False
    needs_device: bool = False

    @property
    def columns(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__ if name != "words"}


_COPIED = (
    "section", "number", "ref", "source_words", *(name for name in LineDraft.__slots__ if name != "words"),
)  # fmt: skip


@transaction.atomic
def agreement_begin(*, school_class: SchoolClass, by: User | None, now: dt.datetime) -> Agreement:
    """The class's agreement of this year: a draft of last year's lines. A second press answers the first one's."""
    former = queries.former_of(school_class=school_class, day=clock.today(now))
    made, is_new = Agreement.objects.get_or_create(
        school_class=school_class, defaults={"begun_at": now, "begun_by": by, **_from(former)}
    )
    if is_new:
        audit.record(by=by, at=now, action="agreement.begin", obj=made)
        _copy_lines([made], by=by, now=now)
    return made


@transaction.atomic
def agreements_roll_over(*, year: SchoolYear, by: User | None, now: dt.datetime) -> int:
    """A draft for each class of the year that has none and whose pupils had an agreement last year. How many.

    In bulk: a municipality has 1,600 classes. Done again it adds nothing.
    """
    formers = queries.formers_of(year=year)
    made = Agreement.objects.bulk_create(
        [
            Agreement(school_class_id=school_class, begun_at=now, begun_by=by, **_from(former))
            for school_class, former in formers.items()
        ],
        ignore_conflicts=True,
    )
    # What another press has begun meanwhile has its lines already.
    new = Agreement.objects.filter(school_class__in=formers, lines__isnull=True, begun_at=now)
    begun = list(new.select_related("former").order_by("pk")) if made else []
    for first in range(0, len(begun), _AT_ONCE):
        _copy_lines(begun[first : first + _AT_ONCE], by=by, now=now)
    if begun:
        audit.record(by=by, at=now, action="agreements.roll-over", obj=year, label=str(len(begun)))
    return len(begun)


def this_year_rolls_over(*, now: dt.datetime) -> None:
    """For the daily chore: classes that came after the first day of the school year get their drafts too."""
    year = school_year_on(day=clock.today(now))
    if year is not None:
        agreements_roll_over(year=year, by=None, now=now)


def _from(former: Agreement | None) -> dict[str, Any]:
    """What a new agreement takes over; the day on which one looks at it again is a new one."""
    kept = {name: getattr(former, name) for name in queries.FIGURES if name != "review_on"} if former else {}
    return {"former": former, **kept}


def _copy_lines(made: Sequence[Agreement], *, by: User | None, now: dt.datetime) -> None:
    """The lines that stand in the former agreement of each; as many queries for many as for one."""
    rows = Line.objects.filter(agreement__in=[one.former_id for one in made if one.former_id], dropped_at=None)
    rows = rows.exclude(section__in=_NOT_COPIED).select_related("text").prefetch_related("text__versions")
    following: dict[int, list[Line]] = {}
    for row in rows.order_by("pk"):
        following.setdefault(row.agreement_id, []).append(row)
    pairs = [(one, row) for one in made for row in following.get(one.former_id or 0, [])]
    words = texts.copies([row.text for _one, row in pairs], by=by, now=now)
    Line.objects.bulk_create(
        Line(agreement=one, text=text, source=Source.LAST_YEAR, **{name: getattr(row, name) for name in _COPIED})
        for (one, row), text in zip(pairs, words, strict=True)
    )


def _locked(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_for_update().get(pk=agreement.pk)


@transaction.atomic
def step_done(*, agreement: Agreement, step: Step, by: User | None, now: dt.datetime) -> None:
    """A second time changes nothing."""
    row, is_new = StepDone.objects.get_or_create(
        agreement=agreement, step=step, defaults={"done_at": now, "done_by": by}
    )
    if is_new:
        audit.record(by=by, at=now, action="agreement.step", obj=row, label=step)


@transaction.atomic
def line_add(
    *,
    agreement: Agreement,
    section: Section,
    draft: LineDraft,
    by: User | None,
    now: dt.datetime,
    source: Source = Source.SCHOOL,
    source_ref: UUID | None = None,
    source_words: str = "",
) -> Line:
    """A new line at the end of its section. What comes from the same place a second time is the line that stands."""
    agreement = _locked(agreement)
    if source_ref is not None:
        same = Line.objects.filter(agreement=agreement, section=section, source_ref=source_ref, dropped_at=None).first()
        if same is not None:
            return same
    standing = agreement.lines.filter(dropped_at__isnull=True)
    said = standing.filter(section=section, source=source).select_related("text").prefetch_related("text__versions")
    again = next((row for row in said if _draft_of(row) == draft), None)
    if again is not None:  # a second press
        return again
    if standing.count() >= MOST_LINES:
        raise Refused(
            _("Aftalen har %(number)s linjer. Ingen kan læse flere. Slet først en, der betyder mindre.")
            % {"number": MOST_LINES},
            code="agreement-full",
        )
    last = agreement.lines.filter(section=section).aggregate(last=Max("number"))["last"] or 0
    row = Line.objects.create(
        agreement=agreement,
        section=section,
        number=last + 1,
        text=texts.create(bodies={texts.HOUSE_LANGUAGE: draft.words}, by=by, now=now),
        source=source,
        source_ref=source_ref,
        source_words=source_words,
        **draft.columns,
    )
    audit.record(by=by, at=now, action="agreement.line-add", obj=row, label=section)
    return row


@transaction.atomic
def line_write(*, line: Line, draft: LineDraft, seen: int, by: User | None, now: dt.datetime) -> Line:
    """The line's words in Danish and its price from now on. The same again changes nothing.

    Raises Refused where a colleague has changed the line since it was opened: both wordings are kept by the caller.
    """
    row = Line.objects.select_for_update().get(pk=line.pk)
    before = _draft_of(row)
    if before == draft:
        return row
    if row.revision != seen:
        raise Refused(
            _("En kollega har ændret linjen, mens du skrev. Begge står her. Gem den, der skal gælde."),
            code="agreement-line-changed",
        )
    texts.set_body(text=row.text, language=row.text.original_language, body=draft.words, by=by, now=now)
    for name, value in draft.columns.items():
        setattr(row, name, value)
    row.revision += 1
    row.save()
    changes = {name: (before.columns[name], value) for name, value in draft.columns.items()}
    audit.record(by=by, at=now, action="agreement.line-write", obj=row, changes=changes, label=row.section)
    return row


def _draft_of(row: Line) -> LineDraft:
    values = {name: getattr(row, name) for name in LineDraft.__slots__ if name != "words"}
    return LineDraft(words=texts.read(row.text, row.text.original_language).body, **values)


@transaction.atomic
def lines_drop(
    *, agreement: Agreement, refs: Collection[UUID], by: User | None, now: dt.datetime, reason: str = ""
) -> int:
    """These lines are in the agreement no more; they can be taken back. Answers how many."""
    rows = Line.objects.select_for_update().filter(agreement=agreement, uuid__in=refs, dropped_at__isnull=True)
    dropped = list(rows.order_by("pk"))
    for row in dropped:
        row.dropped_at, row.drop_reason = now, reason
        row.save(update_fields=["dropped_at", "drop_reason"])
        audit.record(
            by=by, at=now, action="agreement.line-drop", obj=row, changes={"drop_reason": ("", reason)},
            label=row.section,
        )  # fmt: skip
    return len(dropped)


@transaction.atomic
def line_restore(*, line: Line, by: User | None, now: dt.datetime) -> Line:
    """What was dropped stands in the agreement again."""
    row = Line.objects.select_for_update().get(pk=line.pk)
    if row.dropped_at is not None:
        row.dropped_at, row.drop_reason = None, ""
        row.save(update_fields=["dropped_at", "drop_reason"])
        audit.record(by=by, at=now, action="agreement.line-restore", obj=row, label=row.section)
    return row


@transaction.atomic
def figures_set(
    *, agreement: Agreement, figures: Mapping[str, Any], seen: int, by: User | None, now: dt.datetime
) -> Agreement:
    """The numbers that a family can hold the school to. Raises Refused where a colleague has changed them since."""
    row = _locked(agreement)
    changes = {name: (getattr(row, name), value) for name, value in figures.items() if getattr(row, name) != value}
    if not changes:
        return row
    if row.revision != seen:
        raise Refused(
            _("En kollega har ændret rammerne, mens du skrev. Intet er gemt. Se, hvad der står nu, og gem igen."),
            code="agreement-changed",
        )
    for name, value in figures.items():
        setattr(row, name, value)
    row.revision += 1
    row.save()
    audit.record(by=by, at=now, action="agreement.figures", obj=row, changes={k: _plain(v) for k, v in changes.items()})
    return row


def _plain(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    old, new = (value.isoformat() if hasattr(value, "isoformat") else value for value in pair)
    return old, new


@transaction.atomic
def line_translate(*, line: Line, language: str, body: str, by: User, now: dt.datetime, is_draft: bool = False) -> None:
    """The line in another language; `is_draft` until a person has approved it. An empty body takes it back."""
    origin = texts.Origin.MACHINE if is_draft else texts.Origin.HUMAN
    texts.set_body(text=line.text, language=language, body=body, by=by, now=now, origin=origin)
    audit.record(by=by, at=now, action="agreement.line-translate", obj=line, label=language)


@transaction.atomic
def agreement_issue(*, agreement: Agreement, by: User | None, now: dt.datetime, changes: str = "") -> AgreementVersion:
    """Freeze the draft as the next version; the school's promises become its commitments until the review.

    The same draft again is the version that stands. Raises Refused without a promise of the school, and without a day
    on which the agreement is looked at again.
    """
    row = _locked(agreement)
    lines = queries.lines_of(agreement=row)
    promises = [line for line in lines if line.section == Section.PROMISE]
    if not promises:
        raise Refused(_("Skriv først, hvad skolen lover. Det står øverst i aftalen."), code="agreement-no-promise")
    if row.review_on is None:
        raise Refused(_("Skriv den dag, hvor I ser på aftalen igen."), code="agreement-no-review")
    content = rules.to_json(queries.draft(agreement=row))
    newest = queries.newest_version(agreement=row)
    if newest is not None and newest.content == content:
        return newest
    version = AgreementVersion.objects.create(
        agreement=row,
        number=newest.number + 1 if newest else 1,
        issued_at=now,
        issued_by=by,
        content=content,
        changes=changes,
    )
    for line in promises:
        commitment_make(
            feature=queries.FEATURE,
            subject=row.uuid,
            ref=line.uuid,
            owner=row.school_class.school,
            words=texts.read(line.text, texts.HOUSE_LANGUAGE).body,
            due_on=row.review_on,
            by=by,
            handled_by=by,
            now=now,
        )
    audit.record(by=by, at=now, action="agreement.issue", obj=version, label=str(version.number))
    step_done(agreement=row, step=Step.AGREEMENT, by=by, now=now)
    return version
