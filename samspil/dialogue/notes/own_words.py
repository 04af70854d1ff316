# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Whether other texts say what a note says, and how they read without it. Pure.

A note's own words are: the whole of it, each of its clauses, longer runs of its words, a name in it, and a number or
a code. What another note says as well is nobody's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from samspil.dialogue.notes.masking import MASK, Span, name_hints

GONE = "[slettet]"
# Shorter runs than this are what anybody might say; a whole note or clause counts from fewer words.
RUN, CLAUSE = 5, 4
# A whole note of one short word ("nej") is nobody's words inside a sentence.
SHORTEST_ALONE = 4
LONG_NUMBER, SHORTEST_NAME = 6, 2

_CLAUSE_END = re.compile(r"[.!?;:,\n…»«\"–]+")
# Signs that HTML writes as words: they stand between words, and are none.
_ENTITY = re.compile(r"&(?:#x?[0-9a-fA-F]+|amp|lt|gt|quot|nbsp);")

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    said: str
    span: Span
    capital: bool


@dataclass(frozen=True)
class OwnWords:
    """What is looked for: runs of words in small letters (`runs`), and single words (`single`).

    Words in `names` count only where they have a capital; `literal` are texts that have no words, signs alone. What is
    a piece of one of the texts in `whole` says it as well.
    """

    runs: frozenset[Run] = frozenset()
    single: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    literal: tuple[str, ...] = ()
    whole: tuple[Run, ...] = ()
    mark: str = GONE

    def __bool__(self) -> bool:
        return bool(self.runs or self.single or self.names or self.literal)

    @cached_property
    def sizes(self) -> list[int]:
        return sorted({len(run) for run in self.runs}, reverse=True)

    def stand_in(self, text: str) -> bool:
        return bool(self.spans(text))

    def taken_out(self, text: str) -> str:
        """The text with a mark where the words stood; untouched where none do."""
        parts, at = [], 0
        for start, end in self.spans(text):
            parts += [text[at:start], self.mark]
            at = end
        return "".join([*parts, text[at:]])

    def taken_out_of(self, value: Any) -> Any:
        """The same for every string inside a JSON value; keys stay."""
        if isinstance(value, str):
            return self.taken_out(value)
        if isinstance(value, list | tuple):
            return [self.taken_out_of(one) for one in value]
        if isinstance(value, Mapping):
            return {key: self.taken_out_of(one) for key, one in value.items()}
        return value

    def spans(self, text: str) -> list[Span]:
        """Where in the text the words stand, those with nothing but signs between them as one."""
        if not text or not self:
            return []
        heard = _ENTITY.sub(lambda match: " " * len(match[0]), text)
        found = list(_words(heard))
        said = tuple(word.said for word in found)
        piece = said in self.whole or (len(said) >= CLAUSE and any(_inside(said, whole) for whole in self.whole))
        hit = [piece or self._alone(word) for word in found]
        for at in range(len(found)):
            size = next((len(run) for size in self.sizes if (run := said[at : at + size]) in self.runs), 0)
            hit[at : at + size] = [True] * size
        spans = [word.span for word, is_hit in zip(found, hit, strict=True) if is_hit]
        spans += [match.span() for one in self.literal for match in re.finditer(re.escape(one), text)]
        return _joined(heard, spans)

    def _alone(self, word: _Word) -> bool:
        either = {word.said, _bare(word.said)}
        return not either.isdisjoint(self.single) or (word.capital and not either.isdisjoint(self.names))


def own_words(texts: Iterable[str], *, others: Iterable[str], known: frozenset[str] = frozenset()) -> OwnWords:
    """What only these texts (a note, its readings, its earlier words) say. `known` are words that name no person."""
    runs: set[Run] = set()
    single: set[str] = set()
    literal: list[str] = []
    whole: list[Run] = []
    for text in filter(None, texts):
        said = _run_of(text)
        if said:
            whole.append(said)
            runs.update(_runs(text, said))
            single.update(word for word in said if _is_code(word))
            single.update(_bare(word) for span in name_hints(text, known=known) for word in _run_of(text[slice(*span)]))
        elif any(unicodedata.category(sign) == "So" for sign in text):
            literal.append(text.strip())
    # A mask is nobody's word.
    runs.discard(_run_of(MASK))
    own = OwnWords(frozenset(runs), frozenset(single), literal=tuple(literal), whole=tuple(whole))
    return _without(own, [_run_of(text) for text in others])


