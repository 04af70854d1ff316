# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What was answered, for those who may read it; and what may be told of it to others.

`answers` and `texts` are read by way of `actions.answers_read` and `actions.texts_read`, which write down who did.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from samspil.asking import rules
from samspil.asking.models import Question, QuestionSet, Response
from samspil.asking.queries.reach import HomeRows, homes_in
from samspil.asking.queries.sets import questions_of, set_of
from samspil.asking.rules import Given, Reach, Said, said_from_json, that_counts
from samspil.core.anonymity import SMALLEST
from samspil.people.persons.models import Person


@dataclass(frozen=True, slots=True)
class HomeAnswer:
    """One answer of a home: who gave it by which way, and who typed it in."""

    person: Person
    response: Response
    said: dict[str, Said]
    counts: bool


@dataclass(frozen=True, slots=True)
class HomeAnswers:
    """What a home has said about these pupils; several answers stand side by side, and one of them counts."""

    pupils: tuple[Person, ...]
    answers: tuple[HomeAnswer, ...]

    @property
    def that_counts(self) -> HomeAnswer:
        return next(one for one in self.answers if one.counts)


def answers(*, question_set: QuestionSet, now: dt.datetime) -> list[HomeAnswers]:
    """The homes that have answered, with what they said and this set may see. Names go through `shown_name`."""
    homes = [home for home in homes_in(question_set=question_set, now=now) if home.state == Reach.ANSWERED]
    asked = {row.asked_id for home in homes for row in home.rows if row.seen_at is not None}
    rows = Response.objects.filter(asked__in=asked).select_related("asked__person", "typed_by__person")
    given: dict[int, list[Response]] = {}
    for response in rows.order_by("given_at", "pk"):
        given.setdefault(response.asked_id, []).append(response)
    pupils = Person.objects.in_bulk([pupil for home in homes for pupil in home.pupils])
    found = [_home(home, given, pupils) for home in homes]
    return [home for home in found if home.answers]


def _home(home: HomeRows, given: dict[int, list[Response]], pupils: dict[int, Person]) -> HomeAnswers:
    seen = dict.fromkeys(row.asked_id for row in home.rows if row.seen_at is not None)
    said = {one: said_from_json(one.said) for asked in seen for one in given.get(asked, [])}
    chosen = _that_counts(said)
    return HomeAnswers(
        tuple(pupils[pk] for pk in home.pupils),
        tuple(HomeAnswer(one.asked.person, one, words, one is chosen) for one, words in said.items()),
    )


def _that_counts(said: dict[Response, dict[str, Said]]) -> Response | None:
    rows = list(said)
    given = [Given(one.origin, one.given_at, said[one]) for one in rows]
    best = that_counts(given)
    return rows[given.index(best)] if best is not None else None


def counted(*, question_set: QuestionSet, now: dt.datetime) -> tuple[list[dict[str, Said]], int]:
    """What each home that answered said, and how many homes were asked."""
    asked = sum(home.state != Reach.GONE for home in homes_in(question_set=question_set, now=now))
    return [home.that_counts.said for home in answers(question_set=question_set, now=now)], asked


def figures(*, feature: str, subject: UUID, kind: str) -> rules.Figures | None:
    """As they were counted when the set closed; None before: what is counted twice tells who came in between.

    None in place of a number that would show few. Sealed questions have none.
    """
    question_set = set_of(feature=feature, subject=subject, kind=kind)
    return question_set.figures if question_set else None


def figures_now(*, question_set: QuestionSet, now: dt.datetime) -> rules.Figures:
    """For the action that closes a set."""
    said, homes = counted(question_set=question_set, now=now)
    asked = [
        (one.key, one.kind, [option.key for option in one.options.all()])
        for one in questions_of(question_set.questionnaire_id)
        if not one.sealed and one.options.all()
    ]
    return rules.figures(questions=asked, counted=said, homes=homes)


def texts(*, question_set: QuestionSet, key: str, now: dt.datetime) -> list[str]:
    """The words that homes wrote to a question that is not sealed, without names; none where fewer than five wrote.

    In an order that says nothing about who wrote or when, the same each time.
    """
    question = next((one for one in questions_of(question_set.questionnaire_id) if one.key == key), None)
    if question is None or question.sealed:
        return []
    homes = [list(_texts(home, question)) for home in answers(question_set=question_set, now=now)]
    if sum(bool(words) for words in homes) < SMALLEST:
        return []
    mixed = sorted((_mix(response.uuid, key), words) for home in homes for response, words in home)
    return [words for _place, words in mixed]


def _texts(home: HomeAnswers, question: Question) -> Iterable[tuple[Response, str]]:
    for one in home.answers:
        said = one.said.get(question.key)
        if said is not None and said.text:
            yield one.response, said.text


def _mix(uuid: UUID, key: str) -> str:
    return hashlib.sha256(f"{uuid}:{key}".encode()).hexdigest()
