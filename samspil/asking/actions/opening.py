# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Opening a set: writing its questions down, and whom it asks."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from samspil.asking import rules
from samspil.asking.actions.closing import set_close
from samspil.asking.models import Asked, AskedFor, Option, Question, Questionnaire, QuestionSet
from samspil.asking.queries.drafts import answers_for
from samspil.asking.queries.sets import asked_open, limit, sets_by_person
from samspil.asking.rules import AskedDraft, QuestionDraft, Used
from samspil.calendar.queries import school_calendar
from samspil.core import audit, clock, texts
from samspil.core.errors import Refused
from samspil.core.models import Text
from samspil.core.saving import saved
from samspil.people.persons.models import Person
from samspil.people.persons.queries.homes import guardianships_on, home_key
from samspil.people.places.queries import first_year
from samspil.people.schools.actions.schools import school_year_add

if TYPE_CHECKING:
    from samspil.people.persons.models import User

# (person, pupil) and the home that they share.
Pairs = dict[tuple[int, int], str]


@transaction.atomic
def set_open(
    *,
    kind: str,
    feature: str,
    subject: UUID,
    questions: Sequence[QuestionDraft],
    minutes: int,
    asked: Sequence[AskedDraft],
    closes_on: dt.date,
    sealed: bool,
    by: User | None,
    now: dt.datetime,
    shared: bool = True,
) -> QuestionSet:
    """Puts the questions to everybody of `asked` who may answer for the pupils named (rules.may_answer).

    Done again while it is open it asks who is new and changes nothing else: a second press, or somebody who came later.
    `closes_on` moves to a school day. Whoever has an open set of the same kind and shape already answers both at once,
    unless it is not `shared`: then what is asked is about this subject alone. Refused where nobody can be asked, and
    where a home would be asked more than the municipality's limit. Nothing is sent: `send` does that.
    """
    rules.checked(questions)
    day = clock.today(now)
    pairs = _may_answer(asked, day)
    _lock({person for person, _pupil in pairs})
    question_set = _present(kind, feature, subject, questions, day, by, now)
    if question_set is None:
        if not pairs:
            raise Refused(_("Der er ingen at spørge. Ingen voksen må spørges på børnenes vegne."), code="asking-nobody")
        question_set = saved(
            QuestionSet(
                questionnaire=_questionnaire(questions, by, now),
                kind=kind,
                feature=feature,
                subject=subject,
                year=school_year_add(first=first_year(day), by=by, now=now),
                minutes=minutes,
                sealed=sealed,
                shared=shared,
                opened_at=now,
                opened_by=by,
                closes_on=school_calendar().on_or_after(closes_on),
            )
        )
        if question_set.closes_on < day:
            raise Refused(_("Vælg en sidste dag, der ikke er gået."), code="asking-closes")
    added = _ask(question_set, pairs, day, now)
    if added:
        audit.record(by=by, at=now, action="asking.open", obj=question_set, changes={"asked": (0, added)}, label=kind)
    return question_set


def _lock(persons: set[int]) -> None:
    """Two classes that ask the same person at once: the second waits here, and sees what the first has written."""
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=persons).order_by("pk").values_list("pk"))


def _present(
    kind: str, feature: str, subject: UUID, questions: Sequence[QuestionDraft], day: dt.date, by: User | None,
    now: dt.datetime,
) -> QuestionSet | None:  # fmt: skip
    """The one that is open; one whose last day has gone is closed first."""
    rows = QuestionSet.objects.select_for_update(of=("self",)).select_related("questionnaire", "year")
    row = rows.filter(kind=kind, feature=feature, subject=subject, closed_at__isnull=True).first()
    if row is not None and row.closes_on < day:
        set_close(question_set=row, by=by, now=now)
        return None
    if row is not None and row.questionnaire.shape != rules.digest(questions, words=False):
        raise Refused(
            _("Der er allerede spurgt, og svarene er på vej. Luk de spørgsmål, før du stiller nogle andre."),
            code="asking-open",
        )
    return row


def _may_answer(asked: Sequence[AskedDraft], day: dt.date) -> Pairs:
    wanted = {
        (one.person_id, pupil): home_key(one.home) or f"person:{one.person_id}"
        for one in asked
        for pupil in one.pupil_ids
    }
    pupils = {pupil for _person, pupil in wanted}
    held = guardianships_on(pupils=pupils, day=day).filter(pupil__erased_at__isnull=True)
    may = {(row.guardian_id, row.pupil_id) for row in held.defer("guardian__email", "guardian__phone")
           if answers_for(row)}  # fmt: skip
    themselves = {(pupil, pupil) for pupil in Person.objects.filter(pk__in=pupils, erased_at__isnull=True)
                  .values_list("pk", flat=True)}  # fmt: skip
    return {pair: home for pair, home in wanted.items() if pair in may | themselves}


