# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Taking out what all notes, and all notes of one language, have in common.

Sentence vectors of a multilingual model lie in a narrow cone, and within it notes of one language lie together; what
is left when both are taken out is what sets a note apart (Mu & Viswanath 2018 for the common part; Libovický et al.
2020 for the language part).
"""

from collections import defaultdict

import numpy as np

from samspil.engines.themes.values import Floats

# So many notes of a language weigh as much as what is known beforehand about its mean.
_FEW = 2.0


class Centre:
    """Running sums per language. Vectors lie on a grid, so the sums are exact and carry no trace of the order."""

    def __init__(self, dim: int) -> None:
        self._dim = dim
        self._sums: defaultdict[str, Floats] = defaultdict(lambda: np.zeros(dim))
        self._counts: defaultdict[str, int] = defaultdict(int)
        self._means: dict[str, Floats] = {}

    def add(self, language: str, vector: Floats) -> None:
        self._sums[language] += vector
        self._counts[language] += 1
        self._means.clear()

    def remove(self, language: str, vector: Floats) -> None:
        self._sums[language] -= vector
        self._counts[language] -= 1
        self._means.clear()

    def mean(self, language: str) -> Floats:
        """The mean to subtract from a vector of this language; shape (dim,).

        The main language has its own mean. A rarer one leans on the mean of all rarer ones while it has few notes.
        """
        if language not in self._means:
            self._means[language] = self._mean(language)
        return self._means[language]

    def _mean(self, language: str) -> Floats:
        main = self._main()
        if language == main or not self._counts[main]:
            # Among a handful of notes the mean is still mostly those notes: take out less of it.
            return self._sums[main] / (self._counts[main] + _FEW)
        rare = [code for code in sorted(self._counts) if code != main and self._counts[code] > 0]
        count = sum(self._counts[code] for code in rare)
        total = np.sum([self._sums[code] for code in rare], axis=0) if rare else np.zeros(self._dim)
        prior = (total + _FEW * self._mean(main)) / (count + _FEW)
        mean: Floats = (self._sums[language] + _FEW * prior) / (self._counts[language] + _FEW)
        return mean

    def _main(self) -> str:
        return min(self._counts, key=lambda code: (-self._counts[code], code), default="da")


def unit(rows: Floats) -> Floats:
    """Rows scaled to length 1; a row of zeros stays."""
    norms = np.sqrt(np.sum(rows * rows, axis=-1, keepdims=True))
    scaled: Floats = rows / np.where(norms > 0, norms, 1.0)
    return scaled
