# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What an import would do: rows to make, to change and to end, worked out in memory and not yet written."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from samspil.core.danish import sort_key
from samspil.people.importing.actions.state import PERSON_FIELDS, State
from samspil.people.importing.files.rows import (
    Batch,
    ClassRow,
    GuardianRow,
    PersonRow,
    Problem,
    PupilRow,
    SchoolRow,
    SeatRow,
    StaffRow,
    person_key,
)
from samspil.people.persons.digests import email_digest, phone_digest
from samspil.people.persons.enums import Relation
from samspil.people.persons.models import Employment, Enrolment, Guardianship, Person
from samspil.people.persons.queries.homes import home_key
from samspil.people.places.models import School, SchoolClass, SchoolYear
from samspil.people.roles.models import Board, BoardSeat, Role

KINDS = ("schools", "classes", "persons", "pupils", "guardians", "staff", "teams", "seats")
# Changed rows of a kind that are shown before somebody says yes.
ALTERED_SHOWN = 50
# More ended of a kind than this share needs a person's word.
MANY = 0.05


@dataclasses.dataclass(slots=True)
class Count:
    """`current`: how many there were that this import could have ended."""

    new: int = 0
    changed: int = 0
    same: int = 0
    ended: int = 0
    current: int = 0

    @property
    def is_many(self) -> bool:
        return self.ended > MANY * self.current


