# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Our own simple tables (docs/import.md): one kind to a file or sheet, known by its headings."""

import re
from collections.abc import Callable

from samspil.people.importing.files.fields import CLEAR, FieldError, Reader, class_parts, language, school_year
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
    Teams,
)
from samspil.people.importing.files.tables import Table
from samspil.people.persons.enums import Reason, Relation, StaffRole
from samspil.people.places.enums import GroupKind
from samspil.people.roles.enums import SeatKind

INSTITUTION = ("institutionsnummer", "institutionsnr", "institution")
EMAIL = ("e-mail", "email", "mail")
PHONE = ("telefon", "tlf", "mobil")
CLASS_NAME = 60

# The headings that must be there for a table to be of a kind; the first kind that fits is it.
KINDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "guardians": (("voksen-id",), ("elev-id",)),
    "pupils": (("elev-id",), ("klasse",), INSTITUTION),
    "seats": (INSTITUTION, ("plads",)),
    "staff": (INSTITUTION, ("rolle",), ("fornavn",)),
    "classes": (INSTITUTION, ("klasse",)),
    "schools": (INSTITUTION, ("navn",)),
}


RELATIONS: dict[str, str] = {
    "mor": Relation.MOTHER,
    "far": Relation.FATHER,
    "forælder": Relation.PARENT,
    "stedforælder": Relation.STEP_PARENT,
    "stedmor": Relation.STEP_PARENT,
    "stedfar": Relation.STEP_PARENT,
    "værge": Relation.GUARDIAN,
    "plejefamilie": Relation.FOSTER,
    "anden voksen": Relation.OTHER,
}
REASONS: dict[str, str] = {
    "anbringelse": Reason.PLACEMENT,
    "afgørelse": Reason.DECISION,
    "samtykke": Reason.CONSENT,
    CLEAR: "",
}
STAFF_ROLES: dict[str, str] = {
    "lærer": StaffRole.TEACHER,
    "pædagog": StaffRole.PEDAGOGUE,
    "vikar": StaffRole.SUBSTITUTE,
    "leder": StaffRole.LEADER,
    "skoleleder": StaffRole.LEADER,
    "ledelse": StaffRole.MANAGEMENT,
    "tap": StaffRole.SUPPORT,
    "konsulent": StaffRole.CONSULTANT,
}
GROUP_KINDS: dict[str, str] = {
    "hovedgruppe": GroupKind.MAIN,
    "årgang": GroupKind.YEAR,
    "retning": GroupKind.TRACK,
    "hold": GroupKind.TEAM_OF_PUPILS,
    "sfo": GroupKind.AFTER_SCHOOL,
    "team": GroupKind.TEAM,
    "andet": GroupKind.OTHER,
}
SEATS: dict[str, str] = {
    "forælder": SeatKind.PARENT,
    "forældrerepræsentant": SeatKind.PARENT,
    "medarbejder": SeatKind.STAFF,
    "medarbejderrepræsentant": SeatKind.STAFF,
    "elev": SeatKind.PUPIL,
    "elevrepræsentant": SeatKind.PUPIL,
    "lokal": SeatKind.LOCAL,
}


def kind_of(table: Table) -> str | None:
    """Which kind of rows the table holds, None when its headings are not ours."""
    headings = set(table.headings)
    for kind, needed in KINDS.items():
        if all(headings.intersection(names) for names in needed):
            return kind
    return None


def read_table(table: Table, kind: str, batch: Batch) -> None:
    """Adds the table's rows to the batch, and a problem for each line that cannot be understood."""
    target = getattr(batch, kind)
    if target is None:
        target = []
        setattr(batch, kind, target)
    batch.problems.extend(table.problems)
    read = _READERS[kind]
    for line in table.lines:
        reader = Reader(line)
        try:
            target.append(read(reader))
        except FieldError as error:
            batch.problems.append(reader.problem(error))


def classes_of_pupils(batch: Batch, names: dict[str, tuple[str, str, str]]) -> None:
    """Classes that only the pupils' rows speak of come to be too."""
    known = {row.key for row in batch.classes or []}
    for row in batch.pupils or []:
        if row.class_key not in known and row.class_key in names:
            institution_number, year, name = names[row.class_key]
            grade, letter = class_parts(name)
            batch.classes = batch.classes or []
            batch.classes.append(
                ClassRow(
                    where=row.where,
                    key=row.class_key,
                    institution_number=institution_number,
                    year=year,
                    name=name,
                    kind=GroupKind.MAIN,
                    grade=grade,
                    letter=letter,
                )
            )
            known.add(row.class_key)


def class_key(institution_number: str, year: str, name: str) -> str:
    return f"{institution_number}|{year}|{name.lower()}"


def class_names(table: Table) -> dict[str, tuple[str, str, str]]:
    """What each class key in a table of pupils stands for."""
    names: dict[str, tuple[str, str, str]] = {}
    for line in table.lines:
        reader = Reader(line)
        try:
            parts = (reader.institution(*INSTITUTION), school_year(reader.needed("skoleår")), reader.needed("klasse"))
        except FieldError:
            continue
        names.setdefault(class_key(*parts), parts)
    return names


