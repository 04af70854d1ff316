# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who has been reached, by home, and whom to call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from samspil.asking.models import Asked, AskedFor, QuestionSet
from samspil.asking.queries.drafts import answers_for
from samspil.asking.queries.sets import is_open, set_of
from samspil.asking.rules import Reach, Voice, reach
from samspil.core import clock
from samspil.people.persons.models import Guardianship, Person
from samspil.people.persons.queries.homes import guardianships_on, home_key
from samspil.people.roles.held import HeldRoles
from samspil.people.roles.queries.shown import shown_name


@dataclass(frozen=True, slots=True)
class Progress:
    """How many homes a set asks and has reached. A home that would rather not answer has been reached."""

    question_set: QuestionSet
    homes: int
    reached: int
    open: bool

    @property
    def not_reached(self) -> int:
        return self.homes - self.reached


@dataclass(frozen=True, slots=True)
class ToReach:
    """Somebody of a home that has not been reached, as this reader may see them. `name` may say that it is protected,
    and there is no `phone` then; `language` is "" where nobody knows it. `asked` is None for who came later and has not
    been asked.
    """

    name: str
    language: str
    phone: str
    has_email: bool
    asked: UUID | None
    wish: str
    wish_words: str
    interpreter: bool
    sent_at: dt.datetime | None
    reminded_at: dt.datetime | None
    remind_on: dt.date | None


@dataclass(frozen=True, slots=True)
class HomeToReach:
    pupils: tuple[str, ...]
    people: tuple[ToReach, ...]


@dataclass(frozen=True, slots=True)
class HomeRows:
    """A home as the set knew it when it was opened: the same persons, for one pupil or several."""

    rows: tuple[AskedFor, ...]
    state: Reach

    @property
    def pupils(self) -> list[int]:
        return sorted({row.pupil_id for row in self.rows})


def homes_in(*, question_set: QuestionSet, now: dt.datetime) -> list[HomeRows]:
    """The set's homes in the order in which they were asked; brothers and sisters of one home are one. Two queries."""
    rows = AskedFor.objects.filter(question_set=question_set).select_related("asked").order_by("pk")
    return _homes(list(rows), _there(rows.values_list("pupil_id", flat=True), clock.today(now)))


def _there(pupils: Iterable[int], day: dt.date) -> set[tuple[int, int]]:
    """(guardian, pupil) of those who may answer for the pupil that day."""
    held = Guardianship.objects.filter(pk__in=guardianships_on(pupils=list(pupils), day=day).values("pk"))
    return {(row.guardian_id, row.pupil_id) for row in held if answers_for(row)}


def _homes(rows: list[AskedFor], there: set[tuple[int, int]]) -> list[HomeRows]:
    by_label: dict[tuple[int, str], list[AskedFor]] = {}
    for row in rows:
        by_label.setdefault((row.pupil_id, row.home), []).append(row)
    by_people: dict[frozenset[int], list[AskedFor]] = {}
    for found in by_label.values():
        by_people.setdefault(frozenset(row.asked.person_id for row in found), []).extend(found)
    return [HomeRows(tuple(found), reach(_voice(row, there) for row in found)) for found in by_people.values()]


def _voice(row: AskedFor, there: set[tuple[int, int]]) -> Voice:
    own = row.asked.person_id == row.pupil_id
    return Voice(
        answered=row.asked.answered_at is not None and row.seen_at is not None,
        declined=row.asked.declined_at is not None,
        there=own or (row.asked.person_id, row.pupil_id) in there,
    )


def progress(*, feature: str, subject: UUID, kind: str, now: dt.datetime) -> Progress | None:
    """None where nothing of the kind has been asked. Homes where nobody is left to ask count for nothing."""
    question_set = set_of(feature=feature, subject=subject, kind=kind)
    if question_set is None:
        return None
    homes = [home.state for home in homes_in(question_set=question_set, now=now) if home.state != Reach.GONE]
    reached = sum(state != Reach.WAITING for state in homes)
    return Progress(question_set, len(homes), reached, is_open(question_set, now=now))


