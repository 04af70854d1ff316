# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A letter in another language than Danish: the pieces that people wrote, and what a person has approved of each in
the reader's language. Quotes and notes are no pieces: they stay as they were said. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from samspil.dialogue.letter.content import LetterContent, Point
from samspil.engines.sorting import text_digest

TITLE, GREETING, INTRODUCTION, CLOSING, CHANGES = "title", "greeting", "introduction", "closing", "changes"
THEME, THEME_TEXT, POINT, VOICE, NEXT_PLACE = "theme", "theme-text", "point", "voice", "next-place"


@dataclass(frozen=True, slots=True)
class Piece:
    """Danish words as they stand in the letter. `ref` is the theme or point they belong to; of a voice it is its own
    digest, for voices have no place that lasts."""

    kind: str
    text: str
    ref: str = ""

    @property
    def digest(self) -> str:
        return text_digest(self.text)

    @property
    def place(self) -> str:
        return f"{self.kind}:{self.ref}" if self.ref else self.kind


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    approved_at: datetime


@dataclass(frozen=True)
class Readings:
    """One letter in one language: how many pieces it has, and by digest the approved readings of those with one."""

    language: str
    total: int = 0
    found: Mapping[str, Reading] = field(default_factory=dict)

    def of(self, danish: str) -> str:
        """What the Danish words say in this language; "" where no person has approved anything."""
        reading = self.found.get(text_digest(danish))
        return reading.text if reading else ""

    @property
    def only_danish(self) -> int:
        return self.total - len(self.found)

    @property
    def last(self) -> datetime | None:
        """When the newest of them was approved."""
        return max((reading.approved_at for reading in self.found.values()), default=None)


def pieces(content: LetterContent, *, changes: str = "") -> list[Piece]:
    """Every piece with words, in the letter's order; the same words in two places are one piece."""
    found: dict[str, Piece] = {}
    for piece in _all(content, changes):
        if piece.text:
            found.setdefault(piece.digest, piece)
    return list(found.values())


def readings_in(
    content: LetterContent, *, language: str, approved: Mapping[str, Reading], changes: str = ""
) -> Readings:
    """Those of the approved readings that belong to words of this letter."""
    digests = [piece.digest for piece in pieces(content, changes=changes)]
    return Readings(language, len(digests), {key: approved[key] for key in digests if key in approved})


def _all(content: LetterContent, changes: str) -> Iterator[Piece]:
    yield Piece(TITLE, content.title)
    yield Piece(CHANGES, changes)
    yield Piece(GREETING, content.greeting)
    yield Piece(INTRODUCTION, content.introduction)
    for theme in content.themes:
        yield Piece(THEME, theme.title, theme.ref)
        yield Piece(THEME_TEXT, theme.text, theme.ref)
        yield from _points(theme.points)
    yield from _points(content.talk)
    yield from _points(content.plenum)
    if content.next:
        yield Piece(NEXT_PLACE, content.next.place)
    yield Piece(CLOSING, content.closing)


def _points(points: Iterable[Point]) -> Iterator[Piece]:
    for point in points:
        yield Piece(POINT, point.statement, point.ref)
        for voice in point.voices:
            yield Piece(VOICE, voice, text_digest(voice))