def _person(reader: Reader, *id_headings: str, id_needed: bool = True) -> PersonRow:
    external_id = reader.needed(*id_headings, most=100) if id_needed else reader.text(*id_headings, most=100)
    return PersonRow(
        external_id=external_id or None,
        given_name=reader.needed("fornavn", most=100),
        family_name=reader.text("efternavn", most=100),
        email=reader.email(*EMAIL),
        phone=reader.optional(*PHONE, most=30),
        language=language(reader.text("sprog")),
        birth_year=reader.number("fødselsår", least=1900, most=2100),
        name_protected=reader.flag("navnebeskyttelse"),
        address_protected=reader.flag("adressebeskyttelse"),
    )


def _school(reader: Reader) -> SchoolRow:
    return SchoolRow(
        where=reader.where,
        institution_number=reader.institution(*INSTITUTION),
        name=reader.needed("navn"),
        email=reader.email(*EMAIL),
        phone=reader.optional(*PHONE, most=30),
        address=reader.optional("adresse", most=500),
    )


def _class(reader: Reader) -> ClassRow:
    name = reader.needed("klasse", most=60)
    institution_number, year = reader.institution(*INSTITUTION), school_year(reader.needed("skoleår"))
    grade, letter = class_parts(name)
    said = reader.number("klassetrin", least=0, most=10)
    return ClassRow(
        where=reader.where,
        key=class_key(institution_number, year, name),
        institution_number=institution_number,
        year=year,
        name=name,
        kind=reader.choice(GROUP_KINDS, "slags", default=GroupKind.MAIN),
        grade=grade if said is None else said,
        letter=reader.text("spor", most=10) or letter,
    )


def _pupil(reader: Reader) -> PupilRow:
    institution_number = reader.institution(*INSTITUTION)
    year, name = school_year(reader.needed("skoleår")), reader.needed("klasse", most=60)
    return PupilRow(
        where=reader.where,
        person=_person(reader, "elev-id"),
        institution_number=institution_number,
        class_key=class_key(institution_number, year, name),
    )


def _guardian(reader: Reader) -> GuardianRow:
    return GuardianRow(
        where=reader.where,
        person=_person(reader, "voksen-id"),
        pupil_id=reader.needed("elev-id", most=100),
        relation=reader.choice(RELATIONS, "relation") if reader.text("relation") else None,
        custody=reader.flag("forældremyndighed"),
        contact_allowed=reader.flag("må kontaktes"),
        reason=reader.choice(REASONS, "grund") if reader.text("grund") else None,
        home=_home(reader),
        **reader.period(),
    )


def _home(reader: Reader) -> str | None:
    said = reader.optional("hjem", most=20)
    return None if said is None else " ".join(said.split())


def _staff(reader: Reader) -> StaffRow:
    return StaffRow(
        where=reader.where,
        person=_person(reader, "person-id"),
        institution_number=reader.institution(*INSTITUTION),
        staff_role=reader.choice(STAFF_ROLES, "rolle"),
        teams=_teams(reader),
    )


def _teams(reader: Reader) -> Teams | None:
    if reader.text("klasser", most=300) and reader.text("klasse", most=300):
        raise FieldError("Filen har både »klasser« og »klasse«. Skriv alle klasser i den første, og fjern den anden.")
    said = reader.optional("klasser", "klasse", most=300)
    if said is None:
        return None
    year = school_year(reader.needed("skoleår")) if reader.text("skoleår") else None
    names = dict.fromkeys(" ".join(name.split()) for name in re.split(r"[,;\n]", said))
    if too_long := next((name for name in names if len(name) > CLASS_NAME), None):
        msg = f"Klassen »{too_long[:20]}…« har for langt et navn. Skriv komma mellem klasserne."
        raise FieldError(msg)
    classes = tuple((year, name) for name in names if any(map(str.isalnum, name)))
    if said and not classes:
        raise FieldError("Feltet »klasser« nævner ingen klasse. Skriv - for en, der ikke er i noget team.")
    return Teams(classes=classes, years=frozenset({year}))


def _seat(reader: Reader) -> SeatRow:
    person = _person(reader, "person-id", id_needed=False)
    if person.external_id is None and not person.email:
        msg = "Skriv »person-id« eller »e-mail«, så personen kan kendes igen næste gang."
        raise FieldError(msg)
    return SeatRow(
        where=reader.where,
        person=person,
        institution_number=reader.institution(*INSTITUTION),
        seat=reader.choice(SEATS, "plads"),
        is_chair=bool(reader.flag("formand")),
        **reader.period(),
    )


_READERS: dict[str, Callable[[Reader], object]] = {
    "schools": _school,
    "classes": _class,
    "pupils": _pupil,
    "guardians": _guardian,
    "staff": _staff,
    "seats": _seat,
}


def unknown_table(table: Table) -> Problem:
    shown = ", ".join(heading for heading in table.headings[:8] if heading)
    words = f"{table.name}: Overskrifterne passer ikke til noget, vi kender ({shown}). Se vejledningen om import."
    return Problem(words=words)
