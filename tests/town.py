# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The municipality that the journeys share: two schools with boards, and the persons of a whole city."""

from dataclasses import dataclass
from pathlib import Path

from samspil.demo import city
from tests.journeys.mailbox import Mailbox
from tests.server import ServerProcess

OFFICER = "mette@fjordby.example"
CHAIR = "aisha@fjordby.example"
_SCHOOLS = "institutionsnummer;navn\n901003;Havneskolen\n901007;Åskolen\n"
_SEATS = (
    "institutionsnummer;fornavn;efternavn;e-mail;plads;formand\n"
    f"901003;Aisha;Karimi;{CHAIR};forælder;ja\n"
    "901007;Birgit;Østergaard;birgit@fjordby.example;forælder;ja\n"
)


@dataclass
class Town:
    server: ServerProcess
    box: Mailbox


def found(server: ServerProcess, folder: Path) -> None:
    """As an operator does it; then come those whom the municipality's own systems know."""
    server.command("begin", "--municipality", "Fjordby Kommune", "--name", "Mette Holm Krogh", "--email", OFFICER)
    lists = [folder / "skoler.csv", folder / "bestyrelser.csv"]
    for file, content in zip(lists, (_SCHOOLS, _SEATS), strict=True):
        file.write_text(content, encoding="utf-8-sig")
    server.command("import", "--do", *map(str, lists))
    city.load_at(server.database_url)
