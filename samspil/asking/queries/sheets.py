# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""What one person is asked and has said: for their own pages, for the paper, and for whoever types it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from samspil.asking import hooks
from samspil.asking.enums import PURPOSE, Origin
from samspil.asking.models import Asked, AskedFor, Option, Question, QuestionSet, Response
from samspil.asking.queries.drafts import answers_for
from samspil.asking.queries.sets import asked_by_uuid, is_open, questions_of
from samspil.asking.rules import Said, said_from_json
from samspil.asking.words import Words, words_of
from samspil.core import clock
from samspil.people.links.errors import LinkGuardianEnded
from samspil.people.links.queries import link_by_token, pupils_of
from samspil.people.persons.models import Enrolment, Person
from samspil.people.persons.queries.homes import guardianships_on
from samspil.people.places.periods import on

if TYPE_CHECKING:
    from samspil.people.links.models import AccessLink

# In which the pages and mails themselves are written.
SPOKEN = ("da", "en", "ar")


@dataclass(frozen=True, slots=True)
class OptionShown:
    key: str
    text: Words
    hint: Words
    below: tuple[OptionShown, ...]


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question in one reader's language, with what they said; `number` counts from 1."""

    row: Question
    number: int
    text: Words
    hint: Words
    words: Words
    options: tuple[OptionShown, ...]
    said: Said | None

    @property
    def told(self) -> list[Words]:
        """What was chosen, in words."""
        every = [one for option in self.options for one in (option, *option.below)]
        return [one.text for one in every if self.said and one.key in self.said.chosen]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`places`: each child with what the questions are about there; `unseen`: those of a set that asked after they had
    answered. `minutes` is for all of it.
    """

    asked: Asked
    questions: tuple[QuestionShown, ...]
    places: tuple[tuple[Person, str], ...]
    unseen: tuple[tuple[Person, str], ...]
    readers: tuple[str, ...]
    closes_on: dt.date
    open: bool
    revision: int
    link: AccessLink | None = None

    @property
    def minutes(self) -> int:
        return self.asked.question_set.minutes

    @property
    def left(self) -> list[QuestionShown]:
        return [one for one in self.questions if one.said is None]

    @property
    def minutes_left(self) -> int:
        return max(1, -(-self.minutes * len(self.left) // max(1, len(self.questions))))

    def after(self, number: int) -> QuestionShown | None:
        """The next without an answer, after that one and then from the first."""
        return next(iter(sorted(self.left, key=lambda one: (one.number <= number, one.number))), None)


def sheet_by_link(*, token: str, language: str, now: dt.datetime) -> Sheet:
    """What a personal link opens: about the children that its holder may answer for today, and no others.

    Raises LinkError.
    """
    link = link_by_token(token=token, purpose=PURPOSE, now=now)
    asked = asked_by_uuid(uuid=UUID(str(link.scope["asked"])))
    rows = _rows(asked) if asked else []
    if link.as_guardian:
        day = clock.today(now)
        held = guardianships_on(pupils=pupils_of(link=link, day=day).values_list("pk", flat=True), day=day)
        theirs = {row.pupil_id for row in held.filter(guardian=link.person_id) if answers_for(row)}
        rows = [row for row in rows if row.pupil_id in theirs]
    if asked is None or not rows:
        raise LinkGuardianEnded
    return _sheet(asked, rows, origin=Origin.LINK, language=language, link=link, now=now)


def sheet_of(*, asked: Asked, origin: str, language: str, now: dt.datetime) -> Sheet:
    """The same for staff: what has come by one way."""
    return _sheet(asked, _rows(asked), origin=origin, language=language, link=None, now=now)


def school_of(*, sheet: Sheet, now: dt.datetime) -> int | None:
    """The school of one of the children: those who work there know whom they meet there."""
    pupils = [person.pk for person, _title in sheet.places]
    rows = Enrolment.objects.filter(on(clock.today(now)), pupil__in=pupils).order_by("pk")
    return rows.values_list("school_class__school_id", flat=True).first()


def _rows(asked: Asked) -> list[AskedFor]:
    rows = asked.asked_for.filter(pupil__erased_at__isnull=True).select_related("pupil", "question_set")
    return list(rows.order_by("pupil__sort_key", "pupil_id", "pk"))


def _sheet(
    asked: Asked, rows: list[AskedFor], *, origin: str, language: str, link: AccessLink | None, now: dt.datetime
) -> Sheet:  # fmt: skip
    row = Response.objects.filter(asked=asked, origin=origin).first()
    said = said_from_json(row.said) if row else {}
    sets = {one.question_set_id: one.question_set for one in rows}
    current = [one for one in sets.values() if is_open(one, now=now)]
    titles = {pk: title(one, language) for pk, one in sets.items()}
    late = [
        one for one in rows if one.seen_at is None and asked.answered_at is not None and one.question_set in current
    ]
    questions = questions_of(asked.question_set.questionnaire_id)
    shown = [_shown(one, at, _language(one, language, asked), said) for at, one in enumerate(questions, 1)]
    return Sheet(
        asked=asked,
        questions=tuple(shown),
        places=tuple(dict.fromkeys((one.pupil, titles[one.question_set_id]) for one in rows)),
        unseen=tuple((one.pupil, titles[one.question_set_id]) for one in late),
        readers=tuple(dict.fromkeys(name for one in sets.values() for name in _readers(one, now))),
        closes_on=max(one.closes_on for one in current or sets.values()),
        open=bool(current),
        revision=row.revision if row else 0,
        link=link,
    )


def _language(question: Question, language: str, asked: Asked) -> str:
    """The page's, or where we do not speak the reader's own, that one as far as the question is written in it."""
    own = asked.person.language
    written = {one.language for one in question.text.versions.all() if one.body}
    return own if own not in SPOKEN and own in written else language


def _shown(question: Question, number: int, language: str, said: dict[str, Said]) -> QuestionShown:
    rows = list(question.options.all())
    return QuestionShown(
        row=question,
        number=number,
        text=words_of(question.text, language),
        hint=words_of(question.hint, language),
        words=words_of(question.words, language),
        options=tuple(_option(one, rows, language) for one in rows if not one.under),
        said=said.get(question.key),
    )


def _option(option: Option, rows: Iterable[Option], language: str) -> OptionShown:
    below = tuple(_option(one, (), language) for one in rows if one.under == option.key)
    return OptionShown(option.key, words_of(option.text, language), words_of(option.hint, language), below)


def title(question_set: QuestionSet, language: str) -> str:
    """What the questions are about, as the feature calls it."""
    found = hooks.titles.first(feature=question_set.feature, subject=question_set.subject, language=language)
    return found or _("skolen")


def _readers(question_set: QuestionSet, now: dt.datetime) -> Iterable[str]:
    return hooks.reader_names.first(feature=question_set.feature, subject=question_set.subject, now=now) or ()
