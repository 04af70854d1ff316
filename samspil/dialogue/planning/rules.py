# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a copied plan may keep: words, but no day of the meeting it came from, and no name that another has."""

from __future__ import annotations

import re
from collections.abc import Collection

MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
SHORT = "jan|feb|mar|apr|jun|jul|aug|sept|sep|okt|nov|dec"
WEEKDAYS = "mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag"
# A day as a Danish text names it. Times (»kl. 17.30«) are none: they may stay.
_DAY = re.compile(
    rf"""(?:\b(?:{WEEKDAYS})\s+)?(?:\bden\s+)?(?:
        \b\d{{1,2}}\.?\s*(?:{MONTHS}|(?:{SHORT})\b\.?)(?:\s+\d{{4}})?
      | \b(?:{MONTHS})\b(?:\s+\d{{4}})?
      | (?<!kl\.\s)(?<!kl\s)(?<![\d.])\d{{1,2}}[./-](?:0?[1-9]|1[0-2])[./-]\d{{2,4}}\b
      | \b\d{{1,2}}/(?:0?[1-9]|1[0-2])\b
      | \b\d{{4}}-\d{{2}}-\d{{2}}\b
      | \buge\s+\d{{1,2}}\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\d\.)\s+(?=[A-ZÆØÅ»])|\n+")
_NUMBER = re.compile(r"\s*\(\d+\)$")


def names_a_day(text: str) -> bool:
    return _DAY.search(text) is not None


def without_days(text: str) -> str:
    """The sentences that name no day, one after another; "" where each does."""
    kept = [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip() and not names_a_day(sentence)]
    return " ".join(kept) if names_a_day(text) else text


def title_like(title: str, taken: Collection[str], *, most: int = 160) -> str:
    """A name that no other meeting has: the same without its day, and with a number where that is taken."""
    names = {name.casefold() for name in taken}
    bare = " ".join(_DAY.sub(" ", _NUMBER.sub("", title)).split()).strip(" ,-–:")
    bare = re.sub(r"\s+(?:den|i|d\.)$", "", bare) or title
    number, proposal = 1, bare[:most]
    while proposal.casefold() in names:
        number += 1
        tail = f" ({number})"
        proposal = f"{bare[: most - len(tail)]}{tail}"
    return proposal
