# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How far families and pupils have been heard, and who may read what they said."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from samspil.agreements.enums import Kind
from samspil.agreements.models import Agreement, AgreementVersion
from samspil.agreements.queries.agreements import FEATURE
from samspil.asking.enums import Origin
from samspil.asking.models import Asked, QuestionSet, Response
from samspil.asking.queries.answers import HomeAnswer, HomeAnswers
from samspil.asking.queries.persons import told
from samspil.asking.queries.reach import Progress, progress
from samspil.asking.queries.sets import questions_of, set_of, sets_asking
from samspil.asking.rules import Said, said_from_json
from samspil.asking.words import words_of
from samspil.core import clock
from samspil.people.models import Enrolment, Guardianship, Person, SchoolClass
from samspil.people.places.periods import on
from samspil.people.roles import rules as roles
from samspil.people.roles.queries.held import roles_of
from samspil.people.roles.queries.shown import shown_name
from samspil.people.teams.queries import team_of

if TYPE_CHECKING:
    from samspil.people.models import User
    from samspil.people.roles.held import HeldRoles


def pupils_of(*, school_class: SchoolClass, day: dt.date) -> list[int]:
    """The pupils of the class on that day, by key."""
    rows = Enrolment.objects.filter(on(day), school_class=school_class, pupil__erased_at__isnull=True)
    return list(rows.order_by("pupil__sort_key", "pupil_id").values_list("pupil_id", flat=True))


def is_team(held: HeldRoles, agreement: Agreement) -> bool:
    """What families say is read by the class's team alone: no leader, no officer."""
    return agreement.school_class_id in roles.team_class_ids(held)


def _agreement(feature: str, subject: UUID) -> Agreement | None:
    rows = Agreement.objects.select_related("school_class__school")
    return rows.filter(uuid=subject).first() if feature == FEATURE else None


def may_read(*, feature: str, subject: UUID, user: User, now: dt.datetime) -> bool | None:
    """For asking.hooks.readers."""
    row = _agreement(feature, subject)
    return is_team(roles_of(user=user, now=now), row) if row else None


def title(*, feature: str, subject: UUID, language: str) -> str | None:
    """For asking.hooks.titles: a name is the same in every language."""
    row = _agreement(feature, subject)
    return f"{row.school_class.name}, {row.school_class.school.name}" if row else None


def reader_names(*, feature: str, subject: UUID, now: dt.datetime) -> Sequence[str] | None:
    """For asking.hooks.reader_names: nobody whose name is protected."""
    row = _agreement(feature, subject)
    if row is None:
        return None
    team = team_of(school_class=row.school_class, day=clock.today(now))
    return [str(person.name) for person in team if not person.name_protected]


@dataclasses.dataclass(frozen=True, slots=True)
class Heard:
    """How far the homes have been asked one kind of questions; `progress` None before they are."""

    kind: Kind
    progress: Progress | None

    @property
    def waiting(self) -> int:
        return self.progress.homes - self.progress.reached if self.progress else 0


def heard(*, agreement: Agreement, kind: Kind, now: dt.datetime) -> Heard:
    return Heard(kind, progress(feature=FEATURE, subject=agreement.uuid, kind=kind, now=now))


@dataclasses.dataclass(frozen=True, slots=True)
class FigureRow:
    """How many homes chose an option; `homes` None where it would show few."""

    words: str
    homes: int | None


@dataclasses.dataclass(frozen=True, slots=True)
class FiguresShown:
    """A question's figures, as they were counted when it closed, beside how many never answered."""

    question: str
    rows: tuple[FigureRow, ...]


def figures_shown(*, agreement: Agreement, kind: Kind) -> list[FiguresShown]:
    """Empty before the questions are closed. Silence is shown as what it is: it may be anything."""
    question_set = set_of(feature=FEATURE, subject=agreement.uuid, kind=kind)
    if question_set is None or question_set.figures is None:
        return []
    found = []
    for question in questions_of(question_set.questionnaire_id):
        counts = question_set.figures.get(question.key)
        if counts:
            rows = (FigureRow(words_of(one.text, "da").body, counts.get(one.key)) for one in question.options.all())
            found.append(FiguresShown(words_of(question.text, "da").body, tuple(rows)))
    return found


def version_asked_about(*, asked: Asked) -> tuple[AgreementVersion, QuestionSet] | None:
    """The newest version of the agreement that somebody's hearing is about."""
    for question_set in sets_asking(asked).filter(feature=FEATURE, kind=Kind.HEARING):
        rows = AgreementVersion.objects.filter(agreement__uuid=question_set.subject)
        version = rows.select_related("agreement__school_class__school").order_by("-number").first()
        if version is not None:
            return version, question_set
    return None


def own_answer(*, asked: Asked) -> dict[str, Said]:
    """What somebody has answered by their own link, as they see it again."""
    row = Response.objects.filter(asked=asked, origin=Origin.LINK).first()
    return said_from_json(row.said) if row else {}


@dataclasses.dataclass(frozen=True, slots=True)
class FamilyWeek:
    """What the agreements of all the children of one reader ask in an ordinary week; shown to that reader alone."""

    classes: tuple[str, ...]
    minutes: int


def family_week(*, person: Person, day: dt.date) -> FamilyWeek:
    """Of the agreements as they were last issued, in the classes of the pupils whom the person is there for today."""
    pupils = Guardianship.objects.filter(on(day), guardian=person, pupil__erased_at__isnull=True).values("pupil")
    classes = Enrolment.objects.filter(on(day), pupil__in=pupils).values("school_class")
    this_year = {
        "agreement__school_class__year__starts_on__lte": day,
        "agreement__school_class__year__ends_on__gt": day,
    }
    rows = AgreementVersion.objects.filter(agreement__school_class__in=classes, **this_year)
    rows = rows.select_related("agreement__school_class__school").order_by("agreement_id", "-number")
    newest = {row.agreement_id: row for row in reversed(rows)}
    found = sorted(newest.values(), key=lambda row: row.agreement_id)
    names = (f"{row.agreement.school_class.name}, {row.agreement.school_class.school.name}" for row in found)
    return FamilyWeek(tuple(names), sum(line["minutes"] for row in found for line in row.content["lines"]))


@dataclasses.dataclass(frozen=True, slots=True)
class AnswerShown:
    """An answer of a home: `rows` are (question, what was said)."""

    who: str
    how: str
    given_at: dt.datetime
    typed_by: str
    counts: bool
    rows: tuple[tuple[str, str], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class HomeShown:
    pupils: tuple[str, ...]
    answers: tuple[AnswerShown, ...]


def homes_shown(
    *, question_set: QuestionSet, homes: Sequence[HomeAnswers], held: HeldRoles, viewer: int | None, school_id: int
) -> list[HomeShown]:
    """The homes' answers in Danish words, with the names that this reader may see."""
    questions = questions_of(question_set.questionnaire_id)

    def name(person: Person) -> str:
        return shown_name(person=person, held=held, viewer_person_id=viewer, school_id=school_id)

    def shown(one: HomeAnswer) -> AnswerShown:
        typist = one.response.typed_by.person if one.response.typed_by else None
        rows = [(words_of(asked.text, "da").body, told(asked, one.said[asked.key])) for asked in questions
                if asked.key in one.said]  # fmt: skip
        return AnswerShown(
            name(one.person), str(Origin(one.response.origin).label), one.response.given_at,
            name(typist) if typist else "", one.counts, tuple(row for row in rows if row[1]),
        )  # fmt: skip

    return [HomeShown(tuple(map(name, home.pupils)), tuple(map(shown, home.answers))) for home in homes]