def person_words(*, name: str, given: str, family: str, email: str, phone: str) -> OwnWords:
    """What names one person and nobody else: the whole name, either way round, the address and the phone number."""
    called = [name, f"{given.partition(' ')[0]} {family}", f"{family} {given}"]
    runs = {said for said in map(_run_of, called) if len(said) > 1}
    parts = [word for word in _run_of(name) if len(word) > SHORTEST_NAME]
    local = _run_of(email.partition("@")[0])
    # »formand@…« is a word that anybody may say.
    if not any(_is_code(word) or any(part in word for part in parts) for word in local):
        local = ()
    runs |= {said for said in (_run_of(email), local) if len(said) > 1}
    single = {word for word in local if len(local) == 1 and word not in _run_of(name) and len(word) > SHORTEST_ALONE}
    digits = "".join(sign for sign in phone if sign.isdigit()).removeprefix("45" if phone.startswith("+") else "")
    if len(digits) >= LONG_NUMBER:
        single |= {digits, f"45{digits}", f"0045{digits}"}
        runs.add(tuple(digits[at : at + 2] for at in range(0, len(digits), 2)))
    return OwnWords(frozenset(runs), frozenset(single))


def masked_words(pieces: Iterable[str], *, others: Iterable[str]) -> OwnWords:
    """What masks hide: each piece as a whole, each word of it with a capital, and a word alone as a name."""
    runs: set[Run] = set()
    single: set[str] = set()
    names: set[str] = set()
    for piece in pieces:
        found = list(_words(piece))
        if len(found) > 1:
            runs.add(tuple(word.said for word in found))
        single.update(_bare(word.said) for word in found if word.capital and len(word.said) > 1)
        names.update(_bare(word.said) for word in found if len(found) == 1 and len(word.said) >= SHORTEST_ALONE)
    own = OwnWords(frozenset(runs), frozenset(single), frozenset(names), mark=MASK)
    return _without(own, [_run_of(text) for text in others])


def _without(own: OwnWords, others: list[Run]) -> OwnWords:
    """Without what other notes say too."""
    common = {said[at : at + size] for said in others for size in own.sizes for at in range(len(said) - size + 1)}
    alone = {one for said in others for word in said for one in (word, _bare(word))}
    whole = tuple(one for one in own.whole if not any(_inside(one, said) for said in others))
    return replace(own, runs=own.runs - common, single=own.single - alone, names=own.names - alone, whole=whole)


def _runs(text: str, said: Run) -> Iterator[Run]:
    if len(said) > 1 or len(said[0]) >= SHORTEST_ALONE:
        yield said
    for clause in map(_run_of, _CLAUSE_END.split(text)):
        if len(clause) >= CLAUSE:
            yield clause
    yield from (said[at : at + RUN] for at in range(len(said) - RUN + 1))


def _is_code(word: str) -> bool:
    """A number long enough to be a phone's, or letters and digits in one: nobody writes it by chance."""
    digits = sum(sign.isdigit() for sign in word)
    return (0 < digits < len(word) and len(word) >= SHORTEST_ALONE) or digits >= LONG_NUMBER


def _run_of(text: str) -> Run:
    return tuple(word.said for word in _words(text))


def _words(text: str) -> Iterator[_Word]:
    """Words as one hears them: signs that join or cannot be seen are part of a word, and make no other word of it."""
    start = -1
    for at, sign in enumerate(f"{text} "):
        inside = sign.isalnum() or sign == "_" or unicodedata.category(sign) in ("Mn", "Mc", "Cf")
        if inside and start < 0:
            start = at
        if not inside and start >= 0:
            seen = "".join(one for one in text[start:at] if unicodedata.category(one) != "Cf")
            if any(map(str.isalnum, seen)):
                yield _Word(unicodedata.normalize("NFKC", seen).casefold(), (start, at), seen[0].isupper())
            start = -1


def _bare(word: str) -> str:
    """»Karlas« is Karla's."""
    return word[:-1] if len(word) > SHORTEST_NAME and word.endswith("s") else word


def _inside(short: Run, long: Run) -> bool:
    return f" {' '.join(short)} " in f" {' '.join(long)} "


def _joined(text: str, spans: Iterable[Span]) -> list[Span]:
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and (start <= result[-1][1] or not any(map(str.isalnum, text[result[-1][1] : start]))):
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result
