# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Schools with their classes, pupils with their guardians, and staff.

Who belongs to whom follows from the numbers: pupil and guardian i to family i modulo the families, family f to school f
modulo the schools, so that brothers and sisters go to one school.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import connection

from samspil.core.danish import sort_key
from samspil.demo.city.names import name, uuid_of
from samspil.people.models import Person
from samspil.people.persons.digests import email_digest, phone_digest

if TYPE_CHECKING:
    import psycopg

    from samspil.demo.city.sizes import Size

_LANGUAGES = ("en", "ar", "tr", "uk", "so", "pl")
_PERSONS = """
COPY people_person (uuid, external_id, given_name, family_name, sort_key, language, birth_year, email, email_digest,
    phone, phone_digest, name_protected, address_protected) FROM STDIN
"""
_SCHOOLS = """
COPY people_school (uuid, institution_number, name, sort_key, email, phone, address, from_on) FROM STDIN
"""
_YEAR = """
INSERT INTO people_schoolyear (name, starts_on, ends_on) VALUES (%(year)s, %(starts_on)s, %(ends_on)s)
ON CONFLICT DO NOTHING
"""
_CLASSES = """
COPY people_schoolclass (uuid, external_id, school_id, year_id, kind, grade, letter, name, sort_key) FROM STDIN
"""
_ENROLMENTS = """
INSERT INTO people_enrolment (pupil_id, school_class_id, from_on)
SELECT pupil.id, class.id, %(starts_on)s
FROM generate_series(0, %(pupils)s - 1) AS n
JOIN people_person AS pupil ON pupil.external_id = 'by-elev-' || n
JOIN people_schoolclass AS class
    ON class.external_id = 'by-klasse-' || n %% %(families)s %% %(schools)s || '-' || n / %(schools)s %% %(classes)s
ORDER BY n
"""
_GUARDIANSHIPS = """
INSERT INTO people_guardianship (guardian_id, pupil_id, relation, custody, contact_allowed, reason, home, by_hand,
    from_on)
SELECT guardian.id, pupil.id, (ARRAY['mor', 'far', 'foraelder'])[1 + (child.n + adult.n) %% 3],
    adult.n %% 211 <> 3, adult.n %% 307 <> 5, '',
    CASE child.n %% %(families)s %% 10
        WHEN 0 THEN '' WHEN 1 THEN chr(65 + adult.n / %(families)s) WHEN 2 THEN chr(65 + adult.n / %(families)s)
        ELSE 'A' END,
    FALSE, %(long_ago)s
FROM generate_series(0, %(pupils)s - 1) AS child (n)
JOIN generate_series(0, %(guardians)s - 1) AS adult (n) ON adult.n %% %(families)s = child.n %% %(families)s
JOIN people_person AS pupil ON pupil.external_id = 'by-elev-' || child.n
JOIN people_person AS guardian ON guardian.external_id = 'by-voksen-' || adult.n
ORDER BY child.n, adult.n
"""
_EMPLOYMENTS = """
INSERT INTO people_employment (person_id, school_id, staff_role, from_on)
SELECT person.id, school.id, (ARRAY['laerer', 'laerer', 'laerer', 'paedagog', 'tap'])[1 + n / %(schools)s %% 5],
    %(long_ago)s
FROM generate_series(0, %(staff)s - 1) AS n
JOIN people_person AS person ON person.external_id = 'by-ansat-' || n
JOIN people_school AS school
    ON school.institution_number = 'Q' || lpad((n %% %(schools)s + 1)::text, 5, '0')
ORDER BY n
"""


