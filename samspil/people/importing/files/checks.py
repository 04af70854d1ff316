# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the rows of one import must agree about among themselves."""

from samspil.people.importing.files.rows import Batch, ClassRow, Problem, Where


def check(batch: Batch) -> None:
    """Adds problems for one id with two names, a school or class that is there twice and two chairs of one board."""
    _same_persons(batch)
    _same_schools(batch)
    _same_classes(batch)
    _one_chair(batch)


def _same_persons(batch: Batch) -> None:
    first: dict[str, tuple[Where, str]] = {}
    for where, person in batch.each_person():
        if person.external_id is None:
            continue
        name = f"{person.given_name} {person.family_name}"
        known_where, known = first.setdefault(person.external_id, (where, name))
        if known != name:
            words = f"Samme id som i {known_where}, men et andet navn."
            batch.problems.append(Problem(words=words, where=where))


def _same_schools(batch: Batch) -> None:
    seen: set[str] = set()
    for row in batch.schools or []:
        if row.institution_number in seen:
            words = f"Institutionsnummer {row.institution_number} står to gange."
            batch.problems.append(Problem(words=words, where=row.where))
        seen.add(row.institution_number)


def _same_classes(batch: Batch) -> None:
    first: dict[str, ClassRow] = {}
    for row in batch.classes or []:
        known = first.setdefault(row.key, row)
        if (known.name, known.kind, known.grade, known.letter) != (row.name, row.kind, row.grade, row.letter):
            words = f"Klassen {row.name} står også i {known.where}, men med noget andet om den."
            batch.problems.append(Problem(words=words, where=row.where))


def _one_chair(batch: Batch) -> None:
    seen: set[str] = set()
    for row in batch.seats or []:
        if row.is_chair and row.until_on is None:
            if row.institution_number in seen:
                words = f"Bestyrelsen på {row.institution_number} har to formænd."
                batch.problems.append(Problem(words=words, where=row.where))
            seen.add(row.institution_number)
