# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the database knows, in a form that an import of a whole municipality can be compared with in memory."""

import datetime as dt
from typing import Any

from django.db.models import Q

from samspil.people.persons.models import Employment, Enrolment, Guardianship, Person
from samspil.people.places.models import School, SchoolClass, SchoolYear
from samspil.people.roles.definitions import ClassTeam
from samspil.people.roles.models import Board, BoardSeat, Role

# Contact data is compared by digest: nothing of 90,000 persons needs to be decrypted.
PERSON_FIELDS = (
    "pk", "external_id", "given_name", "family_name", "language", "birth_year", "email_digest", "phone_digest",
    "name_protected", "address_protected",
)  # fmt: skip


class State:
    """Everything an import may touch, as it is now. Rows of what holds on `on` or will hold later."""

    def __init__(self, on: dt.date) -> None:
        self.on = on
        self.schools = {row.institution_number: row for row in School.objects.all()}
        self.years = {row.name: row for row in SchoolYear.objects.all()}
        self._classes()
        self._persons()
        still = Q(until_on__isnull=True) | Q(until_on__gt=on)
        self.enrolments = {(row.pupil_id, row.school_class_id): row for row in Enrolment.objects.filter(still)}
        self.guardianships = {(row.guardian_id, row.pupil_id): row for row in Guardianship.objects.filter(still)}
        self.employments = {
            (row.person_id, row.school_id, row.staff_role): row for row in Employment.objects.filter(still)
        }
        self.boards = {row.school_id: row for row in Board.objects.filter(still)}
        self._teams(still)
        self.seats = {(row.board_id, row.person_id): row for row in BoardSeat.objects.filter(still)}

    def _classes(self) -> None:
        self.classes: dict[object, SchoolClass] = {}
        self.class_school: dict[int, int] = {}
        for row in SchoolClass.objects.select_related("year"):
            self.classes[(row.school_id, row.year.name, row.kind, row.name)] = row
            if row.external_id:
                self.classes[row.external_id] = row
            self.class_school[row.pk] = row.school_id

    def _teams(self, still: Q) -> None:
        """By person, school and school year."""
        self.teams: dict[tuple[int, int, str], list[Role]] = {}
        for row in Role.objects.filter(still, code=ClassTeam.code).select_related("school_class__year"):
            if row.school_class is not None:
                key = (row.person_id, row.school_class.school_id, row.school_class.year.name)
                self.teams.setdefault(key, []).append(row)

    def _persons(self) -> None:
        self.persons: dict[str, dict[str, Any]] = {}
        self.by_email: dict[tuple[str, str], dict[str, Any]] = {}
        persons = Person.objects.filter(erased_at__isnull=True).order_by("pk").values(*PERSON_FIELDS)
        for row in persons.iterator(chunk_size=5000):
            if row["external_id"]:
                self.persons[row["external_id"]] = row
            if row["email_digest"]:
                name = f"{row['given_name']} {row['family_name']}".strip().lower()
                self.by_email.setdefault((row["email_digest"], name), row)
