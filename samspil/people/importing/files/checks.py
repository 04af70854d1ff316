# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the rows of one import must agree about among themselves."""

from collections.abc import Iterable

from samspil.people.importing.files.rows import Batch, PersonRow, Problem, Where


def check(batch: Batch) -> None:
    """Adds problems for one id with two names, two schools with one number and two chairs of one board."""
    _same_persons(batch)
    _same_schools(batch)
    _one_chair(batch)


def _persons(batch: Batch) -> Iterable[tuple[Where, PersonRow]]:
    for rows in (batch.pupils, batch.guardians, batch.staff, batch.seats):
        for row in rows or []:
            yield row.where, row.person


def _same_persons(batch: Batch) -> None:
    first: dict[str, tuple[Where, str]] = {}
    for where, person in _persons(batch):
        if person.external_id is None:
            continue
        name = f"{person.given_name} {person.family_name}"
        known_where, known = first.setdefault(person.external_id, (where, name))
        if known != name:
            line = f"{known_where.line:,}".replace(",", ".")
            words = f"Samme id som i {known_where.file}, linje {line}, men et andet navn."
            batch.problems.append(Problem(words=words, where=where))


def _same_schools(batch: Batch) -> None:
    seen: set[str] = set()
    for row in batch.schools or []:
        if row.institution_number in seen:
            words = f"Institutionsnummer {row.institution_number} står to gange."
            batch.problems.append(Problem(words=words, where=row.where))
        seen.add(row.institution_number)


def _one_chair(batch: Batch) -> None:
    seen: set[str] = set()
    for row in batch.seats or []:
        if row.is_chair and row.until_on is None:
            if row.institution_number in seen:
                words = f"Bestyrelsen på {row.institution_number} har to formænd."
                batch.problems.append(Problem(words=words, where=row.where))
            seen.add(row.institution_number)
