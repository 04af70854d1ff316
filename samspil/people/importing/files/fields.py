# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Single fields: what they mean, or a sentence about why they mean nothing."""

import datetime as dt
import re
from collections.abc import Mapping

from samspil.people.importing.files.rows import Problem, Where
from samspil.people.importing.files.tables import Line

YES = {"ja", "j", "x", "1", "true", "sand", "yes"}
NO = {"nej", "n", "0", "false", "falsk", "no"}
# In a field that may be empty this takes away what is known.
CLEAR = "-"

_EMAIL = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[^@\s;,<>.]{2,}")
_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})|(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_FIRST, _LAST = dt.date(1900, 1, 1), dt.date(2200, 1, 1)


class FieldError(ValueError):
    """A field cannot be understood; the message is for a person and repeats at most a short value."""


class Reader:
    """Reads the fields of one line under any of their headings."""

    def __init__(self, line: Line) -> None:
        self.where: Where = line.where
        self._values = line.values

    def text(self, *headings: str, most: int = 150) -> str:
        for heading in headings:
            value = self._values.get(heading, "")
            if value:
                if len(value) > most:
                    msg = f"Feltet »{headings[0]}« har {len(value)} tegn. Der er plads til {most}."
                    raise FieldError(msg)
                return value
        return ""

    def needed(self, *headings: str, most: int = 150) -> str:
        value = self.text(*headings, most=most)
        if not value:
            msg = f"Feltet »{headings[0]}« er tomt."
            raise FieldError(msg)
        return value

    def optional(self, *headings: str, most: int = 150) -> str | None:
        """None: the line does not say; "": it says that there is nothing."""
        value = self.text(*headings, most=most)
        return None if not value else "" if value == CLEAR else value

    def flag(self, *headings: str) -> bool | None:
        value = self.text(*headings).lower()
        if not value:
            return None
        if value in YES | NO:
            return value in YES
        msg = f"Feltet »{headings[0]}« skal være ja eller nej."
        raise FieldError(msg)

    def email(self, *headings: str) -> str | None:
        value = self.optional(*headings, most=254)
        if value and not _EMAIL.fullmatch(value):
            msg = f"Feltet »{headings[0]}« er ikke en e-mail."
            raise FieldError(msg)
        return value

    def date(self, *headings: str) -> dt.date | None:
        value = self.text(*headings)
        if not value:
            return None
        match = _DATE.fullmatch(value)
        parts = [int(part) for part in match.groups() if part] if match else []
        if match and match[1]:
            parts.reverse()
        try:
            if parts and _FIRST <= (date := dt.date(*parts)) < _LAST:
                return date
        except ValueError:
            pass
        msg = f"Feltet »{headings[0]}« skal være en dato som 31.07.2026."
        raise FieldError(msg)

    def period(self) -> dict[str, dt.date | None]:
        """ "From" and "until", where the line says them."""
        from_on, until_on = self.date("fra"), self.date("til")
        if from_on and until_on and until_on < from_on:
            msg = "Datoen »til« ligger før datoen »fra«."
            raise FieldError(msg)
        return {"from_on": from_on, "until_on": until_on}

    def number(self, *headings: str, least: int, most: int) -> int | None:
        value = self.text(*headings)
        if not value:
            return None
        if value.isascii() and value.isdigit() and least <= int(value) <= most:
            return int(value)
        msg = f"Feltet »{headings[0]}« skal være et tal fra {least} til {most}."
        raise FieldError(msg)

    def choice(self, words: Mapping[str, str], *headings: str, default: str | None = None) -> str:
        value = self.text(*headings)
        if not value and default is not None:
            return default
        found = words.get(value.lower())
        if found is None:
            msg = f"Feltet »{headings[0]}« skal være et af: {', '.join(sorted(set(words)))}."
            raise FieldError(msg)
        return found

    def institution(self, *headings: str) -> str:
        value = self.needed(*headings).upper()
        if value.isascii() and value.isdigit() and len(value) < 6:
            # A spreadsheet takes the noughts in front away.
            value = value.zfill(6)
        if not re.fullmatch(r"[0-9A-ZÆØÅ]{6}", value):
            msg = f"Feltet »{headings[0]}« skal have seks tegn: tal eller bogstaver."
            raise FieldError(msg)
        return value

    def problem(self, error: FieldError) -> Problem:
        return Problem(words=str(error), where=self.where)


def class_parts(name: str) -> tuple[int | None, str]:
    """The grade and letter in names such as "3.a", "3A", "10. b", "0.x"; (None, "") for other names."""
    match = re.fullmatch(r"(10|[0-9])\s*\.?\s*([A-Za-zÆØÅæøå]{0,3})", name.strip())
    return (int(match[1]), match[2].lower()) if match else (None, "")


def school_year(value: str) -> str:
    """ "2026-2027" from "2026-2027", "2026/2027", "2026/27" or "26/27"."""
    match = re.fullmatch(r"(?:20)?(\d{2})\s*[-/]\s*(?:20)?(\d{2})", value.strip(), re.ASCII)
    if not match or int(match[1]) + 1 != int(match[2]):
        msg = "Feltet »skoleår« skal være som 2026-2027."
        raise FieldError(msg)
    return f"20{match[1]}-20{match[2]}"


def language(value: str | None) -> str | None:
    """A code such as "da" or "ku-latn", in small letters; None when the line does not say."""
    if not value:
        return None
    code = _LANGUAGES.get(value.lower(), value.lower())
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,4})?", code):
        msg = "Feltet »sprog« skal være et sprog eller en sprogkode som da, ar eller uk."
        raise FieldError(msg)
    return code


_LANGUAGES = {
    "dansk": "da",
    "engelsk": "en",
    "arabisk": "ar",
    "tyrkisk": "tr",
    "polsk": "pl",
    "ukrainsk": "uk",
    "rumænsk": "ro",
    "somali": "so",
    "tysk": "de",
    "urdu": "ur",
    "farsi": "fa",
    "persisk": "fa",
    "dari": "prs",
    "pashto": "ps",
    "kurdisk": "ku",
    "tigrinya": "ti",
    "vietnamesisk": "vi",
    "bosnisk": "bs",
    "serbisk": "sr",
    "albansk": "sq",
    "tamil": "ta",
    "kinesisk": "zh",
    "thai": "th",
    "færøsk": "fo",
    "grønlandsk": "kl",
    "spansk": "es",
    "fransk": "fr",
}
