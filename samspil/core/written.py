# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a person has written, as it is kept. Every field for people's own words comes through here."""

import re
import unicodedata

# Drawn as nothing, though Unicode counts them as letters or symbols: the Hangul fillers and the empty Braille cell.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
# Nothing but spaces, controls, format characters, and what is half a character or none.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")


def as_written(text: str) -> str:
    """The words with one kind of line end, without outer space and without what no database or screen can hold.

    Of several empty lines one is kept. Words of which nothing can be seen are no words: "". Characters that join or
    turn others (Arabic, emoji) stay where they are. Given its own answer, it answers the same.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    words = "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    words = words.encode("utf-8", "replace").decode("utf-8")
    words = _EMPTY_LINES.sub("\n\n", words).strip()
    return words if any(map(_is_seen, words)) else ""


def _is_seen(sign: str) -> bool:
    return sign not in _BLANKS and unicodedata.category(sign) not in _UNSEEN
