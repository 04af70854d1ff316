# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Finding a handful of loose notes that say one thing."""

from dataclasses import dataclass

import numpy as np

from samspil.engines.themes.values import Floats

_NEIGHBOURS = 4
# A cosine of this many standard deviations: six of seven such pairs said the same on the development set.
_ALIKE = 3.5
# Log-odds from which a note may have its point already: one in eight is too likely to be told that it is new.
_HOME = -2.0
_ROWS = 512


@dataclass(frozen=True)
class Candidates:
    """Loose notes in the order of their ids: directions (notes, dim), and best log-odds with any point (notes,)."""

    directions: Floats
    fits: Floats


def best_group(candidates: Candidates, spread: float) -> list[int]:
    """Rows of the notes that belong together most closely, the most central first; empty when none do.

    Each note calls its four nearest; of their pairs those below the threshold are dropped. The group with the highest
    mean likeness wins, ties by the first row. At most five notes: few enough to be read at a glance.
    """
    free = np.flatnonzero(candidates.fits < _HOME)
    if len(free) < 2:
        return []
    directions = candidates.directions[free]
    best: tuple[float, int, list[int]] = (0.0, 0, [])
    for start in range(0, len(free), _ROWS):
        # In blocks, so that ten thousand notes do not need a table of a hundred million cosines.
        block = np.round(directions[start : start + _ROWS] @ directions.T, 4)
        block[np.arange(len(block)), np.arange(start, start + len(block))] = -2.0
        for at in np.flatnonzero((block >= _ALIKE * spread).any(axis=1)):
            close = np.flatnonzero(block[at] >= _ALIKE * spread)
            # Sorted stably from the first row on: ties go by id.
            alike = [int(other) for other in close[np.argsort(-block[at, close], kind="stable")][:_NEIGHBOURS]]
            # Three that agree are better news than two that agree a little more.
            worth = round(sum(float(block[at, other]) for other in alike) / (len(alike) + 1), 4)
            best = min(best, (-worth, start + int(at), alike))
    return [int(free[row]) for row in (best[1], *best[2])] if best[2] else []