def not_reached(
    *, feature: str, subject: UUID, kind: str, held: HeldRoles, viewer: int | None, school_id: int | None,
    now: dt.datetime,
) -> list[HomeToReach]:  # fmt: skip
    """Whom to call: the homes that have not been reached, those who asked for it first, and who came to a pupil later
    and lives with nobody who was asked. Whoever would rather not answer is not among them.

    For those who may read the answers. Constant queries.
    """
    question_set = set_of(feature=feature, subject=subject, kind=kind)
    if question_set is None:
        return []
    rows = list(AskedFor.objects.filter(question_set=question_set).select_related("asked", "pupil").order_by("pk"))
    present = list(guardianships_on(pupils={row.pupil_id for row in rows}, day=clock.today(now)))
    allowed = [row for row in present if answers_for(row)]
    homes = _homes(rows, {(row.guardian_id, row.pupil_id) for row in allowed})
    list_ = _List(held, viewer, school_id, {row.asked.person_id: row.asked for row in rows}, _pupils(rows))
    waiting = [list_.home(home.pupils, _still_there(home, allowed)) for home in homes if home.state == Reach.WAITING]
    waiting += [list_.home([row.pupil_id], [row.guardian]) for row in _newcomers(homes, present)]
    # A pupil who is asked themselves has no guardian here.
    waiting += [list_.home(home.pupils, _own(home)) for home in homes if home.state == Reach.WAITING and _own(home)]
    return sorted((home for home in waiting if home.people), key=_first_who_asked)


def _pupils(rows: Iterable[AskedFor]) -> dict[int, Person]:
    return {row.pupil_id: row.pupil for row in rows}


def _own(home: HomeRows) -> list[Person]:
    return [row.pupil for row in home.rows if row.asked.person_id == row.pupil_id]


def _still_there(home: HomeRows, allowed: list[Guardianship]) -> list[Person]:
    asked = {(row.asked.person_id, row.pupil_id) for row in home.rows}
    found = {row.guardian_id: row.guardian for row in allowed if (row.guardian_id, row.pupil_id) in asked}
    return list(found.values())


def _newcomers(homes: list[HomeRows], present: list[Guardianship]) -> list[Guardianship]:
    """Who may answer today, was not asked about the pupil, and shares no home with somebody who was."""
    asked = {(row.asked.person_id, row.pupil_id) for home in homes for row in home.rows}
    known = {(row.pupil_id, home_key(row.home)) for row in present
             if row.home and (row.guardian_id, row.pupil_id) in asked}  # fmt: skip
    new = [row for row in present if answers_for(row) and (row.guardian_id, row.pupil_id) not in asked]
    return [row for row in new if not row.home or (row.pupil_id, home_key(row.home)) not in known]


def _first_who_asked(home: HomeToReach) -> tuple[bool, tuple[str, ...]]:
    return not any(one.wish for one in home.people), home.pupils


@dataclass(frozen=True, slots=True)
class _List:
    held: HeldRoles
    viewer: int | None
    school_id: int | None
    asked: dict[int, Asked]
    pupils: dict[int, Person]

    def home(self, pupils: Iterable[int], people: Iterable[Person]) -> HomeToReach:
        return HomeToReach(
            tuple(self._name(self.pupils[pk]) for pk in pupils), tuple(self._person(one) for one in people)
        )

    def _name(self, person: Person) -> str:
        return shown_name(person=person, held=self.held, viewer_person_id=self.viewer, school_id=self.school_id)

    def _person(self, person: Person) -> ToReach:
        asked, name = self.asked.get(person.pk), self._name(person)
        return ToReach(
            name=name,
            language=person.language,
            phone=str(person.phone or "") if name == person.name else "",
            has_email=bool(person.email_digest),
            asked=asked.uuid if asked else None,
            wish=asked.wish if asked else "",
            wish_words=str(asked.get_wish_display()) if asked and asked.wish else "",
            interpreter=bool(asked and asked.interpreter),
            sent_at=asked.sent_at if asked else None,
            reminded_at=asked.reminded_at if asked else None,
            remind_on=asked.remind_on if asked else None,
        )
