# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who the letter quotes, against who wrote: only what is clearly out of balance. Pure, so that it can be proved.

The rules, all of them:
1. A table, or a language, with at least five notes that could be quoted, of which none is, while others are quoted.
2. A table with at least five notes of which none stands behind any point.
3. A round that takes part in less than half as large a share of the points as it has of the notes, with five or more.

It is a remark for the officer before sending, never a block: there may be a good reason.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

MANY = 5
K = TypeVar("K", int, str)


class Kind(enum.StrEnum):
    TABLE_UNQUOTED = "table-unquoted"
    LANGUAGE_UNQUOTED = "language-unquoted"
    TABLE_UNUSED = "table-unused"
    ROUND_SMALL = "round-small"


@dataclass(frozen=True, slots=True)
class QuotableNote:
    """A table's note that could be quoted. `points` are those it stands behind."""

    table: int
    round: int
    language: str
    points: frozenset[str]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Imbalance:
    """`which` is the table, the round or the language. For a round, `points` of `point_total` have a note from it."""

    kind: Kind
    which: int | str
    notes: int
    note_total: int = 0
    points: int = 0
    point_total: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """What one table, round or language wrote, and what of it the letter builds on and quotes."""

    which: int | str
    notes: int
    used: int
    quoted: int


@dataclass(frozen=True, slots=True)
class Shares:
    """Everything side by side, for who wants to see more than what is clearly out of balance."""

    tables: tuple[Share, ...]
    rounds: tuple[Share, ...]
    languages: tuple[Share, ...]


def shares(voices: Iterable[QuotableNote]) -> Shares:
    heard = list(voices)
    return Shares(
        _shares(heard, lambda voice: voice.table),
        _shares(heard, lambda voice: voice.round),
        _shares(heard, lambda voice: voice.language),
    )


def _shares(voices: Sequence[QuotableNote], of: Callable[[QuotableNote], K]) -> tuple[Share, ...]:
    groups: dict[K, list[QuotableNote]] = {}
    for voice in voices:
        groups.setdefault(of(voice), []).append(voice)
    return tuple(
        Share(which, len(own), sum(bool(voice.points) for voice in own), sum(voice.quoted for voice in own))
        for which, own in sorted(groups.items())
    )


def imbalances(voices: Iterable[QuotableNote]) -> list[Imbalance]:
    """Tables by number, then languages, then rounds; the same whatever the order of the notes."""
    heard = list(voices)
    return [*_tables(heard), *_languages(heard), *_rounds(heard)]


def _tables(voices: Sequence[QuotableNote]) -> Iterator[Imbalance]:
    quotes = any(voice.quoted for voice in voices)
    for table, notes in sorted(Counter(voice.table for voice in voices).items()):
        own = [voice for voice in voices if voice.table == table]
        if notes < MANY:
            continue
        if not any(voice.points for voice in own):
            yield Imbalance(Kind.TABLE_UNUSED, table, notes)
        elif quotes and not any(voice.quoted for voice in own):
            yield Imbalance(Kind.TABLE_UNQUOTED, table, notes)


def _languages(voices: Sequence[QuotableNote]) -> Iterator[Imbalance]:
    quoted = {voice.language for voice in voices if voice.quoted}
    for language, notes in sorted(Counter(voice.language for voice in voices).items()):
        if quoted and notes >= MANY and language not in quoted:
            yield Imbalance(Kind.LANGUAGE_UNQUOTED, language, notes)


def _rounds(voices: Sequence[QuotableNote]) -> Iterator[Imbalance]:
    point_total = len({point for voice in voices for point in voice.points})
    for number, notes in sorted(Counter(voice.round for voice in voices).items()):
        points = len({point for voice in voices if voice.round == number for point in voice.points})
        # points / point_total < half of notes / all notes, in whole numbers.
        if notes >= MANY and point_total and 2 * points * len(voices) < notes * point_total:
            yield Imbalance(Kind.ROUND_SMALL, number, notes, len(voices), points, point_total)