def fill(cursor: psycopg.Cursor[Any], size: Size, on: dt.date) -> None:
    first = on.year if on.month >= 8 else on.year - 1
    numbers = {
        "schools": size.schools,
        "classes": size.classes,
        "families": size.families,
        "pupils": size.pupils,
        "guardians": size.guardians,
        "staff": size.staff,
        "year": f"{first}-{first + 1}",
        "starts_on": dt.date(first, 8, 1),
        "ends_on": dt.date(first + 1, 8, 1),
        "long_ago": dt.date(first - 6, 8, 1),
    }
    with cursor.copy(_PERSONS) as copy:
        for row in _persons(size, first):
            copy.write_row(row)
    with cursor.copy(_SCHOOLS) as copy:
        for number in range(1, size.schools + 1):
            copy.write_row(_school(number, dt.date(first - 6, 8, 1)))
    cursor.execute(_YEAR, numbers)
    _classes(cursor, size, numbers)
    # The joins are planned with what has just come.
    cursor.execute("ANALYZE people_person, people_school, people_schoolclass")
    for statement in (_ENROLMENTS, _GUARDIANSHIPS, _EMPLOYMENTS):
        cursor.execute(statement, numbers)


def _persons(size: Size, year: int) -> Iterator[tuple[object, ...]]:
    seal = _Seal(with_contacts=size.accounts)
    for number in range(size.pupils):
        grade = number // size.schools % size.classes % 10
        yield _person(number, f"by-elev-{number}", "da", year - 6 - grade, seal.none)
    for number in range(size.guardians):
        language = _LANGUAGES[number // 6 % len(_LANGUAGES)] if size.accounts and number % 6 == 5 else "da"
        yield _person(size.pupils + number, f"by-voksen-{number}", language, None, seal.of(f"voksen-{number}", number))
    for number in range(size.staff):
        place = size.pupils + size.guardians + number
        yield _person(place, f"by-ansat-{number}", "da", None, seal.of(f"ansat-{number}", size.guardians + number))


def _person(
    number: int, key: str, language: str, birth_year: int | None, contact: tuple[str | None, str, str | None, str]
) -> tuple[object, ...]:
    given, family = name(number)
    protected = number % 251 == 11
    order = sort_key(f"{family} {given}")
    return (uuid_of(key), key, given, family, order, language, birth_year, *contact, protected, protected)


class _Seal:
    """Contact data as the columns hold them, in the order of `_PERSONS`."""

    none = (None, "", None, "")

    def __init__(self, *, with_contacts: bool) -> None:
        self._with_contacts = with_contacts
        fields = (Person._meta.get_field("email"), Person._meta.get_field("phone"))
        self._email, self._phone = (field.get_db_prep_save for field in fields)

    def of(self, box: str, number: int) -> tuple[str | None, str, str | None, str]:
        if not self._with_contacts:
            return self.none
        # No Danish number begins with 0, and .example is reserved: neither reaches anybody.
        email, phone = f"{box}@by.example", f"0{number:07}"
        return (
            self._email(email, connection),
            email_digest(email),
            self._phone(phone, connection),
            phone_digest(phone),
        )


def _school(number: int, from_on: dt.date) -> tuple[object, ...]:
    key, called = f"Q{number:05}", f"Byskole {number}"
    return (uuid_of(key), key, called, sort_key(called), f"{key.lower()}@by.example", "", "", from_on)


def _classes(cursor: psycopg.Cursor[Any], size: Size, numbers: dict[str, Any]) -> None:
    cursor.execute("SELECT id FROM people_schoolyear WHERE name = %(year)s", numbers)
    year = next(row[0] for row in cursor)
    cursor.execute("SELECT id FROM people_school WHERE institution_number LIKE 'Q%%' ORDER BY institution_number", [])
    schools = [row[0] for row in cursor]
    with cursor.copy(_CLASSES) as copy:
        for place, school in enumerate(schools):
            for number in range(size.classes):
                key = f"by-klasse-{place}-{number}"
                grade, letter = number % 10, chr(ord("a") + number // 10)
                called = f"{grade}.{letter}"
                row = (uuid_of(key), key, school, year, "hovedgruppe", grade, letter, called, sort_key(called))
                copy.write_row(row)
