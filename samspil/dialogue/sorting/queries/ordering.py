# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The order of points and themes: where one step up or down leads, and the order by number of tables.

The letter follows the board, so this is the order of the letter too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samspil.engines.sorting import FIRST, Move, PointMove, ThemeOrder

if TYPE_CHECKING:
    from samspil.dialogue.sorting.queries.board import Sorting
    from samspil.engines.sorting import Board, Point, Tally

# As a form says it: after everything else in the theme.
LAST = "sidst"


@dataclass(frozen=True)
class Place:
    """Where a step leads: the theme, and what one then stands after, as the form of the move says it."""

    theme: str
    after: str


def point_steps(board: Board, point: Point) -> dict[str, Place | None]:
    """One step up and one down; from the end of a theme into the next one. None where there is no further."""
    shelves = [(theme.id, [one.id for one in theme.points]) for theme in board.themes]
    if board.loose:
        shelves.append(("", [one.id for one in board.loose]))
    at, points = next((at, points) for at, (_theme, points) in enumerate(shelves) if point.id in points)
    place = points.index(point.id)
    up = down = None
    if place > 0:
        up = Place(shelves[at][0], points[place - 2] if place > 1 else FIRST)
    elif at > 0:
        up = Place(shelves[at - 1][0], LAST)
    if place + 1 < len(points):
        down = Place(shelves[at][0], points[place + 1])
    elif at + 1 < len(shelves):
        down = Place(shelves[at + 1][0], FIRST)
    return {"up": up, "down": down}


def theme_steps(board: Board, theme: str) -> dict[str, Place | None]:
    """One step up and one down among the themes."""
    themes = [one.id for one in board.themes]
    place = themes.index(theme)
    return {
        "up": Place(theme, themes[place - 2] if place > 1 else FIRST) if place > 0 else None,
        "down": Place(theme, themes[place + 1]) if place + 1 < len(themes) else None,
    }


def moves_by_tables(sorting: Sorting) -> list[Move]:
    """What brings the points of each theme, and the themes, in the order of how many tables said them.

    With equal tables more notes come first, then what stood first; the fewest moves that do it one after the other.
    """
    board, tallies = sorting.board, sorting.tallies
    moves: list[Move] = []
    shelves = [(theme.id, theme.points) for theme in board.themes]
    for theme, points in [*shelves, ("", board.loose)]:
        moves += _reordered([one.id for one in points], _by_tables(tallies), _point_to(theme))
    said = {theme.id: _together([tallies[one.id] for one in theme.points]) for theme in board.themes}
    return [*moves, *_reordered([theme.id for theme in board.themes], said.__getitem__, ThemeOrder)]


def _by_tables(tallies: Mapping[str, Tally]) -> Callable[[str], tuple[int, int]]:
    return lambda point: (len(tallies[point].tables), tallies[point].notes)


def _together(tallies: Sequence[Tally]) -> tuple[int, int]:
    return len({table for tally in tallies for table in tally.tables}), sum(tally.notes for tally in tallies)


def _point_to(theme: str) -> Callable[[str, str], Move]:
    return lambda point, after: PointMove(point, theme, after)


def _reordered(now: list[str], said: Callable[[str], tuple[int, int]], move: Callable[[str, str], Move]) -> list[Move]:
    wanted = sorted(now, key=said, reverse=True)
    stands, moves = list(now), []
    for place, one in enumerate(wanted):
        if stands[place] != one:
            stands.remove(one)
            stands.insert(place, one)
            moves.append(move(one, wanted[place - 1] if place else FIRST))
    return moves
