# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The script that words are written in, and what it says about their language. Pure.

Who writes says in which language, by the page they write on. Only where the letters themselves say otherwise (Arabic
letters on the Danish page) do they decide: the page is read in one language and written on in another.
"""

import unicodedata
from collections import Counter

# As Unicode begins the names of a script's letters.
_LATIN, _ARABIC, _CYRILLIC, _TAMIL, _ETHIOPIC, _HAN = "LATIN", "ARABIC", "CYRILLIC", "TAMIL", "ETHIOPIC", "CJK"
# The languages on offer that are not written in Latin letters, or not in these alone.
_WRITTEN = {
    "ar": (_ARABIC,),
    "ckb": (_ARABIC, _LATIN),
    "fa": (_ARABIC,),
    "ps": (_ARABIC,),
    "ur": (_ARABIC,),
    "uk": (_CYRILLIC,),
    "bs": (_LATIN, _CYRILLIC),
    "ta": (_TAMIL,),
    "ti": (_ETHIOPIC,),
    "zh": (_HAN,),
}
_SPEAKS_FOR = {_LATIN: "da", _ARABIC: "ar", _CYRILLIC: "uk", _TAMIL: "ta", _ETHIOPIC: "ti", _HAN: "zh"}
# Letters that Arabic does not have, each telling one of its neighbours.
_TELLING = {"ur": "ٹڈڑںےھ", "ps": "ټډړږښڼېۍځڅ", "ckb": "ڕڵێۆە", "fa": "پچژگکی"}


def script_of(text: str) -> str:
    """The script of most of the letters; "" where there are none, or as many of two."""
    found = Counter(unicodedata.name(sign, "").partition(" ")[0] for sign in text if sign.isalpha())
    (first, most), (_second, next_most) = [*found.most_common(2), ("", 0), ("", 0)][:2]
    return first if most > next_most else ""


def language_of(text: str, said: str) -> str:
    """`said`, unless it is not written in the letters that stand here: then the language these letters speak for."""
    script = script_of(text)
    if script not in _SPEAKS_FOR or script in _WRITTEN.get(said, (_LATIN,)):
        return said
    if script == _ARABIC:
        return next((code for code, signs in _TELLING.items() if any(sign in signs for sign in text)), "ar")
    return _SPEAKS_FOR[script]


def language_by_letters(text: str) -> str:
    """The language that only the letters can tell of; "" for Latin letters, which many are written in."""
    script = script_of(text)
    return "" if script in ("", _LATIN) else language_of(text, "da")
