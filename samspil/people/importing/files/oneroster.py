# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""OneRoster 1.1 CSV (1EdTech): manifest, orgs, academicSessions, classes, users with agents, enrollments.

Rows marked "tobedeleted" are left out, so that whoever they are about is missing and ended like anybody else. Guardians
are the agents of a student, and the students that a guardian names as agents. What the format does not say (language,
protection, custody) is kept as it is known.
"""

import re
from collections.abc import Iterable, Iterator

from samspil.people.importing.files.fields import FieldError, Reader, class_parts
from samspil.people.importing.files.rows import (
    Batch,
    ClassRow,
    GuardianRow,
    PersonRow,
    Problem,
    PupilRow,
    SchoolRow,
    StaffRow,
    Teams,
)
from samspil.people.importing.files.tables import Line, Table
from samspil.people.persons.enums import Relation, StaffRole
from samspil.people.places.enums import GroupKind

FILES = ("orgs", "academicsessions", "classes", "users", "enrollments")
STAFF = {
    "teacher": StaffRole.TEACHER,
    "aide": StaffRole.PEDAGOGUE,
    "administrator": StaffRole.LEADER,
    "proctor": StaffRole.SUPPORT,
}
_TEACHES = {StaffRole.TEACHER, StaffRole.PEDAGOGUE}
_GRADES = {str(grade) for grade in range(11)}
GUARDIANS = {"parent": Relation.PARENT, "guardian": Relation.GUARDIAN, "relative": Relation.OTHER}


def is_oneroster(tables: Iterable[Table]) -> bool:
    return any(_stem(table) == "manifest" and "propertyname" in table.headings for table in tables)


def read_tables(tables: Iterable[Table], batch: Batch) -> None:
    """Adds all that the files say to the batch, and a problem for each line that cannot be understood."""
    by_name = {_stem(table): table for table in tables}
    _refuse_changes_only(by_name["manifest"], batch)
    for name in FILES:
        if name not in by_name:
            batch.problems.append(Problem(words=f"OneRoster: Filen {name}.csv mangler."))
    for table in by_name.values():
        batch.problems.extend(table.problems)
    if batch.problems:
        return
    _Roster(by_name, batch).read()


def _refuse_changes_only(manifest: Table, batch: Batch) -> None:
    """A delta holds only what has changed: whoever it does not mention is not missing, and must not be ended."""
    for line in manifest.lines:
        name, value = line.values.get("propertyname", "").lower(), line.values.get("value", "").lower()
        if not name.startswith("file.") or value in {"bulk", "absent"}:
            continue
        shown = name.removeprefix("file.")[:60]
        words = f"OneRoster: Manifestet siger om {shown}, at filen er »{value[:30]}«. Bed om hele udtrækket (»bulk«)."
        if value == "delta":
            words = (
                f"OneRoster: Filen {shown} har kun ændringer (»delta«). Alle, den ikke nævner, ville blive "
                "afsluttet. Bed om hele udtrækket (»bulk«)."
            )
        batch.problems.append(Problem(words=words, where=line.where))


class _Roster:
    """The files of one set, which name each other's rows by sourcedId."""

    def __init__(self, tables: dict[str, Table], batch: Batch) -> None:
        self._tables = tables
        self._batch = batch
        self._schools: dict[str, str] = {}
        self._years: dict[str, str] = {}
        self._classes: dict[str, str] = {}
        self._users: dict[str, tuple[Line, PersonRow, str]] = {}
        self._rows: dict[str, ClassRow] = {}
        self._teams: dict[str, list[ClassRow]] = {}
        self._deleted = {
            line.values.get("sourcedid", "") for line in tables["users"].lines
            if line.values.get("status", "").lower() == "tobedeleted"
        }  # fmt: skip

    def read(self) -> None:
        batch = self._batch
        batch.schools = list(self._each("orgs", self._school))
        list(self._each("academicsessions", self._session))
        batch.classes = list(self._each("classes", self._class))
        list(self._each("users", self._user))
        batch.pupils = list(self._each("enrollments", self._pupil))
        batch.guardians = list(self._guardians())
        self._rows = {row.key: row for row in batch.classes}
        list(self._each("enrollments", self._team))
        batch.staff = list(self._staff())

    def _each(self, name: str, read):  # type: ignore[no-untyped-def]  # each reader has a row type of its own
        for line in self._tables[name].lines:
            reader = Reader(line)
            if reader.text("status").lower() == "tobedeleted":
                continue
            try:
                row = read(reader, line)
            except FieldError as error:
                self._batch.problems.append(reader.problem(error))
                continue
            if row is not None:
                yield row

    def _school(self, reader: Reader, line: Line) -> SchoolRow | None:
        if reader.text("type").lower() != "school":
            return None
        number = reader.institution("identifier") if reader.text("identifier") else reader.institution("sourcedid")
        self._schools[reader.needed("sourcedid")] = number
        return SchoolRow(where=reader.where, institution_number=number, name=reader.needed("name"))

    def _session(self, reader: Reader, line: Line) -> None:
        ends = reader.text("schoolyear") or reader.needed("enddate")[:4]
        if not re.fullmatch(r"20[0-9]{2}", ends):
            msg = "Feltet »schoolYear« skal være det år, skoleåret slutter."
            raise FieldError(msg)
        self._years[reader.needed("sourcedid")] = f"{int(ends) - 1}-{ends}"

    def _class(self, reader: Reader, line: Line) -> ClassRow:
        key, name = reader.needed("sourcedid", most=100), reader.needed("title", most=60)
        number = self._known(self._schools, reader.needed("schoolsourcedid"), "schoolSourcedId")
        term = next(iter(_ids(reader.needed("termsourcedids"))), "")
        year = self._known(self._years, term, "termSourcedIds")
        self._classes[key] = number
        grade, letter = class_parts(name)
        said = (_ids(reader.text("grades")) or [""])[0].lstrip("0") or ("0" if reader.text("grades") else "")
        if grade is None and said in _GRADES:
            grade = int(said)
        main = reader.text("classtype").lower() == "homeroom"
        return ClassRow(
            where=reader.where, key=key, external_id=key, institution_number=number, year=year, name=name,
            kind=GroupKind.MAIN if main else GroupKind.TEAM_OF_PUPILS, grade=grade, letter=letter,
        )  # fmt: skip

    def _user(self, reader: Reader, line: Line) -> None:
        key = reader.needed("sourcedid", most=100)
        person = PersonRow(
            external_id=key,
            given_name=reader.needed("givenname", most=100),
            family_name=reader.text("familyname", most=100),
            email=reader.email("email"),
            phone=reader.optional("sms", "phone", most=30),
        )
        self._users[key] = (line, person, reader.needed("role").lower())

    def _pupil(self, reader: Reader, line: Line) -> PupilRow | None:
        if reader.needed("role").lower() != "student":
            return None
        user = self._known(self._users, reader.needed("usersourcedid"), "userSourcedId")
        class_key = reader.needed("classsourcedid")
        number = self._known(self._classes, class_key, "classSourcedId")
        return PupilRow(where=reader.where, person=user[1], institution_number=number, class_key=class_key)

    def _guardians(self) -> Iterator[GuardianRow]:
        pupils = {row.person.external_id for row in self._batch.pupils or []}
        seen: set[tuple[str, str]] = set()
        for key, (line, _, role) in self._users.items():
            for agent in _ids(line.values.get("agentsourcedids", "")):
                guardian, pupil = (agent, key) if role == "student" else (key, agent)
                found = self._users.get(guardian)
                if found is None or found[2] not in GUARDIANS or pupil not in pupils or (guardian, pupil) in seen:
                    continue
                seen.add((guardian, pupil))
                yield GuardianRow(where=line.where, person=found[1], pupil_id=pupil, relation=GUARDIANS[found[2]].value)

    def _team(self, reader: Reader, line: Line) -> None:
        """Teachers and aides of a class; those of other groups are not its team."""
        if STAFF.get(reader.needed("role").lower()) not in _TEACHES:
            return
        key = reader.needed("classsourcedid")
        self._known(self._classes, key, "classSourcedId")
        place = self._rows[key]
        user = reader.needed("usersourcedid")
        if place.kind != GroupKind.MAIN:
            return
        if user in self._deleted:
            self._notice(line, f"Læreren »{user[:60]}« er slettet i users og kommer ikke i teamet for {place.name}.")
            return
        teacher = self._known(self._users, user, "userSourcedId")
        works_at = {self._schools.get(org) for org in _ids(teacher[0].values.get("orgsourcedids", ""))}
        if teacher[2] not in STAFF or place.institution_number not in works_at:
            words = f"»{user[:60]}« er ikke ansat på klassens skole og kommer ikke i teamet for {place.name}."
            self._notice(line, words)
            return
        self._teams.setdefault(user, []).append(place)

    def _notice(self, line: Line, words: str) -> None:
        self._batch.notices.append(Problem(words=words, where=line.where))

    def _teams_of(self, user: str, institution_number: str) -> Teams | None:
        here = [row for row in self._teams.get(user, []) if row.institution_number == institution_number]
        classes = tuple((row.year, row.name) for row in here)
        return Teams(classes=classes, years=frozenset(row.year for row in here)) if here else None

    def _staff(self) -> Iterator[StaffRow]:
        for key, (line, person, role) in self._users.items():
            if role not in STAFF:
                continue
            for org in _ids(line.values.get("orgsourcedids", "")):
                if org in self._schools:
                    yield StaffRow(
                        where=line.where,
                        person=person,
                        institution_number=self._schools[org],
                        staff_role=STAFF[role].value,
                        teams=self._teams_of(key, self._schools[org]),
                    )

    def _known(self, table, key: str, heading: str):  # type: ignore[no-untyped-def]  # the tables hold different things
        if key not in table:
            msg = f"Feltet »{heading}« nævner »{key[:60]}«, som ikke står i filerne."
            raise FieldError(msg)
        return table[key]


def _ids(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _stem(table: Table) -> str:
    return table.name.rsplit(".", 1)[0].lower()
