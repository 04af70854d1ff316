# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a person has written, as it is kept. Every field for people's own words comes through here."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

# Drawn as nothing, though Unicode counts them as letters or symbols: the Hangul fillers and the empty Braille cell.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
# Nothing but spaces, controls, format characters, and what is half a character or none.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")


def as_written(text: str) -> str:
    """The words with one kind of line end, without outer space and without what no database or screen can hold.

    A letter with its accent is one sign: some programs make two of »å«, and no name would be found in them. Of several
    empty lines one is kept. Words of which nothing can be seen are no words: "". Characters that join or turn others
    (Arabic, emoji) stay where they are. Given its own answer, it answers the same.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    words = "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    words = composed(words.encode("utf-8", "replace").decode("utf-8"))
    words = _EMPTY_LINES.sub("\n\n", words).strip()
    return words if any(map(_is_seen, words)) else ""


def composed(text: str) -> str:
    """The same letters, each as one sign where there is one (Unicode's NFC)."""
    return unicodedata.normalize("NFC", text)


def _is_seen(sign: str) -> bool:
    return sign not in _BLANKS and unicodedata.category(sign) not in _UNSEEN


def plain_digits(text: str) -> str:
    """The digits of every script as 0 to 9: who has an Arabic keyboard types ٤٧ for 47."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


# Six digits of a day and four more, however they are set apart; not the inside of a longer number, or of an id.
# Nothing may be drawn between the digits: what is not seen is not kept from being read.
_NONE = r"[\u00ad\u200b-\u200f\u2060\ufeff]*"
_CPR = re.compile(
    r"(?<!\+45 )(?:(?<![\w+])|(?<=cpr))"
    rf"(\d{{2}}){_NONE}[ ./-]?{_NONE}(\d{{2}}){_NONE}[ ./-]?{_NONE}(\d{{2}})"
    rf"{_NONE}[ \u00a0]?{_NONE}[-–—‐\u2011\u2212./_]?{_NONE}[ \u00a0]?{_NONE}(\d)(\d{{3}})(?!\w)"
    # »01.12.26 2000 kr.« is a day and what it costs.
    r"(?!\s?(?:kr\b|kroner\b|dkk\b|[.,]-|[.,]\d))",
    re.IGNORECASE,
)
# A number given to somebody who has none yet: sixty days more.
_REPLACEMENT = 60


def cpr_numbers(text: str) -> list[str]:
    """Ten digits each, in the order of the text: what may be a person's CPR number, for it begins with a day that is.

    The seventh digit tells the century (CPR's own rule). Its old check digit is not asked for: since 2007 there are
    numbers without one.
    """
    return list(dict.fromkeys(number for number, _span in _cpr(text)))


def cpr_spans(text: str) -> list[tuple[int, int]]:
    """Where such a number stands."""
    return [span for _number, span in _cpr(text)]


def without_cpr(text: str) -> str:
    """For what nobody typed and nobody can be asked about, as the name of a file: the numbers are crossed out."""
    for start, end in reversed(cpr_spans(text)):
        text = f"{text[:start]}xxxxxx-xxxx{text[end:]}"
    return text


def _cpr(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in _CPR.finditer(text):
        digits = [str(int(sign)) for sign in "".join(match.groups())]
        if _is_born(digits):
            yield "".join(digits), match.span()


def _is_born(digits: Sequence[str]) -> bool:
    day, month, year, seventh = (int("".join(digits[at:to])) for at, to in ((0, 2), (2, 4), (4, 6), (6, 7)))
    try:
        date(_century(seventh, year) + year, month, day - _REPLACEMENT if day > _REPLACEMENT else day)
    except ValueError:
        return False
    return True


def _century(seventh: int, year: int) -> int:
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800
