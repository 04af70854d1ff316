# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Where a note's words stand outside the note: a point can begin with them, and would go on saying them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samspil.dialogue.letter.queries.obstacles import FEWEST_WORDS, plain
from samspil.dialogue.sorting.queries.board import board_for

if TYPE_CHECKING:
    from samspil.dialogue.notes.models import Note


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement that repeats a note, and the point where it can be reworded."""

    point: str
    statement: str


def first_saying(*, note: Note) -> Saying | None:
    """The first point, from the top of the desk, that says word for word what the note says; None when none does."""
    said = [words for words in map(plain, _words(note)) if words]
    sorting = board_for(meeting=note.meeting)
    points = [point for theme in sorting.board.themes for point in theme.points] + list(sorting.board.loose)
    for point in points:
        # What was merged into it stands in the letter as well.
        voices = (voice.statement for voice in sorting.tallies[point.id].voices)
        for statement in (point.statement, *voices):
            if any(_repeats(plain(statement), words) for words in said):
                return Saying(point.id, statement)
    return None


def _words(note: Note) -> Iterator[str]:
    reading, danish = getattr(note, "reading", None), getattr(note, "translation", None)
    for source in (note, reading, danish):
        if source is not None:
            yield source.text
            yield source.dissent_text


def _repeats(statement: str, words: str) -> bool:
    """The same words, or one a piece of the other that is long enough to be no chance."""
    if statement == words:
        return True
    short, long = sorted((statement, words), key=len)
    return len(short.split()) >= FEWEST_WORDS and f" {short} " in f" {long} "
