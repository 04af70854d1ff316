# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The set of notes, points and placements, with running sums that are exact and so carry no trace of the order."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from samspil.engines.themes.centring import Centre, unit
from samspil.engines.themes.language import guess_language, readable, stem, without_comment, words
from samspil.engines.themes.ngrams import Frequencies, Grams, hashed_ngrams
from samspil.engines.themes.values import Floats

# Sums of numbers on a grid of 2^-12 are exact in 64 bits up to a billion of them, so they are the same in any order.
_GRID = 4096.0


@dataclass(frozen=True)
class NoteEntry:
    text: str
    language: str
    vector: Floats
    grams: Grams

    @cached_property
    def embedded(self) -> bool:
        """False while the vector is all zeros: not made yet, or of an empty text. Then meaning has no say."""
        return bool(self.vector.any())

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(words(self.text))


@dataclass(frozen=True)
class PointEntry:
    """`vectors` has the whole statement in row 0 and its clauses below."""

    statement: str
    language: str
    vectors: Floats
    grams: Grams

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in words(self.statement))


@dataclass
class _Share:
    """The notes of one language in one point."""

    total: Floats
    count: int = 0


class State:
    """Everything the answers are made from. Unknown ids raise KeyError before anything is changed."""

    def __init__(self, dim: int) -> None:
        self.dim = dim
        self.notes: dict[str, NoteEntry] = {}
        self.points: dict[str, PointEntry] = {}
        self.members: dict[str, set[str]] = {}
        self.homes: dict[str, set[str]] = {}
        self.frequencies = Frequencies()
        self._centre = Centre(dim)
        self._shares: dict[str, defaultdict[str, _Share]] = {}
        self._near: dict[str, tuple[list[str], Floats]] = {}

    def put_note(self, note_id: str, text: str, vector: npt.ArrayLike, language: str | None) -> None:
        row = _gridded(vector, self.dim, axes=1)
        homes = self.homes.get(note_id, set()).copy()
        if note_id in self.notes:
            self.drop_note(note_id)
        note = NoteEntry(text, language or guess_language(text), row, hashed_ngrams(readable(text)))
        self.notes[note_id] = note
        self.homes[note_id] = set()
        if note.embedded:
            self._centre.add(note.language, row)
            self._near.clear()
        self.frequencies.add(note.grams)
        for point_id in homes:
            self.place(note_id, point_id)

    def drop_note(self, note_id: str) -> None:
        for point_id in self.homes[note_id].copy():
            self.unplace(note_id, point_id)
        note = self.notes.pop(note_id)
        del self.homes[note_id]
        if note.embedded:
            self._centre.remove(note.language, note.vector)
            self._near.clear()
        self.frequencies.remove(note.grams)

    def put_point(self, point_id: str, statement: str, vectors: npt.ArrayLike) -> None:
        rows = _gridded(vectors, self.dim, axes=2)
        if point_id in self.points:
            self.frequencies.remove(self.points[point_id].grams)
        plain = without_comment(statement)
        point = PointEntry(plain, guess_language(plain), rows, hashed_ngrams(readable(plain)))
        self.points[point_id] = point
        self.frequencies.add(point.grams)
        if point_id not in self.members:
            self.members[point_id] = set()
            self._shares[point_id] = defaultdict(lambda: _Share(np.zeros(self.dim)))

    def drop_point(self, point_id: str) -> None:
        for note_id in self.members[point_id]:
            self.homes[note_id].discard(point_id)
        self.frequencies.remove(self.points.pop(point_id).grams)
        del self.members[point_id], self._shares[point_id]
        self._near.pop(point_id, None)

    def place(self, note_id: str, point_id: str) -> None:
        self._move(note_id, point_id, into=True)

    def unplace(self, note_id: str, point_id: str) -> None:
        self._move(note_id, point_id, into=False)

    def _move(self, note_id: str, point_id: str, *, into: bool) -> None:
        note, home, members = self.notes[note_id], self.homes[note_id], self.members[point_id]
        if (note_id in members) == into:
            return
        self._near.pop(point_id, None)
        share = self._shares[point_id][note.language]
        if into:
            home.add(point_id)
            members.add(note_id)
            share.total += note.vector
            share.count += note.embedded
        else:
            home.discard(point_id)
            members.discard(note_id)
            share.total -= note.vector
            share.count -= note.embedded

    def direction(self, note: NoteEntry) -> Floats:
        """What sets the note apart from the others; shape (dim,), length 1, or zeros when it is not embedded."""
        return unit(note.vector - note.embedded * self._centre.mean(note.language))

    def directions(self, note_ids: Sequence[str]) -> Floats:
        """Shape (notes, dim)."""
        if not note_ids:
            return np.zeros((0, self.dim))
        notes = [self.notes[note_id] for note_id in note_ids]
        rows = np.array([note.vector for note in notes])
        languages = np.array([note.language if note.embedded else "" for note in notes])
        for language in set(languages.tolist()) - {""}:
            rows[languages == language] -= self._centre.mean(language)
        return unit(rows)

    def member_directions(self, point_id: str) -> tuple[list[str], Floats]:
        """The ids of the point's notes, sorted, and their directions; shape (notes, dim)."""
        if point_id not in self._near:
            note_ids = sorted(self.members[point_id])
            self._near[point_id] = (note_ids, self.directions(note_ids))
        return self._near[point_id]

    def statement_rows(self, point: PointEntry) -> Floats:
        """The statement and its clauses without their language's mean; shape (1 + clauses, dim)."""
        known = point.vectors.any(axis=1, keepdims=True)
        rows: Floats = point.vectors - known * self._centre.mean(point.language)
        return rows

    def member_sum(self, point_id: str) -> Floats:
        """Sum of the point's notes, each without its language's mean; shape (dim,)."""
        total = np.zeros(self.dim)
        for language, share in sorted(self._shares[point_id].items()):
            if share.count:
                total += share.total - share.count * self._centre.mean(language)
        return total


def _gridded(vectors: npt.ArrayLike, dim: int, *, axes: int) -> Floats:
    rows = np.asarray(vectors, dtype=np.float64)
    rows = np.atleast_2d(rows) if axes == 2 else rows
    if rows.ndim != axes or rows.shape[-1] != dim or not rows.size:
        raise ValueError(f"vector of shape {rows.shape}, expected {dim} numbers")
    if not np.isfinite(rows).all():
        raise ValueError("vector with infinite numbers or none, expected finite ones")
    gridded: Floats = np.round(rows * _GRID) / _GRID
    return gridded
