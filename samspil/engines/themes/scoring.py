# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""From four measures of how a note fits a point to one score.

The weights were fitted once by conditional logit on an invented development set (docs/engines/themes.md tells how, and
how they did on points that they were not fitted on). They are few on purpose: one meeting is too small to learn more.
"""

import math
from dataclasses import dataclass

import numpy as np

from samspil.engines.themes.values import Floats

# A statement weighs as much as three notes in its point's mean: it is written to sum the point up, a note is not.
STATEMENT_WEIGHT = 3.0
# The words of a note that is said to say the same count half as much as the note's own.
SAME_WORDS = 0.5
# The standard deviation of each measure over pairs of notes and points, which makes the weights comparable.
DEFAULT_SPREAD = 0.1
_LEXICAL_SPREAD = 0.042


@dataclass(frozen=True)
class Weights:
    """What one usual distance in each measure is worth, in logits; `size` is per natural logarithm of 1 + notes."""

    meaning: float = 1.5
    clause: float = 0.3
    lexical: float = 0.5
    size: float = 0.75
    bias: float = -7.0
    """Set so that scores are frequencies: of the pairs with score 0.3, about three in ten were right."""
    same: float = 2.5
    """A table said of this note and one in the point that they say the same."""
    differs: float = 0.0
    """That they see the same matter differently: near, and often the opposite point. Neither for nor against."""
    other: float = -1.0
    """That they have nothing to do with each other."""


# Without a model the mean of hashed n-grams says less than the words shared with the statement.
NGRAM_WEIGHTS = Weights(meaning=0.5, clause=0.0, lexical=0.8, size=0.85, bias=-6.4)


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
    """Log-odds that the note supports each point, with four decimals; shape (points,)."""
    total = (
        weights.bias
        + weights.meaning * measures.meaning / spread
        + weights.clause * measures.clause / spread
        + weights.lexical * measures.lexical / _LEXICAL_SPREAD
        + weights.size * np.log1p(measures.count)
    )
    # Rounded before they are compared: a tie must be a tie on any machine.
    rounded: Floats = np.round(total, 4)
    return rounded


def score(log_odds: float) -> float:
    """Log-odds as a number between 0 and 1 with four decimals."""
    return round(1.0 / (1.0 + math.exp(-min(30.0, max(-30.0, log_odds)))), 4)
