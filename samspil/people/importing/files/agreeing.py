# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Several lines about the same person: put together, and said aloud where they do not agree.

A field that only one line fills is taken from there. Where two lines differ the first counts, but protection and "may
not be contacted" count wherever they stand.
"""

import dataclasses
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from samspil.people.fields import email_normal
from samspil.people.importing.files.rows import Batch, Problem, Where, person_key
from samspil.people.persons.digests import phone_normal
from samspil.people.persons.queries.homes import home_key

_PERSON = {
    "email": "e-mail",
    "phone": "telefon",
    "language": "sprog",
    "birth_year": "fødselsår",
    "name_protected": "navnebeskyttelse",
    "address_protected": "adressebeskyttelse",
}
_GUARDIAN = {
    "relation": "relation",
    "custody": "forældremyndighed",
    "contact_allowed": "må kontaktes",
    "reason": "grund",
    "home": "hjem",
    "from_on": "fra",
    "until_on": "til",
}
_SEAT = {"seat": "plads", "is_chair": "formand"}
# What counts wherever it stands.
_STRONGER = {"name_protected": True, "address_protected": True, "contact_allowed": False}


class _Said:
    """What the lines so far say about one thing, and which line said each field."""

    def __init__(self, row: Any, where: Where) -> None:
        self.row = row
        self.first = where
        self._where: dict[str, Where] = {}

    def add(self, row: Any, where: Where, fields: Mapping[str, str]) -> Iterable[Problem]:
        for name, heading in fields.items():
            old, new = getattr(self.row, name), getattr(row, name)
            if new is None or _same(name, old, new):
                continue
            stronger = new is _STRONGER.get(name, object())
            if old is not None:
                there = self._where.get(name, self.first)
                counts = "her" if stronger else "dér"
                words = f"»{heading}« er noget andet end i {there} om det samme. Det, der står {counts}, gælder."
                yield Problem(words=words, where=where)
            if old is None or stronger:
                self._where[name] = where
                self.row = dataclasses.replace(self.row, **{name: new})


def agree(batch: Batch) -> None:
    """Fills `persons` with each person that several lines speak of, and `notices` with what they disagree about."""
    people: dict[Hashable, _Said] = {}
    for where, person in batch.each_person():
        key = person_key(person)
        said = people.get(key)
        if said is None:
            said = people[key] = _Said(person, where)
            # A line without an id is known by mail and name, as the plan knows it.
            people.setdefault(person_key(dataclasses.replace(person, external_id=None)), said)
        elif said.row != person:
            batch.notices.extend(said.add(person, where, _PERSON))
            batch.persons[key] = said.row
            if said.row.external_id:
                batch.persons[said.row.external_id] = said.row
    batch.guardians = _agreed(batch, batch.guardians, lambda row: (person_key(row.person), row.pupil_id), _GUARDIAN)
    batch.seats = _agreed(
        batch, batch.seats, lambda row: (row.institution_number, person_key(row.person), row.until_on), _SEAT
    )


def _agreed(batch: Batch, rows: Any, key_of: Any, fields: Mapping[str, str]) -> Any:
    """The rows without those that speak of the same once more."""
    known: dict[Hashable, _Said] = {}
    for row in rows or []:
        said = known.setdefault(key_of(row), _Said(row, row.where))
        if said.row is not row:
            batch.notices.extend(said.add(row, row.where, fields))
    return None if rows is None else [said.row for said in known.values()]


def _same(name: str, old: object, new: object) -> bool:
    normal = {"email": email_normal, "phone": phone_normal, "home": home_key}.get(name)
    if normal and old is not None:
        return normal(str(old)) == normal(str(new))
    return old == new