def _questionnaire(questions: Sequence[QuestionDraft], by: User | None, now: dt.datetime) -> Questionnaire:
    shape, digest = rules.digest(questions, words=False), rules.digest(questions, words=True)
    found, is_new = Questionnaire.objects.get_or_create(digest=digest, defaults={"shape": shape})
    for place, one in enumerate(questions) if is_new else ():
        _question(found, place, one, by, now)
    return found


def _question(questionnaire: Questionnaire, place: int, one: QuestionDraft, by: User | None, now: dt.datetime) -> None:
    def text(bodies: Mapping[str, str]) -> Text:
        return _text(bodies, frozenset(one.drafts), by, now)

    def some(bodies: Mapping[str, str]) -> Text | None:
        return text(bodies) if bodies else None

    question = Question.objects.create(
        questionnaire=questionnaire, place=place, key=one.key, kind=one.kind, optional=one.optional, sealed=one.sealed,
        text=text(one.texts), hint=some(one.hint), words=some(one.words),
    )  # fmt: skip
    for at, option in enumerate(one.options):
        Option.objects.create(
            question=question, place=at, key=option.key, under=option.under, text=text(option.texts),
            hint=some(option.hint),
        )  # fmt: skip


def _text(bodies: Mapping[str, str], drafts: frozenset[str], by: User | None, now: dt.datetime) -> Text:
    text = texts.create(bodies={code: body for code, body in bodies.items() if code not in drafts}, by=by, now=now)
    for code in sorted(drafts & bodies.keys()):
        texts.set_body(text=text, language=code, body=bodies[code], by=by, now=now, origin=texts.Origin.MACHINE)
    return text


def _ask(question_set: QuestionSet, pairs: Pairs, day: dt.date, now: dt.datetime) -> int:
    """Writes down who is asked and for whom, once each. Answers how many of these are new."""
    there = set(AskedFor.objects.filter(question_set=question_set).values_list("asked__person", "pupil"))
    new = {pair: home for pair, home in pairs.items() if pair not in there}
    rows = _already(question_set, {person for person, _pupil in new}, day)
    fresh = sorted({person for person, _pupil in new} - rows.keys())
    _within_limit(question_set, pairs, fresh)
    made = Asked.objects.bulk_create(
        Asked(question_set=question_set, person_id=person, asked_at=now) for person in fresh
    )
    rows.update((row.person_id, row) for row in made)
    AskedFor.objects.bulk_create(
        AskedFor(asked=rows[person], question_set=question_set, pupil_id=pupil, home=_digest(question_set, pupil, home))
        for (person, pupil), home in new.items()
    )
    return len(new)


def _already(question_set: QuestionSet, persons: set[int], day: dt.date) -> dict[int, Asked]:
    """Of each person the row that may be answered for this set too: its own, or one of a set that asks the same."""
    own = {row.person_id: row for row in Asked.objects.filter(question_set=question_set, person__in=persons)}
    if not question_set.shared:
        return own
    same = asked_open(day).filter(
        person__in=persons,
        question_set__kind=question_set.kind,
        question_set__year=question_set.year,
        question_set__shared=True,
        question_set__questionnaire__shape=question_set.questionnaire.shape,
    )
    return {row.person_id: row for row in same.order_by("-pk")} | own


def _within_limit(question_set: QuestionSet, pairs: Pairs, fresh: list[int]) -> None:
    """By home: what several of a home were asked is asked of it once. A pupil's own voice is the pupil's."""
    homes: dict[tuple[int, str], set[int]] = {}
    for (person, pupil), label in pairs.items():
        homes.setdefault((pupil, label if person != pupil else ""), set()).add(person)
    persons = {person for people in homes.values() for person in people}
    known, most = sets_by_person(persons=persons, year=question_set.year), limit()
    for people in homes.values():
        if people & set(fresh):
            sets = {pk: minutes for person in people for pk, minutes in known[person].items() if pk != question_set.pk}
            rules.within(most, used=Used(len(sets), sum(sets.values())), minutes=question_set.minutes)


def _digest(question_set: QuestionSet, pupil: int, home: str) -> str:
    """Tells the homes of a pupil apart, and nobody what they are called."""
    said = f"asking:{question_set.pk}:{pupil}:{home}"
    return hmac.new(settings.LOOKUP_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()
