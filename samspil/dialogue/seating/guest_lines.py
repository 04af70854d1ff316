# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Reading a list of guests as people paste it: one line a person, name; group; languages. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from samspil.dialogue.meetings.languages import NAMES, OWN_NAMES

NAME_LENGTH = 120
MOST_LINES = 400
_SMALL = frozenset({"og", "samt", "lidt", "taler", "sprog", "kun"})
_ONLY = "kun"
_ALSO_CALLED = {"farsi": "fa", "dari": "fa", "tigrinya": "ti", "somalisk": "so", "mandarin": "zh", "arabic": "ar"}
_NOTE_TAKERS = frozenset({"referent", "skriver", "ordstyrer"})


@dataclass(frozen=True, slots=True)
class GuestLine:
    name: str
    group: str
    languages: tuple[str, ...]
    needs_help: bool
    takes_notes: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a person has written about languages: codes other than Danish, and the words nobody understood."""

    codes: tuple[str, ...]
    danish: bool
    only: bool
    unknown: tuple[str, ...]


def spoken(text: str) -> Spoken:
    """»dansk og arabisk« → ar. »kun arabisk« → ar, and no Danish."""
    names = _names()
    codes, unknown, danish, only = [], [], False, False
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        code = names.get(word)
        if word == _ONLY:
            only = True
        elif code == "da":
            danish = True
        elif code:
            codes.append(code)
        elif word not in _SMALL:
            unknown.append(word)
    return Spoken(tuple(dict.fromkeys(codes)), danish, only and bool(codes), tuple(unknown))


def spoken_words(codes: Sequence[str], *, needs_help: bool) -> str:
    """The same the other way: what stands in the field."""
    with translation.override("da"):
        words = ", ".join(str(NAMES[code]).lower() for code in codes if code in NAMES)
    return f"{_ONLY} {words}" if needs_help and words else words


def _names() -> dict[str, str]:
    with translation.override("da"):
        danish = {str(name).lower(): code for code, name in NAMES.items()}
    return {**_ALSO_CALLED, **{name.lower(): code for code, name in OWN_NAMES.items()}, **danish}


def read(text: str) -> tuple[list[GuestLine], list[str]]:
    """The guests of a pasted list, and a sentence for each line that cannot be read. Empty lines are left out."""
    found, wrong = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [" ".join(cell.split()) for cell in re.split(r"[;\t]", line)]
        if not any(cells):
            continue
        mistake = _mistake(cells)
        if mistake:
            wrong.append(_("Linje %(number)s: %(what)s") % {"number": number, "what": mistake})
        else:
            found.append(_line(cells))
    if len(found) > MOST_LINES:
        wrong.append(_("Der er %(count)s linjer. Del listen, så der er højst %(most)s ad gangen.") % {
            "count": len(found), "most": MOST_LINES,
        })  # fmt: skip
    return found, wrong


def _mistake(cells: list[str]) -> str:
    if not cells[0]:
        return _("Navnet mangler. Det skal stå først.")
    if max(map(len, cells)) > NAME_LENGTH:
        return _("Der er plads til %(most)s tegn i navnet og i gruppen.") % {"most": NAME_LENGTH}
    rest = " ".join(cell for cell in cells[2:] if cell.lower() not in _NOTE_TAKERS)
    unknown = spoken(rest).unknown
    if unknown:
        return _("»%(word)s« er ikke et sprog, vi kender. Skriv for eksempel arabisk.") % {"word": unknown[0]}
    return ""


def _line(cells: list[str]) -> GuestLine:
    marks = {cell.lower() for cell in cells[2:]}
    heard = spoken(" ".join(cell for cell in cells[2:] if cell.lower() not in _NOTE_TAKERS))
    return GuestLine(
        name=cells[0],
        group=cells[1] if len(cells) > 1 else "",
        languages=heard.codes,
        needs_help=heard.only and not heard.danish,
        takes_notes=bool(marks & _NOTE_TAKERS),
    )
