# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""LIX, the readability number of Scandinavia (C. H. Björnsson, "Läsbarhet", 1968).

LIX = words per sentence + the percentage of words longer than six letters. Up to 24 is very easy, 25-34 easy, 35-44
medium, 45-54 hard, 55 and more very hard. Full stops that end no sentence are known: `kl. 8.30`, `bl.a.`, `7. oktober`.
"""

import re

LONG = 6
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d.,:/–-]*")
# A sentence ends at one of these when a blank or the end follows, and at each new line: a heading is a sentence too.
END = re.compile(r"[.!?…:]+[»«\"”')\]]*(?=\s|$)|\n+")
SHORTENED = (
    "bl.a", "f.eks", "fx", "kl", "ca", "dvs", "nr", "m.fl", "m.m", "osv", "inkl", "pga", "evt", "tlf", "mht", "jf",
    "stk", "min", "afd", "hhv", "mv",
)  # fmt: skip
ABBREVIATION = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, SHORTENED))})\.", re.IGNORECASE)
# 7. oktober, 3. klasse: an ordinal before a small letter.
ORDINAL = re.compile(r"(?<=\d)\.(?=\s+[a-zæøå])")
INNER_STOP = "․"


def sentences(text: str) -> list[str]:
    """The text in sentences, each with at least one word."""
    hidden = ABBREVIATION.sub(lambda match: match[0].replace(".", INNER_STOP), text)
    hidden = ORDINAL.sub(INNER_STOP, hidden)
    return [part for part in END.split(hidden) if WORD.search(part)]


def lix(text: str) -> float:
    """The LIX of a text, 0 for one without words."""
    parts = sentences(text)
    words = [word for part in parts for word in WORD.findall(part)]
    if not words:
        return 0.0
    long_words = sum(1 for word in words if len(word) > LONG and not word[0].isdigit())
    return len(words) / len(parts) + 100 * long_words / len(words)
