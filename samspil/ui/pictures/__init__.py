# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The picture family: pure functions of plain numbers that return SVG text with classes and no colours.

Each picture stands beside a list or a table that says the same. Words that are drawn are escaped here.
"""

from samspil.ui.pictures.dots import bubble, dots, lone_bubble, mark, table_dots
from samspil.ui.pictures.map import LARGEST_SEED, MapPoint, MapTheme, theme_map
from samspil.ui.pictures.spirals import spiral_in, spiral_out
from samspil.ui.pictures.time import AgendaPart, agenda_bar, nearness, progress, ring, rounds, ticks, way

__all__ = [
    "LARGEST_SEED",
    "AgendaPart",
    "MapPoint",
    "MapTheme",
    "agenda_bar",
    "bubble",
    "dots",
    "lone_bubble",
    "mark",
    "nearness",
    "progress",
    "ring",
    "rounds",
    "spiral_in",
    "spiral_out",
    "table_dots",
    "theme_map",
    "ticks",
    "way",
]
