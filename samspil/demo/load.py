# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The demo: an invented municipality with three meetings. Loaded once, through the same actions as real work.

Of a city's size it has also what only numbers can have, in bulk (samspil.demo.city).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import connection, transaction

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.demo import city, families, meetings, places, restart, school_years, teams
from samspil.people.login.demo import demo_people
from samspil.people.models import Municipality, Person, School
from samspil.people.persons.actions import account_open, person_add
from samspil.people.persons.queries.persons import persons_by_email
from samspil.people.roles import definitions as roles
from samspil.people.roles.actions import role_give
from samspil.people.schools.actions.boards import board_add, board_seat_add, committee_add, committee_seat_add
from samspil.people.schools.actions.schools import municipality_save, school_add

if TYPE_CHECKING:
    from samspil.people.models import User


def person_id(email: str) -> UUID:
    """The same for the same person each time, so that the bar »Se som …« knows them in every process."""
    return uuid5(NAMESPACE_URL, f"samspil-demo:{email}")


@dataclass(frozen=True, slots=True)
class Size:
    """`city` is what comes beside the demo's own schools."""

    city: city.Size | None
    meetings: meetings.Scale


SIZES = {"small": Size(None, meetings.SMALL), "city": Size(city.CITY, meetings.CITY)}


def load_if_empty(size: str = "") -> bool:
    """Fill an empty installation. A later start only sets the live meeting's clock going again; it answers False.

    Refused when another size is asked for than the one that is there.
    """
    if Municipality.objects.exists():
        present = "city" if School.objects.count() > len(places.SCHOOLS) else "small"
        if size not in {"", present}:
            msg = f"Demoen i mappen har allerede størrelsen {present}. Vælg en anden mappe med --data."
            raise Refused(msg, code="demo-other-size")
        meetings.live_again(now=clock.now())
        return False
    load(size=SIZES[size or "small"], now=clock.now())
    return True


@transaction.atomic
def load(*, size: Size, now: datetime) -> None:
    long_ago = now - timedelta(days=400)
    municipality = municipality_save(by=None, now=long_ago, **places.MUNICIPALITY)
    officers = [_officer(officer, municipality, long_ago) for officer in places.OFFICERS]
    _committee(municipality, long_ago)
    for number, name, chair, others in places.SCHOOLS:
        _school(number, name, chair, others, long_ago)
    teams.load(now=now)
    families.load(now=now)
    for name in (places.LEADER, places.TEACHER, families.MOTHER):
        _let_in(places.email(name), now)
    if size.city:
        city.load(connection.connection, size.city, on=clock.today(now))
    school_years.load(now=long_ago)
    school_years.load(now=now)
    restart.load(now=now)
    meetings.load(officers=officers, scale=size.meetings, now=now)
    if size.city:
        # With what the meetings brought.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _let_in(email: str, at: datetime) -> None:
    """Somebody from the files, known to the bar »Se som …«."""
    person = persons_by_email(email).get()
    Person.objects.filter(pk=person.pk).update(uuid=person_id(email))
    person.refresh_from_db()
    account_open(person=person, by=None, now=at)


def _person(name: str, email: str, at: datetime, language: str = "da") -> Person:
    given, _space, family = name.partition(" ")
    person = person_add(given_name=given, family_name=family, email=email, language=language, by=None, now=at)
    Person.objects.filter(pk=person.pk).update(uuid=person_id(email))
    person.refresh_from_db()
    return person


def _officer(officer: places.Officer, municipality: Municipality, at: datetime) -> User:
    person = _person(f"{officer.given} {officer.family}", officer.email, at)
    role_give(person=person, code=roles.Officer.code, scope=municipality, from_on=clock.today(at), by=None, now=at)
    return account_open(person=person, by=None, now=at)


def _committee(municipality: Municipality, at: datetime) -> None:
    day = clock.today(at)
    committee = committee_add(municipality=municipality, name=places.COMMITTEE, from_on=day, by=None, now=at)
    for place, name in enumerate(places.COMMITTEE_MEMBERS):
        person = _person(name, places.email(name), at)
        account_open(person=person, by=None, now=at)
        committee_seat_add(committee=committee, person=person, from_on=day, is_chair=place == 0, by=None, now=at)


def _school(number: str, name: str, chair: str, others: Iterable[str], at: datetime) -> None:
    day = clock.today(at)
    school = school_add(institution_number=number, name=name, from_on=day, by=None, now=at)
    board = board_add(school=school, from_on=day, by=None, now=at)
    for place, parent in enumerate((chair, *others)):
        person = _person(parent, places.email(parent), at)
        account_open(person=person, by=None, now=at)
        board_seat_add(board=board, person=person, from_on=day, is_chair=place == 0, by=None, now=at)


def who_one_can_be() -> list[str]:
    """What the terminal says: the same people as the bar »Se som …« on every page."""
    names = ", ".join(str(person.label) for person in demo_people())
    return [f"Vælg øverst på siden, hvem du vil være: {names}."]