class Plan:
    """`persons` etc. hold unsaved rows that point at each other; they are saved in the order of the fields here."""

    def __init__(self, batch: Batch, state: State) -> None:
        self.batch, self.state, self.on = batch, state, state.on
        self.counts = {kind: Count() for kind in KINDS}
        self.problems: list[Problem] = []
        self.new: dict[type, list[Any]] = {model: [] for model in _ORDER}
        self.changed: dict[type, list[Any]] = {model: [] for model in _ORDER}
        self.person_updates: list[tuple[int, dict[str, Any]]] = []
        # Of each kind the first few that are changed: the key of the row and what its fields will be.
        self.altered: dict[str, list[tuple[int, dict[str, Any]]]] = {}
        self._made: dict[object, Any] = {}
        self._class_of_key: dict[str, SchoolClass] = {}
        self._touched: set[int] = set()
        self._schools()
        self._classes()
        self._pupils()
        self._guardians()
        self._staff()
        self._seats()

    @property
    def changes(self) -> int:
        return sum(count.new + count.changed + count.ended for count in self.counts.values())

    @property
    def needs_confirmation(self) -> list[str]:
        """The kinds of which so many would be ended that somebody must say that it is right."""
        return [kind for kind, count in self.counts.items() if count.is_many]

    def ended(self, model: type) -> list[Any]:
        """The rows of that model that the plan ends, for showing who they are."""
        return [row for row in self.changed[model] if getattr(row, "_ends", False)]

    # -- schools and classes

    def _schools(self) -> None:
        count, seen = self.counts["schools"], set()
        for row in self.batch.schools or []:
            seen.add(row.institution_number)
            school = self.state.schools.get(row.institution_number)
            if school is None:
                self._school_new(row)
            else:
                self._change(school, _given(row, "name", "email", "phone", "address"), count)
        if self.batch.schools is not None:
            self._end_missing(
                count, [row for row in self.state.schools.values() if self._lasts(row)],
                lambda row: row.institution_number in seen, School,
            )  # fmt: skip

    def _school_new(self, row: SchoolRow) -> None:
        school = School(
            institution_number=row.institution_number, name=row.name, sort_key=sort_key(row.name), from_on=self.on,
            email=row.email or "", phone=row.phone or "", address=row.address or "",
        )  # fmt: skip
        self.state.schools[row.institution_number] = school
        self._add(school, self.counts["schools"])

    def _classes(self) -> None:
        for row in self.batch.classes or []:
            school = self._school_of(row)
            year = self._year(row)
            if school is None or year is None:
                continue
            found = self._class_found(row, school)
            if found is None:
                found = self._class_new(row, school, year)
            else:
                self._change(
                    found, {"grade": row.grade, "letter": row.letter, "name": row.name}, self.counts["classes"]
                )
            self._class_of_key[row.key] = found

    def _class_found(self, row: ClassRow, school: School) -> SchoolClass | None:
        if row.external_id and row.external_id in self.state.classes:
            return self.state.classes[row.external_id]
        found: SchoolClass | None = self.state.classes.get((school.pk or id(school), row.year, row.kind, row.name))
        return found

    def _class_new(self, row: ClassRow, school: School, year: SchoolYear) -> SchoolClass:
        made = SchoolClass(
            school=school, year=year, kind=row.kind, name=row.name, sort_key=sort_key(row.name), grade=row.grade,
            letter=row.letter, external_id=row.external_id,
        )  # fmt: skip
        self.state.classes[(school.pk or id(school), row.year, row.kind, row.name)] = made
        if row.external_id:
            self.state.classes[row.external_id] = made
        self._add(made, self.counts["classes"])
        return made

    def _year(self, row: ClassRow) -> SchoolYear | None:
        if row.year not in self.state.years:
            first = int(row.year[:4])
            year = SchoolYear(name=row.year, starts_on=dt.date(first, 8, 1), ends_on=dt.date(first + 1, 8, 1))
            self.state.years[row.year] = year
            self.new[SchoolYear].append(year)
        return self.state.years[row.year]

    def _school_of(self, row: ClassRow | StaffRow | SeatRow) -> School | None:
        school = self.state.schools.get(row.institution_number)
        if school is None:
            words = f"Institutionsnummer {row.institution_number} er ikke en skole, vi kender. Tag skolerne med først."
            self.problems.append(Problem(words=words, where=row.where))
        return school

    # -- persons

    def _person(self, row: PersonRow) -> Person | int:
        """The key of a known person, or the unsaved row of a new one."""
        row = self.batch.persons.get(person_key(row), row)
        key: object = row.external_id or _by_email(row)
        if key in self._made:
            made: Person | int = self._made[key]
            return made
        known = self._person_known(row)
        result: Person | int
        if known is None:
            result = self._person_new(row)
        else:
            result = known["pk"]
            self._person_change(known, row)
        self._made[key] = result
        if row.email:
            self._made.setdefault(_by_email(row), result)
        return result

    def _person_known(self, row: PersonRow) -> dict[str, Any] | None:
        """By id; else by e-mail and name, where an id may now be added to somebody who had none."""
        by_email = self.state.by_email.get(_by_email(row))
        if not row.external_id:
            return by_email
        if row.external_id in self.state.persons:
            return self.state.persons[row.external_id]
        return by_email if by_email and not by_email["external_id"] else None

    def _person_new(self, row: PersonRow) -> Person:
        person = Person(
            external_id=row.external_id, given_name=row.given_name, family_name=row.family_name,
            sort_key=_person_key(row.given_name, row.family_name), language=row.language or "",
            birth_year=row.birth_year, email=row.email or "", email_digest=email_digest(row.email or ""),
            phone=row.phone or "", phone_digest=phone_digest(row.phone or ""),
            name_protected=bool(row.name_protected), address_protected=bool(row.address_protected),
        )  # fmt: skip
        self._add(person, self.counts["persons"])
        return person

    def _person_change(self, known: Mapping[str, Any], row: PersonRow) -> None:
        names = (
            "external_id", "given_name", "family_name", "language", "birth_year", "name_protected", "address_protected",
        )  # fmt: skip
        changes = {name: value for name, value in _given(row, *names).items() if known[name] != value}
        for name, digest in (("email", email_digest), ("phone", phone_digest)):
            value = getattr(row, name)
            if value is not None and digest(value) != known[f"{name}_digest"]:
                changes |= {name: value, f"{name}_digest": digest(value)}
        if changes.keys() & {"given_name", "family_name"}:
            changes["sort_key"] = _person_key(row.given_name, row.family_name)
        if changes:
            self.person_updates.append((known["pk"], changes))
            self._show("persons", known["pk"], {name: value for name, value in changes.items() if name in _SHOWN})
            self.counts["persons"].changed += 1
        else:
            self.counts["persons"].same += 1

    # -- what ties persons to places

    def _pupils(self) -> None:
        wanted: dict[tuple[object, object], None] = {}
        schools: set[int] = set()
        for row in self.batch.pupils or []:
            school_class = self._class_of_key.get(row.class_key)
            if school_class is None:
                self._class_unknown(row)
                continue
            pupil = self._person(row.person)
            if school_class.school_id:
                schools.add(school_class.school_id)
            key = (key_of(pupil), key_of(school_class))
            if key in wanted:
                continue
            wanted[key] = None
            if key in self.state.enrolments:
                self.counts["pupils"].same += 1
            else:
                self._add(
                    Enrolment(**ref_to("pupil", pupil), school_class=school_class, from_on=self.on),
                    self.counts["pupils"],
                )
        self._pupil_schools, self._pupils_named = schools, {pupil for pupil, _ in wanted}
        if self.batch.pupils is not None:
            in_scope = [
                row for (_, class_id), row in self.state.enrolments.items()
                if self.state.class_school[class_id] in schools
            ]  # fmt: skip
            self._end_missing(
                self.counts["pupils"], in_scope, lambda row: (row.pupil_id, row.school_class_id) in wanted, Enrolment
            )

    def _class_unknown(self, row: PupilRow) -> None:
        if row.institution_number in self.state.schools:
            self.problems.append(Problem(words="Klassen kendes ikke. Tag klasserne med.", where=row.where))
        elif not any(p.where == row.where for p in self.problems[-1:]):
            words = f"Institutionsnummer {row.institution_number} er ikke en skole, vi kender. Tag skolerne med først."
            self.problems.append(Problem(words=words, where=row.where))

    def _guardians(self) -> None:
        wanted: set[tuple[object, object]] = set()
        pupils: set[object] = set()
        for row in self.batch.guardians or []:
            pupil = self._pupil_of(row)
            if pupil is None:
                continue
            pupils.add(key_of(pupil))
            if row.until_on is not None and row.until_on <= self.on:
                # What a decision said until then is history.
                continue
            guardian = self._person(row.person)
            key = (key_of(guardian), key_of(pupil))
            if key in wanted:
                continue
            wanted.add(key)
            self._guardianship(row, guardian, pupil)
        if self.batch.guardians is not None:
            self._end_guardianships(wanted, pupils)

    def _pupil_of(self, row: GuardianRow) -> Person | int | None:
        found: Person | int | None = self._made.get(row.pupil_id)
        if found is None and row.pupil_id in self.state.persons:
            found = self.state.persons[row.pupil_id]["pk"]
        if found is None:
            words = f"Eleven »{row.pupil_id[:60]}« kendes ikke. Tag eleverne med."
            self.problems.append(Problem(words=words, where=row.where))
        return found

    def _guardianship(self, row: GuardianRow, guardian: Person | int, pupil: Person | int) -> None:
        known = self.state.guardianships.get((key_of(guardian), key_of(pupil)))
        count = self.counts["guardians"]
        if known is not None:
            said = _given(row, "relation", "custody", "contact_allowed", "reason", "home", "until_on")
            if home_key(said.get("home", "")) == home_key(known.home):
                said.pop("home", None)
            if known.by_hand:
                # From now on the files say it.
                said["by_hand"] = False
            self._change(known, said, count)
            return
        self._add(
            Guardianship(
                **ref_to("guardian", guardian), **ref_to("pupil", pupil), from_on=row.from_on or self.on,
                relation=row.relation or Relation.PARENT, custody=row.custody is not False,
                contact_allowed=row.contact_allowed is not False, reason=row.reason or "", home=row.home or "",
                until_on=row.until_on,
            ),
            count,
        )  # fmt: skip

    def _end_guardianships(self, wanted: set[tuple[object, object]], pupils: set[object]) -> None:
        """In scope are the pupils in the files, and those of the schools that the files' pupils go to."""
        schools = self._pupil_schools | {
            self.state.class_school[class_id] for pupil_id, class_id in self.state.enrolments if pupil_id in pupils
        }
        there = {
            pupil_id for pupil_id, class_id in self.state.enrolments if self.state.class_school[class_id] in schools
        }
        scope = there | pupils | self._pupils_named
        said_by_files = (row for row in self.state.guardianships.values() if not row.by_hand)
        in_scope = [row for row in said_by_files if row.pupil_id in scope]
        self._end_missing(
            self.counts["guardians"], in_scope, lambda row: (row.guardian_id, row.pupil_id) in wanted, Guardianship
        )

    def _staff(self) -> None:
        wanted: set[tuple[object, object, str]] = set()
        schools: set[int | None] = set()
        for row in self.batch.staff or []:
            school = self._school_of(row)
            if school is None:
                continue
            schools.add(school.pk)
            person = self._person(row.person)
            key = (key_of(person), key_of(school), row.staff_role)
            if key in wanted:
                continue
            wanted.add(key)
            if key in self.state.employments:
                self.counts["staff"].same += 1
            else:
                self._add(
                    Employment(**ref_to("person", person), school=school, staff_role=row.staff_role, from_on=self.on),
                    self.counts["staff"],
                )
        if self.batch.staff is not None:
            in_scope = [row for row in self.state.employments.values() if row.school_id in schools]
            self._end_missing(
                self.counts["staff"], in_scope,
                lambda row: (row.person_id, row.school_id, row.staff_role) in wanted, Employment,
            )  # fmt: skip

    def _seats(self) -> None:
        wanted: set[tuple[object, object]] = set()
        boards: set[int | None] = set()
        for row in self.batch.seats or []:
            school = self._school_of(row)
            if school is None:
                continue
            board = self._board(school)
            boards.add(board.pk)
            if row.until_on is not None and row.until_on <= self.on:
                # A term that is over is history: it is neither made again nor what keeps somebody seated.
                continue
            person = self._person(row.person)
            key = (key_of(board), key_of(person))
            if key not in wanted:
                wanted.add(key)
                self._seat(row, board, person)
        if self.batch.seats is not None:
            in_scope = [row for row in self.state.seats.values() if row.board_id in boards]
            self._end_missing(
                self.counts["seats"], in_scope, lambda row: (row.board_id, row.person_id) in wanted, BoardSeat
            )

    def _board(self, school: School) -> Board:
        found = self.state.boards.get(school.pk or id(school))
        if found is None:
            found = Board(school=school, from_on=min(self.on, school.from_on))
            self.state.boards[school.pk or id(school)] = found
            self.new[Board].append(found)
        return found

    def _seat(self, row: SeatRow, board: Board, person: Person | int) -> None:
        count = self.counts["seats"]
        known = self.state.seats.get((key_of(board), key_of(person)))
        if known is None:
            self._seat_new(row, board, person, row.from_on or self.on, count)
        elif (known.seat, known.is_chair) != (row.seat, row.is_chair) and known.from_on < self.on:
            # A new seat from now on, so that it can still be seen who chaired when.
            known.until_on = self.on
            self.changed[BoardSeat].append(known)
            self._show("seats", known.pk, {"seat": row.seat, "is_chair": row.is_chair})
            self._seat_new(row, board, person, self.on, count)
            count.new, count.changed = count.new - 1, count.changed + 1
        else:
            said = {"seat": row.seat, "is_chair": row.is_chair} | _given(row, "until_on")
            self._change(known, said, count)

    def _seat_new(self, row: SeatRow, board: Board, person: Person | int, from_on: dt.date, count: Count) -> None:
        seat = BoardSeat(
            board=board, **ref_to("person", person), seat=row.seat, is_chair=row.is_chair, from_on=from_on,
            until_on=row.until_on,
        )  # fmt: skip
        self._add(seat, count)

    # -- common

    def _lasts(self, row: Any) -> bool:
        return row.pk is not None and (row.until_on is None or row.until_on > self.on)

    def _add(self, row: Any, count: Count) -> None:
        self.new[type(row)].append(row)
        count.new += 1

    def _change(self, row: Any, values: Mapping[str, Any], count: Count) -> None:
        different = {name: value for name, value in values.items() if getattr(row, name) != value}
        if different and row.pk is not None:
            self._show(_KIND_OF[type(row)], row.pk, different)
        for name, value in different.items():
            setattr(row, name, value)
        if "name" in different:
            row.sort_key = sort_key(row.name)
        if row.pk is None:
            return
        if different and id(row) not in self._touched:
            self._touched.add(id(row))
            self.changed[type(row)].append(row)
            count.changed += 1
        elif not different:
            count.same += 1

    def _show(self, kind: str, pk: int, values: dict[str, Any]) -> None:
        shown = self.altered.setdefault(kind, [])
        if len(shown) < ALTERED_SHOWN:
            shown.append((pk, values))

    def _end_missing(self, count: Count, rows: Iterable[Any], stays: Callable[[Any], bool], model: type) -> None:
        for row in rows:
            count.current += 1
            if not stays(row):
                row.until_on = max(self.on, row.from_on)
                row._ends = True
                self.changed[model].append(row)
                count.ended += 1


_KIND_OF: dict[type, str] = {
    School: "schools", SchoolClass: "classes", Guardianship: "guardians", BoardSeat: "seats"
}  # fmt: skip
_SHOWN = {*PERSON_FIELDS, "email", "phone"} - {"pk", "email_digest", "phone_digest"}
_ORDER = (SchoolYear, School, SchoolClass, Person, Enrolment, Guardianship, Employment, Role, Board, BoardSeat)


def _given(row: object, *names: str) -> dict[str, Any]:
    """The values the row states; None is "the file does not say"."""
    return {name: value for name in names if (value := getattr(row, name)) is not None}


def _by_email(row: PersonRow) -> tuple[str, str]:
    return email_digest(row.email or ""), f"{row.given_name} {row.family_name}".strip().lower()


def _person_key(given_name: str, family_name: str) -> str:
    return sort_key(f"{family_name} {given_name}".strip())


def key_of(row: Any) -> int:
    """A key that stands for the row whether it is saved or not; a new row's never equals a saved one's."""
    if isinstance(row, int):
        return row
    return row.pk if row.pk is not None else -id(row)


def ref_to(name: str, row: Person | int) -> dict[str, Any]:
    return {f"{name}_id": row} if isinstance(row, int) else {name: row}
