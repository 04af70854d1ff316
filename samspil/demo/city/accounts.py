# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Each school of a city has a leader, and a board of seven parents and two of the staff; all of them can log in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from samspil.demo.city.names import uuid_of
from samspil.people.addresses.actions import addresses_ensure_all
from samspil.people.models import User

if TYPE_CHECKING:
    import psycopg

    from samspil.demo.city.sizes import Size

_PARENTS = 7
_LEADERS = """
UPDATE people_employment SET staff_role = 'leder'
WHERE person_id IN (
    SELECT person.id FROM generate_series(0, %(schools)s - 1) AS n
    JOIN people_person AS person ON person.external_id = 'by-ansat-' || n
)
"""
_SCHOOLS = "SELECT id, institution_number FROM people_school WHERE institution_number LIKE 'Q%%' ORDER BY id"
_BOARDS = "COPY people_board (uuid, school_id, from_on) FROM STDIN"
_SEATS = """
INSERT INTO people_boardseat (board_id, person_id, seat, is_chair, from_on)
SELECT board.id, person.id, member.seat, member.key = 'by-voksen-' || school.n, %(from_on)s
FROM generate_series(0, %(schools)s - 1) AS school (n)
CROSS JOIN LATERAL (
    SELECT 'by-voksen-' || school.n + k * %(schools)s AS key, 'foraelder' AS seat, k AS place
    FROM generate_series(0, %(parents)s - 1) AS k
    UNION ALL
    SELECT 'by-ansat-' || school.n + k * %(schools)s, 'medarbejder', %(parents)s + k FROM generate_series(1, 2) AS k
) AS member
JOIN people_school ON people_school.institution_number = 'Q' || lpad((school.n + 1)::text, 5, '0')
JOIN people_board AS board ON board.school_id = people_school.id
JOIN people_person AS person ON person.external_id = member.key
ORDER BY school.n, member.place
"""
_HOLDERS = """
SELECT person.id, person.external_id FROM people_person AS person
WHERE person.external_id LIKE 'by-%%' AND (
    EXISTS (SELECT 1 FROM people_boardseat WHERE person_id = person.id)
    OR EXISTS (SELECT 1 FROM people_employment WHERE person_id = person.id AND staff_role = 'leder')
)
ORDER BY person.id
"""
_USERS = """
COPY people_user (uuid, email, person_id, is_active, is_superuser, password, language, created_at) FROM STDIN
"""


def fill(cursor: psycopg.Cursor[Any], size: Size, on: dt.date) -> None:
    since = dt.date(on.year - 2, 1, 1)
    numbers = {"schools": size.schools, "parents": _PARENTS, "from_on": since}
    cursor.execute(_LEADERS, numbers)
    cursor.execute(
        "SELECT id, institution_number FROM people_school WHERE institution_number LIKE 'Q%%' ORDER BY id", []
    )
    schools = list(cursor)
    with cursor.copy(_BOARDS) as copy:
        for school, number in schools:
            copy.write_row((uuid_of(f"bestyrelse-{number}"), school, since))
    cursor.execute(_SEATS, numbers)
    addresses_ensure_all()
    cursor.execute(_HOLDERS, [])
    holders = list(cursor)
    sealed = User._meta.get_field("email").get_prep_value
    opened = dt.datetime.combine(since, dt.time(12), dt.UTC)
    with cursor.copy(_USERS) as copy:
        for person, key in holders:
            email = f"{key.removeprefix('by-')}@by.example"
            password = f"{UNUSABLE_PASSWORD_PREFIX}{uuid_of(f'password-{key}').hex}"
            copy.write_row((uuid_of(f"konto-{key}"), sealed(email), person, True, False, password, "", opened))
