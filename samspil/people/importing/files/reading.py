# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Reading files of schools, classes and people. Nothing here knows the database; see actions.importing for that."""

from collections.abc import Iterable

from samspil.people.importing.files import danish, oneroster
from samspil.people.importing.files.agreeing import agree
from samspil.people.importing.files.checks import check
from samspil.people.importing.files.rows import Batch
from samspil.people.importing.files.tables import SourceFile, tables


def read(files: Iterable[SourceFile]) -> Batch:
    """All that the files say. With anything in `problems` none of it may be used."""
    found, problems = tables(files)
    batch = Batch(problems=problems)
    if oneroster.is_oneroster(found):
        oneroster.read_tables(found, batch)
    else:
        names: dict[str, tuple[str, str, str]] = {}
        for table in found:
            kind = danish.kind_of(table)
            if kind is None:
                batch.problems.extend(table.problems or [danish.unknown_table(table)])
                continue
            danish.read_table(table, kind, batch)
            if kind == "pupils":
                names |= danish.class_names(table)
        danish.classes_of_pupils(batch, names)
    check(batch)
    agree(batch)
    return batch
