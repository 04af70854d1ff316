# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The families of the classes that have teams, brought in from files as a municipality would.

All kinds of homes: one and two, with one adult and with two, not known, a foster home; a family with a child at each of
two schools, one whose names are protected, and a father who may not be written to.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from samspil.core import clock
from samspil.demo import places
from samspil.people.importing.actions.importing import import_files
from samspil.people.importing.files.tables import SourceFile
from samspil.people.places.queries import AUGUST, first_year

MOTHER = "Line Bech"
HARBOUR, RIVER = "901003", "901007"


@dataclass(frozen=True, slots=True)
class Adult:
    name: str
    relation: str
    home: str = "A"
    language: str = "da"
    reason: str = ""
    custody: bool = True
    contact: bool = True


@dataclass(frozen=True, slots=True)
class Family:
    """`children`: name, school and class of each."""

    children: tuple[tuple[str, str, str], ...]
    adults: tuple[Adult, ...]
    protected: bool = False


def _in_3a(*names: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((name, HARBOUR, "3.a") for name in names)


FAMILIES = (
    Family(
        (("Alba Bech", HARBOUR, "3.a"), ("Otto Bech", RIVER, "0.a")),
        (Adult(MOTHER, "mor"), Adult("Rune Bech", "far")),
    ),
    Family(_in_3a("Bilal Haddad"), (Adult("Samira Haddad", "mor", language="ar"),)),
    Family(
        _in_3a("Clara Dam"),
        (
            Adult("Tine Dam", "mor"),
            Adult("Uffe Ravn", "far", "B"),
            Adult("Gry Ravn", "stedmor", "B", reason="samtykke"),
        ),
    ),
    Family(_in_3a("Dawid Nowak"), (Adult("Ewa Nowak", "mor", "", "pl"), Adult("Marek Nowak", "far", "", "pl"))),
    Family(
        _in_3a("Elias Holm"),
        (
            Adult("Sofie Holm", "mor", "B"),
            Adult("Else Broe", "plejefamilie", reason="anbringelse", custody=False),
            Adult("Kaj Broe", "plejefamilie", reason="anbringelse", custody=False),
        ),
    ),
    Family(_in_3a("Freja Kvist", "Gustav Kvist"), (Adult("Trine Kvist", "mor"), Adult("Dan Kvist", "far"))),
    Family(_in_3a("Hodan Warsame"), (Adult("Ayaan Warsame", "mor", language="so"),)),
    Family(
        _in_3a("Ilse Storgaard"),
        (Adult("Bodil Storgaard", "mor"), Adult("Palle Rask", "far", "B", custody=False, contact=False)),
        protected=True,
    ),
    Family((("Jakob Lyng", HARBOUR, "7.b"),), (Adult("Hanne Lyng", "mor"), Adult("Ib Lyng", "far"))),
    Family((("Karla Mose", RIVER, "0.a"),), (Adult("Signe Mose", "mor", ""), Adult("Pernille Mose", "mor", ""))),
)


def load(*, now: dt.datetime) -> None:
    """From the first day of this school year."""
    first = first_year(clock.today(now))
    pupils = ["elev-id;fornavn;efternavn;institutionsnummer;skoleår;klasse;navnebeskyttelse;adressebeskyttelse"]
    guardians = [
        "voksen-id;elev-id;fornavn;efternavn;e-mail;sprog;relation;forældremyndighed;må kontaktes;grund;hjem;"
        "navnebeskyttelse;adressebeskyttelse"
    ]
    for family in FAMILIES:
        hidden = f"{_yes(family.protected)};{_yes(family.protected)}"
        for child, school, name in family.children:
            pupils.append(f"{_id(child)};{_words(child)};{school};{first}-{first + 1};{name};{hidden}")
            guardians += [
                f"{_id(adult.name)};{_id(child)};{_words(adult.name)};{places.email(adult.name)};{adult.language};"
                f"{adult.relation};{_yes(adult.custody)};{_yes(adult.contact)};{adult.reason};{adult.home};{hidden}"
                for adult in family.adults
            ]
    tables = {"elever.csv": pupils, "voksne.csv": guardians}
    files = [SourceFile(name, "\n".join(lines).encode()) for name, lines in tables.items()]
    import_files(files=files, on=dt.date(first, AUGUST, 1), by=None, now=now)


def _id(name: str) -> str:
    return f"demo-{places.email(name).partition('@')[0]}"


def _words(name: str) -> str:
    given, _space, family = name.partition(" ")
    return f"{given};{family}"


def _yes(said: bool) -> str:
    return "ja" if said else "nej"
