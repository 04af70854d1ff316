# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Sets, their questions, who may read them, and what a home has been asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from samspil.asking import hooks
from samspil.asking.models import Asked, AskedFor, Option, Question, Questionnaire, QuestionSet
from samspil.asking.rules import Used
from samspil.core import clock
from samspil.people.places.models import SchoolYear

if TYPE_CHECKING:
    from samspil.people.persons.models import User


def open_on(day: dt.date, prefix: str = "") -> Q:
    """The condition that a set may be answered on that day."""
    return Q(**{f"{prefix}closed_at__isnull": True, f"{prefix}closes_on__gte": day})


def set_of(*, feature: str, subject: UUID, kind: str) -> QuestionSet | None:
    """The newest of its kind, open or not."""
    rows = QuestionSet.objects.filter(feature=feature, subject=subject, kind=kind).select_related("year")
    return rows.order_by("-opened_at", "-pk").first()


def is_open(question_set: QuestionSet, *, now: dt.datetime) -> bool:
    return question_set.closed_at is None and clock.today(now) <= question_set.closes_on


def questions_of(questionnaire: Questionnaire | int) -> list[Question]:
    """In order, with their options and all their words: the same number of queries however many there are."""
    options = Option.objects.order_by("place").prefetch_related("text__versions", "hint__versions")
    rows = Question.objects.filter(questionnaire=questionnaire).order_by("place")
    words = ("text__versions", "hint__versions", "words__versions")
    return list(rows.prefetch_related(*words, Prefetch("options", queryset=options)))


def asked_by_uuid(*, uuid: UUID) -> Asked | None:
    rows = Asked.objects.select_related("person", "question_set__year", "question_set__questionnaire")
    return rows.filter(uuid=uuid, person__erased_at__isnull=True).first()


def sets_asking(asked: Asked) -> QuerySet[QuestionSet]:
    """Those that somebody is asked by: their own, and those that were joined to it."""
    return QuestionSet.objects.filter(pk__in=AskedFor.objects.filter(asked=asked).values("question_set")).order_by("pk")


def asked_open(day: dt.date) -> QuerySet[Asked]:
    """Those who may still answer on that day: one of their sets is open."""
    return Asked.objects.filter(
        Exists(AskedFor.objects.filter(open_on(day, "question_set__"), asked=OuterRef("pk"))),
        person__erased_at__isnull=True,
    )


def may_read(*, feature: str, subject: UUID, user: User, now: dt.datetime) -> bool:
    """Whether the feature lets this user read its answers, and type answers in."""
    return bool(hooks.readers.first(feature=feature, subject=subject, user=user, now=now))


def asked_for_typist(*, uuid: UUID, user: User, now: dt.datetime) -> tuple[Asked, QuestionSet] | None:
    """Somebody for whom this user may type an answer in, and a set of those this user may read."""
    asked = asked_by_uuid(uuid=uuid)
    for question_set in sets_asking(asked).filter(forgotten_at__isnull=True) if asked else ():
        if may_read(feature=question_set.feature, subject=question_set.subject, user=user, now=now):
            return (asked, question_set) if asked else None
    return None


def limit() -> Used:
    """The most that a home is asked in a school year."""
    return Used(settings.ASKING_SETS, settings.ASKING_MINUTES)


def sets_by_person(*, persons: Collection[int], year: SchoolYear) -> dict[int, dict[int, int]]:
    """{person: {set: minutes}} of what they were asked in that year; what was joined costs nothing more. One query."""
    found: dict[int, dict[int, int]] = {person: {} for person in persons}
    rows = Asked.objects.filter(person__in=persons, question_set__year=year).order_by("pk")
    for person, pk, minutes in rows.values_list("person", "question_set", "question_set__minutes"):
        found[person][pk] = minutes
    return found


def minutes_of(*, persons: Collection[int], year: SchoolYear) -> Used:
    """What a home of these persons has been asked in that school year: a set that several of them got is one."""
    sets = {pk: minutes for own in sets_by_person(persons=persons, year=year).values() for pk, minutes in own.items()}
    return Used(len(sets), sum(sets.values()))
