# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A city of invented persons in a database, analysed, so that PostgreSQL plans as it does in a real municipality.

Pupils in classes with two guardians each, and staff at the schools. No boards, roles, accounts or contact data: nobody
in it receives a letter or may log in, so a meeting beside it goes as without it. Its names end in q, which no Danish
word does: no sentence names somebody by accident.

`load(connection)` takes a connection of psycopg: `load(django.db.connection.connection)` inside a test with the
`db` fixture (after `ensure_connection()`), or `load_at(server.database_url)` for the database of a server process.
"""

import itertools
from collections.abc import Iterator
from uuid import uuid4

import psycopg

from samspil.core.danish import sort_key

PERSONS = 20_000
# One person in ten is staff; the others are families of one pupil and two guardians.
_STAFF_EVERY = 10
_CLASS_SIZE = 22
_CLASSES_AT_A_SCHOOL = 20
_SYLLABLES = tuple(one + other for one in "bdfghjklmnprstv" for other in "aeiouyæøå")
_GIVEN = tuple(f"{first}{last}q".capitalize() for first, last in itertools.product(_SYLLABLES, repeat=2))
_FAMILY = tuple(f"{name}sq" for name in _GIVEN)
# When the given names are used up, they begin again with other family names.
_STEP = 7

_PERSONS = """
COPY people_person (uuid, external_id, given_name, family_name, sort_key, language, email_digest, phone_digest,
    name_protected, address_protected) FROM STDIN
"""
_SCHOOLS = """
INSERT INTO people_school (uuid, institution_number, name, sort_key, email, phone, address, from_on)
SELECT gen_random_uuid(), 'Q' || lpad(n::text, 5, '0'), 'Byskole ' || n, 'byskole ' || lpad(n::text, 5, '0'), '', '',
    '', '2020-08-01'
FROM generate_series(1, %(schools)s) AS n
"""
_YEAR = """
INSERT INTO people_schoolyear (name, starts_on, ends_on) VALUES ('2026-2027', '2026-08-01', '2027-08-01')
ON CONFLICT DO NOTHING
"""
_CLASSES = """
INSERT INTO people_schoolclass (uuid, external_id, school_id, year_id, kind, grade, letter, name, sort_key)
SELECT gen_random_uuid(), 'by-klasse-' || n, school.id, year.id, 'hovedgruppe', n %% 10, 'by' || n,
    n %% 10 || '.by' || n, lpad(n::text, 6, '0')
FROM generate_series(0, %(classes)s - 1) AS n
JOIN people_school AS school ON school.institution_number = 'Q' || lpad((n / %(at_a_school)s + 1)::text, 5, '0')
JOIN people_schoolyear AS year ON year.name = '2026-2027'
"""
_ENROLMENTS = """
INSERT INTO people_enrolment (pupil_id, school_class_id, from_on)
SELECT pupil.id, class.id, '2026-08-01'
FROM generate_series(0, %(families)s - 1) AS n
JOIN people_person AS pupil ON pupil.external_id = 'by-elev-' || n
JOIN people_schoolclass AS class ON class.external_id = 'by-klasse-' || n / %(class_size)s
"""
_GUARDIANSHIPS = """
INSERT INTO people_guardianship (guardian_id, pupil_id, relation, custody, contact_allowed, from_on)
SELECT guardian.id, pupil.id, 'foraelder', true, true, '2020-08-01'
FROM generate_series(0, %(families)s - 1) AS n
CROSS JOIN (VALUES ('a'), ('b')) AS parent (which)
JOIN people_person AS pupil ON pupil.external_id = 'by-elev-' || n
JOIN people_person AS guardian ON guardian.external_id = 'by-voksen-' || n || parent.which
"""
_EMPLOYMENTS = """
INSERT INTO people_employment (person_id, school_id, staff_role, from_on)
SELECT person.id, school.id, 'laerer', '2020-08-01'
FROM generate_series(0, %(staff)s - 1) AS n
JOIN people_person AS person ON person.external_id = 'by-ansat-' || n
JOIN people_school AS school
    ON school.institution_number = 'Q' || lpad((n %% %(schools)s + 1)::text, 5, '0')
"""


def load(connection: "psycopg.Connection[tuple[object, ...]]", *, persons: int = PERSONS) -> int:
    """Load a city once into a migrated database and analyse it; the number of persons that came (at least three)."""
    staff = persons // _STAFF_EVERY
    families = max(1, (persons - staff) // 3)
    classes = -(-families // _CLASS_SIZE)
    numbers = {
        "staff": staff,
        "families": families,
        "classes": classes,
        "schools": -(-classes // _CLASSES_AT_A_SCHOOL),
        "class_size": _CLASS_SIZE,
        "at_a_school": _CLASSES_AT_A_SCHOOL,
    }
    keys = list(_keys(families, staff))
    with connection.cursor() as cursor:
        with cursor.copy(_PERSONS) as copy:
            for number, key in enumerate(keys):
                given, family = name(number)
                copy.write_row((uuid4(), key, given, family, sort_key(f"{family} {given}"), "da", "", "", False, False))
        # The joins below are planned with what has just come.
        cursor.execute("ANALYZE people_person")
        cursor.execute(_YEAR)
        for statement in (_SCHOOLS, _CLASSES, _ENROLMENTS, _GUARDIANSHIPS, _EMPLOYMENTS):
            cursor.execute(statement, numbers)
        cursor.execute("ANALYZE")
    return len(keys)


def load_at(address: str, *, persons: int = PERSONS) -> int:
    """The same in a transaction of its own at the address of a database."""
    with psycopg.connect(address) as connection:
        return load(connection, persons=persons)


def name(number: int) -> tuple[str, str]:
    """The given name and the family name of the person with that number."""
    turn, place = divmod(number, len(_GIVEN))
    return _GIVEN[place], _FAMILY[(place + _STEP * turn) % len(_FAMILY)]


def _keys(families: int, staff: int) -> Iterator[str]:
    for number in range(families):
        yield f"by-elev-{number}"
        yield f"by-voksen-{number}a"
        yield f"by-voksen-{number}b"
    for number in range(staff):
        yield f"by-ansat-{number}"
