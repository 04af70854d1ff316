# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Live fields: an officer writes {borde}, the letter says 12. Figures in a letter are computed, never typed. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

TABLES = "borde"
NOTES = "noter"
PEOPLE = "deltagere"
USED = "brugt"
ASIDE = "lagt_til_side"
NEXT = "naeste_moede"
FIELDS = (TABLES, NOTES, PEOPLE, USED, ASIDE, NEXT)

_FIELD = re.compile(r"\{([^{}]*)\}")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "_", "-": "_"})
_NUMBER_WORDS = (
    "to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten|tyve"
)
_TYPED_COUNT = re.compile(
    rf"\b(?:\d[\d.]*|{_NUMBER_WORDS})\s+(?:borde|noter|deltagere|mennesker|personer)\b", re.IGNORECASE
)

_TABLE_NUMBER = re.compile(r"\bbord\s+(?:nr\.?\s*|nummer\s+)?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a text: `kind` is unknown, brace, typed, table or empty; `words` is the piece it is about."""

    kind: str
    words: str


def field_name(written: str) -> str:
    """The field that an officer means: "Næste møde" and "naeste_moede" are one."""
    return written.strip().lower().translate(_LETTERS)


def faults(text: str, values: Mapping[str, str]) -> list[Fault]:
    """All that keeps `text` from being filled in, in the order it stands there.

    Unknown fields, braces without a partner, fields that have no figure yet, counts typed by hand ("12 borde"), and
    tables named by number.
    """
    found: list[tuple[int, Fault]] = []
    for match in _FIELD.finditer(text):
        name = field_name(match[1])
        if name not in FIELDS:
            found.append((match.start(), Fault("unknown", match[0])))
        elif not values.get(name):
            found.append((match.start(), Fault("empty", match[0])))
    bare = _FIELD.sub(lambda match: "\0" * len(match[0]), text)
    found += [(place, Fault("brace", sign)) for place, sign in enumerate(bare) if sign in "{}"]
    found += [(match.start(), Fault("typed", match[0])) for match in _TYPED_COUNT.finditer(bare)]
    found += [(match.start(), Fault("table", match[0])) for match in _TABLE_NUMBER.finditer(bare)]
    return [fault for _, fault in sorted(found, key=lambda pair: pair[0])]


def table_numbers(text: str) -> list[Fault]:
    """Where a text points at one table ("bord 4"): which table said what is not published."""
    return [Fault("table", match[0]) for match in _TABLE_NUMBER.finditer(text)]


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with each known field replaced by its figure; what is not known stays as it was written."""

    def figure(match: re.Match[str]) -> str:
        return values.get(field_name(match[1])) or match[0]

    return _FIELD.sub(figure, text)
