# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Finding a handful of loose notes that say one thing."""

from dataclasses import dataclass

import numpy as np

from samspil.engines.themes.values import Floats

_NEIGHBOURS = 4
# A pair this many usual distances apart in cosine says much the same.
_ALIKE = 2.5
# Log-odds from which a note is taken to have its point already.
_HOME = 0.0
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
        near = np.argsort(-block, axis=1, kind="stable")[:, :_NEIGHBOURS]
        for at in range(len(block)):
            alike = [int(other) for other in near[at] if block[at, other] >= _ALIKE * spread]
            # Three that agree are better news than two that agree a little more.
            worth = round(sum(float(block[at, other]) for other in alike) / (len(alike) + 1), 4)
            best = min(best, (-worth, start + at, alike))
    return [int(free[row]) for row in (best[1], *best[2])] if best[2] else []
