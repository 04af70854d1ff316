# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What an import says, whatever file it came from. Plain values; None means "the file does not say"."""

import dataclasses
import datetime as dt
from collections.abc import Hashable, Iterator


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The line of a file, for telling somebody to look there."""

    file: str
    line: int

    def __str__(self) -> str:
        number = f"{self.line:,}".replace(",", ".")
        return f"{self.file}, linje {number}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRow:
    where: Where
    institution_number: str
    name: str
    email: str | None = None
    phone: str | None = None
    address: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """`key` is what pupils in the same import call the class by; `external_id` only when the source has one."""

    where: Where
    key: str
    institution_number: str
    year: str
    name: str
    kind: str
    grade: int | None = None
    letter: str = ""
    external_id: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Contact fields: None keeps what is known, "" takes it away."""

    external_id: str | None
    given_name: str
    family_name: str = ""
    email: str | None = None
    phone: str | None = None
    language: str | None = None
    birth_year: int | None = None
    name_protected: bool | None = None
    address_protected: bool | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PupilRow:
    where: Where
    person: PersonRow
    institution_number: str
    class_key: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GuardianRow:
    where: Where
    person: PersonRow
    pupil_id: str
    relation: str | None = None
    custody: bool | None = None
    contact_allowed: bool | None = None
    reason: str | None = None
    home: str | None = None
    from_on: dt.date | None = None
    until_on: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Teams:
    """All classes whose teams somebody is in at the school: (school year, name) each; the year None is that of the day.

    `years`: those it speaks of. In other years the teams stay as they are.
    """

    classes: tuple[tuple[str | None, str], ...]
    years: frozenset[str | None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    where: Where
    person: PersonRow
    institution_number: str
    staff_role: str
    teams: Teams | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow:
    where: Where
    person: PersonRow
    institution_number: str
    seat: str
    is_chair: bool
    from_on: dt.date | None = None
    until_on: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why the import cannot be done, in a sentence. Never repeats a value that looks like a CPR number."""

    words: str
    where: Where | None = None

    def __str__(self) -> str:
        if self.where is None:
            return self.words
        return f"{self.where}: {self.words}"


@dataclasses.dataclass(slots=True, kw_only=True)
class Batch:
    """All rows of one import. A kind that is None was not in the files, so nobody of that kind can be missing."""

    schools: list[SchoolRow] | None = None
    classes: list[ClassRow] | None = None
    pupils: list[PupilRow] | None = None
    guardians: list[GuardianRow] | None = None
    staff: list[StaffRow] | None = None
    seats: list[SeatRow] | None = None
    problems: list[Problem] = dataclasses.field(default_factory=list)
    # What is done all the same, but should be seen first.
    notices: list[Problem] = dataclasses.field(default_factory=list)
    # By `person_key`: what several lines about one person say together.
    persons: dict[Hashable, PersonRow] = dataclasses.field(default_factory=dict)

    def each_person(self) -> Iterator[tuple[Where, PersonRow]]:
        """Every line about a person, in the order they are taken up."""
        for rows in (self.pupils, self.guardians, self.staff, self.seats):
            for row in rows or []:
                yield row.where, row.person


def person_key(person: PersonRow) -> Hashable:
    """What tells a person from others within one import: the id, else mail and name."""
    if person.external_id:
        return person.external_id
    return (person.email or "").strip().lower(), f"{person.given_name} {person.family_name}".strip().lower()
