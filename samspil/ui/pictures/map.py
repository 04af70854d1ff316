# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The map of a meeting: each theme a pale bed, each point a white bubble, each table a seed; one scale for all."""

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from samspil.ui.pictures import geometry
from samspil.ui.pictures.dots import bubble, bubble_radius
from samspil.ui.pictures.svg import circle, element, picture, said

# Between bubbles, and between the outermost bubble and the bed's edge, in units of one seed's room.
GAP = 0.7
# A lone point must not be blown up to fill the page.
LARGEST_SEED = 12.0
LINE = 1.28
# How wide a sign is at most, on average over a line, in a wide semi-bold face: a reader's own font may be one.
WIDEST = 0.68
MOST_LINES = 3
# The part of a row that names may take.
NAMES_FILL = 0.6
# How many seeds a plain bubble would have room for.
PLAIN_COUNT = 4


@dataclass(frozen=True, kw_only=True)
class MapPoint:
    """A point: how many tables said it, and at how many of them somebody sees it differently.

    `plain` draws the bubble alone, all of one size: for where so few are there that seeds would tell on them.
    """

    count: int
    dissent: int = 0
    plain: bool = False


@dataclass(frozen=True, kw_only=True)
class MapTheme:
    """A theme with its points; the label is a person's or an officer's words and is escaped when drawn."""

    label: str
    points: Sequence[MapPoint]


@dataclass(frozen=True)
class _Bed:
    theme: MapTheme
    places: list[geometry.Point]
    radius: float


def theme_map(
    themes: Sequence[MapTheme],
    *,
    width: float = 600,
    height: float = 420,
    focus: int | None = None,
    font_size: float = 15,
    labels: bool = True,
    per_row: int | None = None,
    largest: float = LARGEST_SEED,
    label: str = "",
    class_: str = "",
) -> str:
    """Beds in rows with their numbers and labels beneath. `focus` is the place (from 0) of the theme being talked
    about.

    Points without a table (only from the talk or the plenum) have no seed and are left out: the list beside the map
    has them.
    `largest` is how big a seed's room may become when there are few. No themes gives an empty picture of the same size.
    """
    beds = [_bed(theme) for theme in themes]
    if not beds:
        return picture([], box=(width, height), label=label, class_=class_)
    across = per_row or _per_row(len(beds))
    rows = [list(range(start, min(start + across, len(beds)))) for start in range(0, len(beds), across)]
    column, row = width / across, height / len(rows)
    lines = max(1, min(MOST_LINES, int((row * NAMES_FILL / font_size - 0.62) / LINE)))
    names = _names(themes, column / (font_size * WIDEST), lines) if labels else [[] for _theme in themes]
    under = font_size * (0.62 + LINE * max(map(len, names))) if labels else 6
    scale = min([largest] + [min(column - 10, row - under - 4) / 2 / bed.radius for bed in beds])
    parts = []
    for line, members in enumerate(rows):
        tallest = max(beds[i].radius for i in members) * scale
        y = line * row + (row - under) / 2
        for place, i in enumerate(members):
            x = width / 2 + (place - (len(members) - 1) / 2) * column
            kind = "" if focus is None else " is-focus" if focus == i else " is-dim"
            drawn = _drawn(beds[i], x, y, scale) + _name(names[i], i + 1, x, y + tallest, font_size)
            parts.append(element("g", drawn, class_=f"sp-map-theme{kind}"))
    return picture(parts, box=(width, height), label=label, class_=class_)


def _per_row(count: int) -> int:
    if count <= 3:
        return count
    return math.ceil(count / 2) if count <= 8 else math.ceil(count / 3)


def _bed(theme: MapTheme) -> _Bed:
    points = [point for point in theme.points if point.count]
    if not points:
        return _Bed(MapTheme(label=theme.label, points=[]), [], bubble_radius(1) + GAP)
    radii = [bubble_radius(PLAIN_COUNT if point.plain else point.count) for point in points]
    places, radius = _placed(tuple(radii))
    return _Bed(MapTheme(label=theme.label, points=points), places, radius + GAP * 1.1)


@functools.lru_cache(maxsize=1024)
def _placed(radii: tuple[float, ...]) -> tuple[list[geometry.Point], float]:
    """Round the middle, with the radius of all; kept, for a letter draws the same map for each of its readers."""
    places = geometry.pack(radii, GAP)
    x, y, radius = geometry.enclose([(px, py, r) for (px, py), r in zip(places, radii, strict=True)])
    return [(px - x, py - y) for px, py in places], radius


def _drawn(bed: _Bed, x: float, y: float, scale: float) -> str:
    parts = [circle("sp-map-ground", x, y, scale * bed.radius)]
    for point, (px, py) in zip(bed.theme.points, bed.places, strict=True):
        at_x, at_y = x + scale * px, y + scale * py
        if point.plain:
            parts.append(circle("sp-bubble", at_x, at_y, bubble_radius(PLAIN_COUNT) * scale))
        else:
            parts.append(bubble(point.count, at_x, at_y, scale, point.dissent))
    return "".join(parts)


def _lines(words: str, room: float, most: int) -> list[str] | None:
    """The words in at most `most` lines of `room` characters; None where they do not all have room."""
    lines = [""]
    for word in words.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= room or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    fits = len(lines) <= most and all(len(line) <= room for line in lines)
    return lines if fits else None


def _names(themes: Sequence[MapTheme], room: float, most: int) -> list[list[str]]:
    """What stands under each bed: its number and its words, or the numbers alone where one of them has no room.

    Nothing is cut: a list beside the map has the words with the same numbers.
    """
    found = [_lines(f"{place} {theme.label}", room, most) for place, theme in enumerate(themes, 1)]
    whole = [lines for lines in found if lines is not None]
    return whole if len(whole) == len(found) else [[str(place)] for place in range(1, len(themes) + 1)]


def _name(lines: Sequence[str], place: int, x: float, bottom: float, font_size: float) -> str:
    """One `<text>` a line: a second `<tspan>` is not centred on paper."""
    if not lines:
        return ""
    drawn = []
    for i, line in enumerate(lines):
        words = said(line)
        if i == 0:
            words = element("tspan", str(place), class_="sp-map-n") + words.removeprefix(str(place))
        y = bottom + font_size * (1.35 + i * LINE)
        drawn.append(element("text", words, class_="sp-map-label", x=x, y=y, text_anchor="middle", font_size=font_size))
    return "".join(drawn)
