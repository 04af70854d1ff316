# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""An invented class: 22 parents, five tables, and what they write."""

from dataclasses import dataclass

TITLE = "Sammen i 5.b"
# Five can write at a table; three speak something else than Danish, one of them only that.
GUESTS = """\
Alma Rasmussen;;;referent
Bashir Nuur;;somalisk
Carla Friis
Daud Haddad;;arabisk;referent
Ebbe Lind;;;referent
Farah Saleh;;kun arabisk
Gitte Holm
Henrik Skov;;;referent
Ida Bang
Jakub Nowak;;polsk
Karen Lykke
Lars Munk
Mona Aziz;;arabisk
Niels Bruun;;;referent
Oda Winther
Paula Green;;engelsk;referent
Rikke Dahl
Simon Toft
Tove Kjær
Ulla Berg
Viggo Storm
Yasmin Omar;;arabisk
"""


@dataclass(frozen=True)
class Said:
    text: str
    quotable: bool = True


@dataclass(frozen=True)
class Table:
    language: str
    first: tuple[Said, ...]
    second: tuple[Said, ...]


NO_YES = "Ikke alle er med i legen i frikvarteret hos os."
PAPER = ("* Vi kan spise sammen en fredag.", "! Spis hellere sammen om søndagen.")
SAID = {
    1: Table(
        "da", (Said("Alle skal være med i legen i frikvarteret."),), (Said("Telefonen bliver i køkkenet om natten."),)
    ),
    2: Table(
        "da", (Said("Legen i frikvarteret er bedst, når alle er med."),), (Said("Ingen telefon efter klokken ni."),)
    ),
    3: Table("da", (Said(NO_YES, quotable=False),), (Said("Én fælles regel om telefoner."),)),
    4: Table("en", (Said("Everyone is included when they play at recess."),), (Said("No phones after nine."),)),
    5: Table("ar", (Said("يجب أن يلعب الجميع معًا في الاستراحة."),), (Said("لا هاتف بعد التاسعة مساءً."),)),
}
