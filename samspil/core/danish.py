# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Danish alphabetical order as a stored key, the same on any PostgreSQL whatever its locale.

æ, ø and å come last; aa counts as å (as in the Danish collation of the Unicode CLDR); ä and ö go with æ and ø, ü with
y; other accents and capitals only decide between words that are otherwise alike; figures count as numbers.
"""

import functools
import itertools
import re
import unicodedata

# The key is printable ASCII, so that comparing bytes ("C") is the whole collation: after z come exactly { | } ~.
_AE, _OE, _AA, _OTHER = "{", "|", "}", "~"
_LEVEL, _GAP = " ", "!"

_LETTERS = {
    "æ": _AE,
    "ä": _AE,
    "ø": _OE,
    "ö": _OE,
    "œ": _OE,
    "ő": _OE,
    "å": _AA,
    "ü": "y",
    "ű": "y",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ß": "ss",
    "ł": "l",
    "ı": "i",
    "ħ": "h",
    "ŋ": "n",
}
_PIECE = re.compile(r"[0-9]+|aa|.", re.DOTALL)


def _number(digits: str) -> str:
    """Digits such that 9 comes before 10: the length goes first."""
    bare = digits.lstrip("0") or "0"
    return f"{len(bare)}{bare}" if len(bare) < 9 else f"9{len(bare):06}{bare}"


def _letter(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)).lower()
    if plain.isascii() and plain.isalnum():
        return "".join(_number(c) if c.isdigit() else c for c in plain)
    if char.isalnum():
        return f"{_OTHER}{ord(char):06x}"
    return _GAP


def _weights(text: str) -> str:
    lowered = text.lower()
    pieces = (
        _AA if piece == "aa" else _number(piece) if piece.isascii() and piece.isdigit() else _letter(piece)
        for piece in _PIECE.findall(lowered)
    )
    merged = re.sub(f"{_GAP}+", _GAP, "".join(pieces))
    return merged.strip(_GAP)


def _variants(text: str) -> str:
    """What decides between like words: å before aa, the plain letter before the accented, capital before small."""
    marks = []
    for char, following in itertools.pairwise([*text, ""]):
        lower = char.lower()
        double = lower == "a" and following.lower() == "a"
        accented = not (lower.isascii() or lower in "æøå")
        marks.append(str(2 * (accented or double) + (char != char.upper())))
    return "".join(marks)


@functools.lru_cache(maxsize=4000)
def sort_key(text: str) -> str:
    """The place of `text` in a Danish list: printable ASCII, to be compared byte by byte (a column with collation "C").

    Names that differ only in white space and punctuation share a key; sort by `(sort_key, pk)`.
    """
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return f"{_weights(composed)}{_LEVEL}{_variants(composed)}"
