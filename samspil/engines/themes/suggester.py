# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The suggester: a set of notes, points and placements that answers which point a note belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from samspil.engines.themes.centring import Centre, unit
from samspil.engines.themes.embedders import embed_point
from samspil.engines.themes.grouping import Candidates, best_group
from samspil.engines.themes.language import guess_language, readable, stem, without_comment, words
from samspil.engines.themes.ngrams import Frequencies, Grams, StatementIndex, hashed_ngrams
from samspil.engines.themes.scoring import (
    DEFAULT_SPREAD,
    NGRAM_WEIGHTS,
    STATEMENT_WEIGHT,
    Measures,
    Weights,
    logits,
    rounded,
)
from samspil.engines.themes.values import Because, Embedder, Floats, NewPoint, Reason, SimilarNote, Suggestion

_GRID = 4096.0


@dataclass(frozen=True)
class _Note:
    text: str
    language: str
    vector: Floats
    grams: Grams

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(words(self.text))


@dataclass(frozen=True)
class _Point:
    statement: str
    language: str
    vectors: Floats
    grams: Grams

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in words(self.statement))


class _Frame:
    """What follows from the set of points and placements, in the order of the points' ids: made anew after a change."""

    def __init__(self, own: "Suggester") -> None:
        points, centre = own._points, own._centre
        self.ids = sorted(points)
        self.row = {point_id: row for row, point_id in enumerate(self.ids)}
        parts = [points[point_id].vectors - centre.mean(points[point_id].language) for point_id in self.ids]
        empty = np.zeros((0, own.embed.dim))
        whole = np.stack([rows[0] for rows in parts]) if parts else empty
        members = np.stack([own._member_sum(point_id) for point_id in self.ids]) if parts else empty
        self.statements = unit(whole)
        self.means = unit(members + STATEMENT_WEIGHT * whole)
        # A statement that is one clause has no row but its first.
        self.clauses = unit(np.concatenate([rows[1:] if len(rows) > 1 else rows for rows in parts])) if parts else empty
        self.clause_starts = np.cumsum([0, *(max(1, len(rows) - 1) for rows in parts)])[:-1]
        self.counts = np.array([len(own._members[point_id]) for point_id in self.ids], dtype=np.float64)
        self.index = StatementIndex([points[point_id].grams for point_id in self.ids], own._frequencies)


