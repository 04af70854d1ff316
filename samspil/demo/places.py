# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The invented municipality: schools, boards and who is who."""

import unicodedata
from dataclasses import dataclass

MUNICIPALITY = {
    "name": "Fjordby Kommune",
    "department": "Børn og Unge",
    "phone": "70 00 00 00",
    "email": "skole@fjordby.example",
    "accessibility_contact": "Mette Holm Krogh",
    "accessibility_email": "tilgaengelighed@fjordby.example",
    "accessibility_phone": "70 00 00 00",
}

# Institution number, name, chair, other parents on the board.
SCHOOLS = (
    ("901001", "Bakkeskolen", "Anders Bruun", ("Lis Munk", "Kim Sand")),
    ("901002", "Engskolen", "Rikke Dahl", ("Tove Holst", "Jonas Rye")),
    ("901003", "Havneskolen", "Aisha Karimi", ("Bent Ovesen", "Pia Lund")),
    ("90100A", "Lindeskolen", "Erik Friis", ("Nina Vester", "Omar Hadi")),
    ("901005", "Strandskolen", "Hanne Toft", ("Maja Bech", "Ivan Petrov")),
    ("901006", "Søndre Skole", "Søren Ågaard", ("Fatima Noor", "Ole Krag")),
    ("901007", "Åskolen", "Birgit Østergaard", ("Lars Ahl", "Zeynep Aydin")),
)

CLASSES = {"901003": ("3.a", "7.b"), "901007": ("0.a",)}
# Institution number, role, name, the classes whose team they are in.
STAFF = (
    ("901003", "leder", "Karen Elkjær", ""),
    ("901003", "lærer", "Niels Baun", "3.a"),
    ("901003", "lærer", "Sara Lind", "3.a, 7.b"),
    ("901003", "pædagog", "Yusuf Demir", "3.a"),
    ("901007", "leder", "Poul Vang", ""),
    ("901007", "lærer", "Ida Skov", "0.a"),
    ("901007", "pædagog", "Mona Kjær", "0.a"),
)

COMMITTEE = "Børne- og Ungdomsudvalget"
COMMITTEE_MEMBERS = ("Vibeke Storm", "Peter Lauge", "Signe Hald")


@dataclass(frozen=True, slots=True)
class Officer:
    given: str
    family: str
    email: str


OFFICERS = (
    Officer("Mette", "Holm Krogh", "mette@fjordby.example"),
    Officer("Jonas", "Rask", "jonas@fjordby.example"),
)


def email(name: str) -> str:
    """An address that cannot exist: .example is reserved for examples."""
    letters = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return f"{plain.replace(' ', '.')}@fjordby.example"


LEADER, TEACHER = "Karen Elkjær", "Niels Baun"
CHAIR = email("Aisha Karimi")
PARENT = email("Bent Ovesen")
