# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Which notes of other tables a table is shown, and beside which of its own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from samspil.engines.themes.suggester import Suggester


@dataclass(frozen=True)
class Card:
    """`other` is shown beside `own`, which it is most like; `score` as in `SimilarNote`."""

    own: str
    other: str
    score: float


def harvest_cards(suggester: Suggester, own: Iterable[str], others: Collection[str], k: int) -> list[Card]:
    """At most `k` of `others`, each once: first the nearest to each of `own` in turn, then the second nearest …

    So one note with many look-alikes does not take all the places. The same sets give the same cards, in whatever order
    they come. Ids that the suggester does not know are left out.
    """
    rows = []
    for note in sorted(set(own)):
        if suggester.knows(note):
            near = suggester.similar_among(note, others)
            rows.append([Card(note, found.note_id, found.score) for found in near])
    chosen: dict[str, Card] = {}
    for place in range(max((len(row) for row in rows), default=0)):
        turn = sorted((row[place] for row in rows if place < len(row)), key=lambda card: (-card.score, card.own))
        for card in turn:
            if len(chosen) < k:
                chosen.setdefault(card.other, card)
    return list(chosen.values())