class Suggester:
    """Suggests points for notes.

    Promises: every answer is a function of the *set* of notes, statements and placements; the order in which they
    came, what was taken back in between and the batches in which vectors were made leave no trace. Scores have four
    decimals and ties go by id. Ids are any strings. Unknown ids raise KeyError; a vector of a wrong shape ValueError.

    A few milliseconds an answer, whatever the number of notes; embedding is what takes time, so give stored vectors
    (`vector=`, `vectors=`, as made by `embed.embed_notes` and `embed_point`) where there are some.
    """

    def __init__(self, embed: Embedder, *, weights: Weights | None = None) -> None:
        self.embed = embed
        self._weights = weights or (NGRAM_WEIGHTS if embed.name.startswith("ngrams") else Weights())
        self._spread = float(getattr(embed, "spread", DEFAULT_SPREAD))
        self._notes: dict[str, _Note] = {}
        self._points: dict[str, _Point] = {}
        self._members: dict[str, set[str]] = {}
        self._homes: dict[str, set[str]] = {}
        self._centre = Centre(embed.dim)
        self._frequencies = Frequencies()
        self._cached: _Frame | None = None

    # -- the set ------------------------------------------------------------------------------------------------

    def add_note(
        self, note_id: str, text: str, vector: npt.ArrayLike | None = None, *, language: str | None = None
    ) -> None:
        """Add a note, or replace the one with this id; its placements stay. `vector` has shape (dim,)."""
        made = self.embed.embed_notes([text])[0] if vector is None else vector
        row = self._gridded(made, (self.embed.dim,))
        homes = self._homes.get(note_id, set())
        if note_id in self._notes:
            self._forget_note(note_id)
        note = _Note(text, language or guess_language(text), row, hashed_ngrams(readable(text)))
        self._notes[note_id] = note
        self._homes[note_id] = homes
        self._centre.add(note.language, row)
        self._frequencies.add(note.grams)
        self._cached = None

    def remove_note(self, note_id: str) -> None:
        """Take a note out of the set and of its points."""
        for point_id in sorted(self._homes[note_id]):
            self.unplace(note_id, point_id)
        self._forget_note(note_id)
        self._cached = None

    def add_point(self, point_id: str, statement: str, vectors: npt.ArrayLike | None = None) -> None:
        """Add a point, or give the one with this id a new statement; its notes stay.

        `vectors` has shape (dim,) or (1 + clauses, dim), the whole statement first.
        """
        made = embed_point(self.embed, statement) if vectors is None else np.atleast_2d(np.asarray(vectors))
        rows = self._gridded(made, (len(made), self.embed.dim))
        if point_id in self._points:
            self._frequencies.remove(self._points[point_id].grams)
        plain = without_comment(statement)
        point = _Point(plain, guess_language(plain), rows, hashed_ngrams(readable(plain)))
        self._points[point_id] = point
        self._members.setdefault(point_id, set())
        self._frequencies.add(point.grams)
        self._cached = None

    def remove_point(self, point_id: str) -> None:
        """Take a point out; its notes stay, in their other points or in none."""
        for note_id in sorted(self._members[point_id]):
            self.unplace(note_id, point_id)
        self._frequencies.remove(self._points.pop(point_id).grams)
        del self._members[point_id]
        self._cached = None

    def place(self, note_id: str, point_id: str) -> None:
        """A person put the note in the point. A note may be in several; twice in one is once."""
        home, members = self._homes[note_id], self._members[point_id]
        home.add(point_id)
        members.add(note_id)
        self._cached = None

    def unplace(self, note_id: str, point_id: str) -> None:
        """Take the note out of the point; nothing happens where it is not in it."""
        home, members = self._homes[note_id], self._members[point_id]
        home.discard(point_id)
        members.discard(note_id)
        self._cached = None

    # -- the answers --------------------------------------------------------------------------------------------

    def suggest(self, note_id: str, k: int = 5) -> list[Suggestion]:
        """The `k` points the note most likely supports, best first; points it is already in are left out."""
        note, frame = self._notes[note_id], self._frame()
        scores = rounded(self._logits(note, frame))
        free = [row for row, point_id in enumerate(frame.ids) if point_id not in self._homes[note_id]]
        best = sorted(free, key=lambda row: (-scores[row], frame.ids[row]))[: max(0, k)]
        direction = self._direction(note)
        return [
            Suggestion(frame.ids[row], float(scores[row]), self._because(note, direction, frame, row)) for row in best
        ]

    def similar_notes(self, note_id: str, k: int = 5) -> list[SimilarNote]:
        """The `k` notes whose meaning is nearest, placed or not, best first."""
        direction = self._direction(self._notes[note_id])
        others = sorted(other for other in self._notes if other != note_id)
        scores = np.round(self._rows(others) @ direction, 4)
        best = sorted(range(len(others)), key=lambda row: (-scores[row], others[row]))[: max(0, k)]
        return [SimilarNote(others[row], float(scores[row])) for row in best]

    def suggest_new_point(self) -> NewPoint:
        """Unplaced notes that seem to say one thing no point says yet: two to five, or none."""
        frame = self._frame()
        loose = sorted(note_id for note_id, homes in self._homes.items() if not homes)
        fits = [float(self._logits(self._notes[note_id], frame).max(initial=-30.0)) for note_id in loose]
        chosen = best_group(Candidates(self._rows(loose), np.array(fits)), self._spread)
        if not chosen:
            return NewPoint()
        note_ids = [loose[row] for row in chosen]
        return NewPoint(note_ids, self._why_together(note_ids))

    # -- inside -------------------------------------------------------------------------------------------------

    def _frame(self) -> _Frame:
        if self._cached is None:
            self._cached = _Frame(self)
        return self._cached

    def _forget_note(self, note_id: str) -> None:
        note = self._notes.pop(note_id)
        del self._homes[note_id]
        self._centre.remove(note.language, note.vector)
        self._frequencies.remove(note.grams)

    def _gridded(self, vectors: npt.ArrayLike, shape: tuple[int, ...]) -> Floats:
        rows = np.asarray(vectors, dtype=np.float64)
        if rows.shape != shape or not rows.size:
            raise ValueError(f"vector of shape {rows.shape}, expected {shape}")
        # On a grid sums are exact, so they come out the same in any order.
        gridded: Floats = np.round(rows * _GRID) / _GRID
        return gridded

    def _member_sum(self, point_id: str) -> Floats:
        total = np.zeros(self.embed.dim)
        for note_id in sorted(self._members[point_id]):
            note = self._notes[note_id]
            total += note.vector - self._centre.mean(note.language)
        return total

    def _direction(self, note: _Note) -> Floats:
        return unit(note.vector - self._centre.mean(note.language))

    def _rows(self, note_ids: Sequence[str]) -> Floats:
        """Directions of notes; shape (notes, dim)."""
        if not note_ids:
            return np.zeros((0, self.embed.dim))
        return np.stack([self._direction(self._notes[note_id]) for note_id in note_ids])

    def _logits(self, note: _Note, frame: _Frame) -> Floats:
        if not frame.ids:
            return np.zeros(0)
        direction = self._direction(note)
        measures = Measures(
            meaning=frame.means @ direction,
            clause=np.maximum.reduceat(frame.clauses @ direction, frame.clause_starts),
            lexical=frame.index.cosines(note.grams, self._frequencies.weigh(note.grams)),
            count=frame.counts,
        )
        return logits(measures, self._weights, self._spread)

    def _because(self, note: _Note, direction: Floats, frame: _Frame, row: int) -> Because:
        """The strongest of three: the nearest note in the point, its own words, or a word in common."""
        point_id = frame.ids[row]
        own = round(float(frame.statements[row] @ direction), 4)
        members = sorted(self._members[point_id])
        likeness = np.round(self._rows(members) @ direction, 4)
        nearest = min(range(len(members)), key=lambda at: (-likeness[at], members[at]), default=None)
        if nearest is not None and likeness[nearest] > max(own, self._spread):
            return Because(Reason.NOTE, note_id=members[nearest])
        word = next((word for word in note.words if stem(word) in self._points[point_id].stems), None)
        if word is not None and own < 2 * self._spread:
            return Because(Reason.WORD, word=word)
        return Because(Reason.STATEMENT)

    def _why_together(self, note_ids: Sequence[str]) -> Because:
        stems = [{stem(word): word for word in reversed(self._notes[note_id].words)} for note_id in note_ids]
        shared = {key: sum(key in found for found in stems) for found in stems for key in found}
        best = min(shared, key=lambda key: (-shared[key], key), default=None)
        if best is not None and 2 * shared[best] > len(note_ids):
            return Because(Reason.WORD, word=next(found[best] for found in stems if best in found))
        return Because(Reason.NOTE, note_id=note_ids[0])
