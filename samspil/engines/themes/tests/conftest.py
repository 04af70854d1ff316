# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A small invented meeting about a library: far from any school, so that no test leans on one meeting's words."""

import pytest

from samspil.engines.themes import NgramEmbedder, Suggester

NOTES = {
    "n1": "Biblioteket bør have åbent om søndagen",
    "n2": "søndagsåbent, tak!",
    "n3": "Åbningstiderne passer ikke til folk med arbejde",
    "n4": "Børnebøgerne er slidte og gamle",
    "n5": "køb nye børnebøger → også på andre sprog",
    "n6": "Larmen fra caféen går ud over læsesalen",
    "n7": "Der skal være stille i læsesalen",
    "n8": "The children's books are worn out",
    "n9": "",
}
POINTS = {
    "p1": "Åbningstiden skal udvides, også om søndagen.",
    "p2": "Der skal købes nye børnebøger (også på andre sprog).",
    "p3": "Læsesalen skal være stille.",
}
PLACED = {"n1": "p1", "n4": "p2", "n6": "p3"}


@pytest.fixture
def meeting() -> Suggester:
    suggester = Suggester(NgramEmbedder())
    for note_id, text in NOTES.items():
        suggester.add_note(note_id, text)
    for point_id, statement in POINTS.items():
        suggester.add_point(point_id, statement)
    for note_id, point_id in PLACED.items():
        suggester.place(note_id, point_id)
    return suggester
