# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""From four measures of how a note fits a point to one score.

The weights were fitted once by conditional logit on an invented development set (docs/engines/themes.md tells how, and
how they did on points that they were not fitted on). They are few on purpose: one meeting is too small to learn more.
"""

from dataclasses import dataclass

import numpy as np

from samspil.engines.themes.values import Floats

# A statement weighs as much as four notes in its point's mean: it is written to sum the point up, a note is not.
STATEMENT_WEIGHT = 4.0
# The standard deviation of each measure over pairs of notes and points, which makes the weights comparable.
DEFAULT_SPREAD = 0.11
_LEXICAL_SPREAD = 0.042


@dataclass(frozen=True)
class Weights:
    """What one usual distance in each measure is worth, in logits; `size` is per natural logarithm of 1 + notes."""

    meaning: float = 1.5
    clause: float = 0.2
    lexical: float = 0.57
    size: float = 0.73
    bias: float = -4.0


# Without a model the mean of hashed n-grams says less than the words shared with the statement.
NGRAM_WEIGHTS = Weights(meaning=0.45, clause=0.0, lexical=0.8, size=0.85, bias=-4.0)


@dataclass(frozen=True)
class Measures:
    """How one note fits each point; every array has shape (points,)."""

    meaning: Floats
    """Cosine with the mean of the point's statement and notes."""
    clause: Floats
    """Highest cosine with a clause of the statement."""
    lexical: Floats
    """tf-idf cosine of character n-grams with the statement."""
    count: Floats
    """Notes already in the point."""


def logits(measures: Measures, weights: Weights, spread: float) -> Floats:
    """Log-odds that the note supports each point; shape (points,)."""
    total: Floats = (
        weights.bias
        + weights.meaning * measures.meaning / spread
        + weights.clause * measures.clause / spread
        + weights.lexical * measures.lexical / _LEXICAL_SPREAD
        + weights.size * np.log1p(measures.count)
    )
    return total


def rounded(values: Floats) -> Floats:
    """Log-odds as scores between 0 and 1 with four decimals."""
    scores: Floats = np.round(1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0))), 4)
    return scores
