# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Where a note seems to name somebody: a name of the rolls, what looks like a name, a phone number, a CPR number.

A hint for whoever writes and whoever sorts, never a decision. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from samspil.core.written import cpr_spans
from samspil.dialogue.notes.masking import Span, joined, name_hints, words

# Names that are everyday words in Danish: in small letters, or where a sentence begins, they are taken for the word.
_EVERYDAY = (
    "ask bjørn bo bror dag dan dal dam eng enke fred gry gul hans hav holm jens jo jul kaj klit krog lind liv "
    "lykke lærke lund mai maj mark may mor mus my møller nord post rose sand siv skov smed sol solveig sten storm "
    "sund sø søn tang toft tue vang vest viola vita øst åse berg bach bak bakke bech dahl due dyr falk fisker "
    "flora fry gran grøn have høj hvid jord kilde kirke kjær kok konge kær lang lange lille ravn schmidt skriver "
    "stor vind winther ni ly sky star august april juni juli min din sin ane far vi man an en et den det de du os "
    "to tre per"
)
_WORDS_TOO = frozenset(_EVERYDAY.split())
_SHORTEST = 3
_PHONE = re.compile(r"(?<![\d.,/-])(?:(?:\+|00)45 ?)?[2-9]\d(?:\d{6}|(?: \d{2}){3})(?!\d|[.,/-]\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_GENITIVE = re.compile(r"(?:['’]s|['’]|s)$")
_BEGINS = re.compile(r"(?:^|[.!?:\n»\"(–-])\s*$")


class Kind(StrEnum):
    NAME = "name"
    PHONE = "phone"
    CPR = "cpr"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Hint:
    kind: Kind
    span: Span


def personal_hints(
    text: str,
    *,
    given: frozenset[str] = frozenset(),
    family: frozenset[str] = frozenset(),
    known: frozenset[str] = frozenset(),
    language: str = "da",
) -> list[Hint]:
    """In the order of the text, none inside another.

    `given` and `family` are names of the rolls in small letters; `known` are words that are no person here (schools).
    A family name counts with a capital only, a first name also without. Other languages than Danish have other words
    that look like names: there a name of the rolls needs its capital.
    """
    numbers = [Hint(Kind.CPR, span) for span in cpr_spans(text)]
    numbers += [
        Hint(kind, match.span())
        for kind, pattern in ((Kind.PHONE, _PHONE), (Kind.EMAIL, _EMAIL))
        for match in pattern.finditer(text)
    ]
    taken = [hint.span for hint in numbers]
    spans = [span for span in words(text) if _on_rolls(text, span, given, family, known, language)]
    if language == "da":
        spans += name_hints(text, known=known)
    names = [Hint(Kind.NAME, span) for span in joined(text, spans) if not _overlaps(span, taken)]
    return sorted([*_apart(numbers), *names], key=lambda hint: hint.span)


def _on_rolls(
    text: str, span: Span, given: frozenset[str], family: frozenset[str], known: frozenset[str], language: str
) -> bool:
    word = text[slice(*span)]
    bare = _GENITIVE.sub("", word)
    small = {word.casefold(), bare.casefold()}
    if {word, bare} & known or len(word) < _SHORTEST or any(sign.isdigit() for sign in word):
        return False
    capital = word[0].isupper() and not (len(word) > 1 and word.isupper())
    begins = bool(_BEGINS.search(text[: span[0]]))
    if small & _WORDS_TOO and (not capital or begins):
        return False
    if capital:
        return any(word in given or word in family for word in small)
    return language == "da" and any(word in given for word in small)


def _overlaps(span: Span, others: list[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _apart(hints: list[Hint]) -> list[Hint]:
    """The first of those that lie on top of each other: ten digits with a date are a CPR number before a phone's."""
    result: list[Hint] = []
    for hint in hints:
        if not _overlaps(hint.span, [other.span for other in result]):
            result.append(hint)
    return result
