# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Names in notes: words masked as »[navn]«, and a hint of which words may be names. Pure, so that it can be proved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

MASK = "[navn]"

_WORD = re.compile(r"\w[\w'’-]*", re.UNICODE)
_SENTENCE_END = re.compile(r"(?:^|[.!?:»\"(\n–-])\s*$")
# Danish words with a capital that are no person: institutions, tools, days off, places that everybody shares.
_KNOWN_WORDS = (
    "Aula Danmark Dansk Facebook Google Meebook Teams Zoom Ipad Gud Jul Påske Ramadan Eid Covid Corona Folkeskolen "
    "Kommunen Kommune Byrådet I De Dem Deres Jer Jeres Android Apple Bluetooth Chromebook Discord Excel Fortnite "
    "Gyldendal Instagram Internet Internettet Intra Kahoot Matematikfessor Messenger Microsoft Minecraft Netflix "
    "Powerpoint Roblox Skoleintra Skype Snap Snapchat Tiktok Unilogin Wi-Fi Windows Word Youtube Europa Norge Sverige "
    "Tyskland England Polen Syrien Somalia Tyrkiet Ukraine"
)
# »JavaScript«, »MinUddannelse«: a capital inside is no person's, but for »McAllister«, »DeSantis« and their like.
_PRODUCT = re.compile(r"[a-zæøå]{2}[A-ZÆØÅ]")
_NAMED_SO = re.compile(r"(?:Mac|Fitz|Van|Von)[A-ZÆØÅ][a-zæøå]+$")
# "Karlas mor", "Ali's bror": a name, even where a sentence begins.
_RELATIVE_WORDS = (
    "mor far forældre moster faster onkel mormor farmor morfar farfar bror søster klasse hold datter søn dreng pige "
    "bedstemor bedstefar mødre fædre familie lærer pædagog plejemor plejefar papfar papmor tvilling"
)
_KNOWN, _RELATIVES = frozenset(_KNOWN_WORDS.split()), frozenset(_RELATIVE_WORDS.split())

Span = tuple[int, int]


def words(text: str) -> list[Span]:
    """Where each word stands, in order."""
    return [match.span() for match in _WORD.finditer(text)]


def joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those with nothing but space between them as one: »Karla Holm« is one name."""
    result: list[Span] = []
    for start, end in sorted(set(spans)):
        if result and (start <= result[-1][1] or not text[result[-1][1] : start].strip()):
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def masked(text: str, spans: Iterable[Span]) -> str:
    """`text` with each span as »[navn]«. Spans outside the text are an error."""
    result, at = [], 0
    for start, end in joined(text, spans):
        if not 0 <= start < end <= len(text):
            msg = f"no span of the text: {start}–{end}"
            raise ValueError(msg)
        result += [text[at:start], MASK]
        at = end
    return "".join([*result, text[at:]])


def is_reading_of(reading: str, original: str) -> bool:
    """Whether `reading` is `original` with nothing changed but some stretches of it masked."""
    return reading == original or bool(masked_spans(reading, original))


def masked_spans(reading: str, original: str) -> list[Span]:
    """What of `original` is masked in `reading`: one span, never empty, for each mask; [] when it is no reading of it.

    The pieces between masks are looked for from the left: if they can be found at all they are found so, and fast.
    """
    first, *middle, last = reading.split(MASK) if MASK in reading else (reading, "")
    if reading == original or MASK not in reading or not original.startswith(first):
        return []
    spans, at = [], len(first)
    for piece in middle:
        found = original.find(piece, at + 1)
        if found < 0:
            return []
        spans.append((at, found))
        at = found + len(piece)
    end = len(original) - len(last)
    if end <= at or not original.endswith(last):
        return []
    return [*spans, (at, end)]


# »Vores søn« begins a sentence with a capital and names nobody.
_POSSESSIVES = frozenset({"Alles", "Andres", "Deres", "Ens", "Hans", "Hendes", "Hvis", "Jeres", "Nogens", "Vores"})


def name_hints(text: str, *, known: frozenset[str] = frozenset()) -> list[Span]:
    """Words that may be a person's name: a hint for the officer, never a decision.

    A word with a capital inside a sentence, or before a relative (»Karlas mor«). `known` are words that are no person
    here, such as the schools' names. Misses names at the start of a sentence and in lower case; the officer reads.
    """
    spans = words(text)
    following = dict(pairwise(spans))
    return [span for span in spans if _may_be_name(text, span, following.get(span), known)]


def _may_be_name(text: str, span: Span, after: Span | None, known: frozenset[str]) -> bool:
    word = text[slice(*span)]
    bare = re.sub(r"['’]?s$", "", word)
    if not word[0].isupper() or (len(word) > 1 and word.isupper()) or any(sign.isdigit() for sign in word):
        return False
    # »Aula-app« is of what stands before the hyphen; »Anne-Marie« is one name.
    head = word.partition("-")[0]
    if {word, bare, head} & (_KNOWN | known) or _is_no_persons(word, head):
        return False
    inside = not _SENTENCE_END.search(text[: span[0]])
    return (inside and len(word) > 1) or (
        word.endswith("s")
        and word not in _POSSESSIVES
        and after is not None
        and text[slice(*after)].lower() in _RELATIVES
    )


def _is_no_persons(word: str, head: str) -> bool:
    abbreviated = head != word and len(head) > 1 and head.isupper()
    return abbreviated or bool(_PRODUCT.search(word) and not _NAMED_SO.match(word))


def span_words(text: str, spans: Sequence[Span]) -> list[str]:
    return [text[slice(*span)] for span in spans]
