# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Character n-grams: hashed counts of one text, and tf-idf cosines between one note and the points' statements."""

import functools
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from samspil.engines.themes.values import Floats

Ints = npt.NDArray[np.int64]
Grams = tuple[Ints, Floats]

# 2^20 buckets: a meeting of 300 notes has some 15,000 different n-grams, so hardly any two share one.
BUCKETS = 1 << 20
_SIZES = (3, 4, 5)


def hashed_ngrams(text: str) -> Grams:
    """Sorted bucket numbers and counts of the n-grams of 3-5 signs within words, a blank marking each word's ends."""
    words = "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()
    found = np.array([bucket for word in words for bucket in _of_word(word)], dtype=np.int64)
    buckets, counts = np.unique(found, return_counts=True)
    return buckets, counts.astype(np.float64)


@functools.lru_cache(maxsize=20_000)
def _of_word(word: str) -> tuple[int, ...]:
    """Kept, for an evening says the same words again and again: most of the time of a desk's first answer."""
    padded, found = f" {word} ", list[int]()
    for size in _SIZES:
        # crc32 and not hash(): Python salts hash() anew in each process.
        starts = range(max(1, len(padded) - size + 1))
        found += [zlib.crc32(padded[start : start + size].encode()) % BUCKETS for start in starts]
        if len(padded) <= size:
            # A word shorter than the next n-gram is already in whole.
            break
    return tuple(found)


class Frequencies:
    """In how many texts each n-gram occurs. Whole numbers, so the order in which texts come and go leaves no trace."""

    def __init__(self) -> None:
        self._texts = 0
        self._found: Ints = np.zeros(BUCKETS, dtype=np.int64)

    def add(self, grams: Grams) -> None:
        self._texts += 1
        self._found[grams[0]] += 1

    def remove(self, grams: Grams) -> None:
        self._texts -= 1
        self._found[grams[0]] -= 1

    def weigh(self, grams: Ints, counts: Floats, owner: Ints) -> Floats:
        """tf-idf weights (Salton & Buckley 1988; sublinear tf, smoothed idf) of texts laid end to end.

        `owner` tells which text each n-gram is of; each text's weights have length 1.
        """
        weights = (1.0 + np.log(counts)) * (np.log((1.0 + self._texts) / (1.0 + self._found[grams])) + 1.0)
        norms = np.sqrt(np.bincount(owner, weights=weights * weights))
        scaled: Floats = weights / norms[owner]
        return scaled


class StatementIndex:
    """The statements' weighted n-grams laid end to end, so that one note meets all of them in one pass."""

    def __init__(self, statements: Sequence[Grams], frequencies: Frequencies) -> None:
        self._count = len(statements)
        self._frequencies = frequencies
        self._grams = np.concatenate([np.zeros(0, dtype=np.int64), *(grams for grams, _ in statements)])
        counts = np.concatenate([np.zeros(0), *(counts for _, counts in statements)])
        self._owner = np.repeat(np.arange(self._count), [len(grams) for grams, _ in statements])
        self._weights = frequencies.weigh(self._grams, counts, self._owner)

    def cosines(self, note: Grams) -> Floats:
        """Cosine of the note with each statement: shape (statements,), 0 to 1."""
        grams, counts = note
        if not len(grams):
            return np.zeros(self._count)
        weights = self._frequencies.weigh(grams, counts, np.zeros(len(grams), dtype=np.int64))
        at = np.minimum(np.searchsorted(grams, self._grams), len(grams) - 1)
        hit = grams[at] == self._grams
        shared = weights[at[hit]] * self._weights[hit]
        return np.bincount(self._owner[hit], weights=shared, minlength=self._count).astype(np.float64)
