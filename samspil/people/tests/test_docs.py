# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""docs/roles.md and docs/import.md say what the code says."""

from pathlib import Path

from samspil.people.importing.files import danish
from samspil.people.importing.files.reading import read
from samspil.people.importing.files.tables import SourceFile
from samspil.people.roles import definitions as roles

DOCS = Path(__file__).parents[3] / "docs"
SCOPES = {
    "municipality": "kommunen",
    "school": "en skole",
    "school_class": "en klasse",
    "board": "en bestyrelse",
    "committee": "et udvalg",
    "meeting": "ét møde",
}
SOURCES = {
    "Role": "en række i Role",
    "BoardSeat": "en plads i bestyrelsen",
    "CommitteeSeat": "en plads i udvalget",
    "Employment": "en ansættelse",
    "Guardianship": "at være voksen for en elev",
    "Enrolment": "at gå i klassen",
}


def roles_table() -> str:
    rows = [
        f"| {role.title} | `{role.code}` | {SCOPES[role.scope]} | {SOURCES[role.source]} | {role.description} |"
        for role in roles.ALL
    ]
    return "\n".join(["| rolle | kode | gælder for | kommer af | hvad den betyder |", "|---|---|---|---|---|", *rows])


def test_the_table_of_roles_is_the_roles():
    assert roles_table() in (DOCS / "roles.md").read_text(encoding="utf-8")


def test_the_examples_of_an_import_can_be_imported():
    text = (DOCS / "import.md").read_text(encoding="utf-8")
    blocks = [part.split("```", 1)[0].strip() for part in text.split("```csv\n")[1:]]

    batch = read([SourceFile(f"{number}.csv", block.encode()) for number, block in enumerate(blocks)])

    assert batch.problems == []
    assert all(getattr(batch, kind) for kind in danish.KINDS)
