# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The letter in short, and a draft of a theme's sentence: both only of the points' own statements. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samspil.dialogue.letter.content import LetterContent, Point, Theme

# What stands between statements in a draft. The letter is in Danish, whatever language its officer's pages are in.
# Which tables, nobody says: those of the second opening may well be those of the first.
MOST, NEXT, ALONE, SAID = "Flest borde sagde:", "Flere borde sagde også:", "Kun ét bord sagde:", "I sagde:"
# How many points a draft takes of those that several tables said, and how long it may become.
POINTS, LENGTH = 4, 1800


def sentence(theme: Theme) -> str:
    """A start for what stands under the theme's heading. No word is new but the four openings above."""
    points = theme.by_tables
    if any(point.small for point in points):
        return _joined([(SAID, points[:POINTS])])
    several = [point for point in points if not point.is_single][:POINTS]
    top = [point for point in several if point.tables == several[0].tables]
    alone = [point for point in points if point.is_single]
    return _joined([(MOST, top), (NEXT, several[len(top) :]), (ALONE, alone)])


def _joined(parts: Iterable[tuple[str, Iterable[Point]]]) -> str:
    text = ""
    for opening, points in parts:
        added = opening
        for point in points:
            longer = f"{added} {_ended(point.statement)}"
            if len(text) + len(longer) < LENGTH:
                added = longer
        if added != opening:
            text = f"{text} {added}".strip()
    return text


def _ended(statement: str) -> str:
    words = " ".join(statement.split())
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


@dataclass(frozen=True, slots=True)
class ShortTheme:
    """What the short letter has of a theme: its most said points, every single voice, and how many points more.

    A single voice is a point of its own (`alone`), or was merged into another (`voices`). `text` is what the officer
    wrote under the heading; a draft that nobody has changed says again what the points say, and is left out.
    """

    theme: Theme
    text: str
    points: tuple[Point, ...]
    alone: tuple[Point, ...]
    voices: tuple[str, ...]
    more: int


def short_themes(content: LetterContent, *, most: int) -> list[ShortTheme]:
    found = []
    for theme in content.themes:
        alone = tuple(point for point in theme.points if point.is_single)
        several = [point for point in theme.by_tables if not point.is_single]
        voices = tuple(voice for point in theme.points if not point.small for voice in point.voices)
        text = "" if " ".join(theme.text.split()) == sentence(theme) else theme.text
        found.append(ShortTheme(theme, text, tuple(several[:most]), alone, voices, len(several[most:])))
    return found
