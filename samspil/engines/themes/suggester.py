# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The suggester: a set of notes, points and placements that answers which point a note belongs to."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from samspil.engines.themes import claims
from samspil.engines.themes.embedders import embed_point
from samspil.engines.themes.frame import Frame, Wording
from samspil.engines.themes.grouping import Candidates, best_group
from samspil.engines.themes.language import stem
from samspil.engines.themes.links import Link, Links
from samspil.engines.themes.scoring import DEFAULT_SPREAD, NGRAM_WEIGHTS, SAME_WORDS, Weights, logits, score
from samspil.engines.themes.state import NoteEntry, State
from samspil.engines.themes.values import Because, Embedder, Floats, NewPoint, Reason, SimilarNote, Suggestion


class Suggester:
    """Suggests points for notes.

    Promises: every answer is a function of the *set* of notes, statements and placements; the order in which they
    came, what was taken back in between and the batches in which vectors were made leave no trace. Scores have four
    decimals and ties go by id. Ids are any strings. Unknown ids raise KeyError, a vector of a wrong shape ValueError,
    and both before anything is changed.

    A few milliseconds an answer, whatever the number of notes; embedding is what takes time, so give stored vectors
    (`vector=`, `vectors=`, as made by `embed.embed_notes` and `embed_point`) where there are some.
    """

    def __init__(self, embed: Embedder, *, weights: Weights | None = None) -> None:
        self.embed = embed
        self._weights = weights or (NGRAM_WEIGHTS if embed.name.startswith("ngrams") else Weights())
        self._spread = float(getattr(embed, "spread", DEFAULT_SPREAD))
        self._state = State(embed.dim)
        self._links = Links()
        self._wording: Wording | None = None
        self._placing: Frame | None = None

    # -- the set ------------------------------------------------------------------------------------------------

    def add_note(
        self, note_id: str, text: str, vector: npt.ArrayLike | None = None, *, language: str | None = None
    ) -> None:
        """Add a note, or replace the one with this id; its placements stay.

        `vector` has shape (dim,). `language` (ISO 639-1) is guessed when it is not known.
        """
        made = self.embed.embed_notes([text])[0] if vector is None else vector
        self._state.put_note(note_id, text, made, language)
        self._wording = self._placing = None

    def remove_note(self, note_id: str) -> None:
        """Take a note out of the set and of its points."""
        self._state.drop_note(note_id)
        self._wording = self._placing = None

    def add_point(self, point_id: str, statement: str, vectors: npt.ArrayLike | None = None) -> None:
        """Add a point, or give the one with this id a new statement; its notes stay.

        `vectors` has shape (dim,) or (1 + clauses, dim), the whole statement first.
        """
        made = embed_point(self.embed, statement) if vectors is None else vectors
        self._state.put_point(point_id, statement, made)
        self._wording = self._placing = None

    def remove_point(self, point_id: str) -> None:
        """Take a point out; its notes stay, in their other points or in none."""
        self._state.drop_point(point_id)
        self._wording = self._placing = None

    def place(self, note_id: str, point_id: str) -> None:
        """A person put the note in the point. A note may be in several; twice in one is once."""
        self._state.place(note_id, point_id)
        self._placing = None

    def unplace(self, note_id: str, point_id: str) -> None:
        """Take the note out of the point; nothing happens where it is not in it."""
        self._state.unplace(note_id, point_id)
        self._placing = None

    def link(self, one: str, other: str, kind: Link, *, by: str = "") -> None:
        """Somebody (`by`) said of two notes that they say the same, differ on the same matter, or have nothing to do
        with each other. The same person's later word replaces the earlier. Notes may come later than the link."""
        self._links.put(one, other, kind, by)

    def unlink(self, one: str, other: str, *, by: str = "") -> None:
        """Take it back; nothing happens where there is none."""
        self._links.take(one, other, by)

    # -- the answers --------------------------------------------------------------------------------------------

    def suggest(self, note_id: str, k: int = 5) -> list[Suggestion]:
        """The `k` points the note most likely supports, best first; points it is already in are left out."""
        note, frame = self._state.notes[note_id], self._frame()
        odds = self._point_log_odds(note_id, frame)
        free = [row for row, point_id in enumerate(frame.ids) if point_id not in self._state.homes[note_id]]
        best = sorted(free, key=lambda row: (-odds[row], frame.ids[row]))[: max(0, k)]
        direction = self._state.direction(note)
        return [
            Suggestion(frame.ids[row], fits, self._because(note_id, direction, frame, row, fits))
            for row in best
            for fits in [score(float(odds[row]))]
        ]

    def similar_notes(self, note_id: str, k: int = 5) -> list[SimilarNote]:
        """The `k` notes whose meaning is nearest, placed or not, best first."""
        return self.similar_among(note_id, self._state.notes)[: max(0, k)]

    def knows(self, note_id: str) -> bool:
        return note_id in self._state.notes

    def similar_among(self, note_id: str, among: Collection[str]) -> list[SimilarNote]:
        """Those of `among` that are in the set and not the note itself, nearest in meaning first."""
        direction = self._state.direction(self._state.notes[note_id])
        others = sorted(other for other in set(among) if other != note_id and other in self._state.notes)
        likeness = np.round(self._state.directions(others) @ direction, 4)
        best = sorted(range(len(others)), key=lambda row: (-likeness[row], others[row]))
        return [SimilarNote(others[row], float(likeness[row])) for row in best]

    def suggest_new_point(self) -> NewPoint:
        """Unplaced notes that seem to say one thing no point says yet: two to five, or none."""
        state, frame = self._state, self._frame()
        loose = sorted(note_id for note_id, homes in state.homes.items() if not homes)
        fits = [float(self._odds(state.notes[note_id], frame).max(initial=-30.0)) for note_id in loose]
        chosen = best_group(Candidates(state.directions(loose), np.array(fits)), self._spread)
        note_ids = [loose[row] for row in chosen]
        return NewPoint(note_ids, self._why_together(note_ids)) if note_ids else NewPoint()

    # -- inside -------------------------------------------------------------------------------------------------

    def _frame(self) -> Frame:
        if self._wording is None:
            self._wording = Wording(self._state)
        if self._placing is None:
            self._placing = Frame(self._state, self._wording)
        return self._placing

    def _odds(self, note: NoteEntry, frame: Frame) -> Floats:
        return logits(frame.measures(note), self._weights, self._spread)

    def _point_log_odds(self, note_id: str, frame: Frame) -> Floats:
        """Log-odds of each point from the note's own words, those of the notes that are said to say the same, and what
        was said of notes in the point; shape (points,)."""
        own = self._odds(self._state.notes[note_id], frame)
        linked = self._links.of(note_id)
        same = [other for other, kinds in linked.items() if Link.SAME in kinds and other in self._state.notes]
        if same:
            theirs = np.sum([self._odds(self._state.notes[other], frame) for other in sorted(same)], axis=0)
            own = (own + SAME_WORDS * theirs) / (1 + SAME_WORDS * len(same))
        total: Floats = np.round(own + self._link_log_odds(linked, frame), 4) if linked else own
        return total

    def _link_log_odds(self, linked: Mapping[str, Sequence[Link]], frame: Frame) -> Floats:
        worth = {Link.SAME: self._weights.same, Link.DIFFERS: self._weights.differs, Link.NO: self._weights.other}
        found = np.zeros(len(frame.ids))
        for row, point_id in enumerate(frame.ids):
            members = self._state.members[point_id]
            said = [worth[kind] for other, kinds in linked.items() if other in members for kind in kinds]
            said.sort(key=lambda value: (-abs(value), value))
            # The strongest counts whole, the rest less and less: five tables that agree are not five times as sure.
            found[row] = sum(value / (1 + 3 * place) for place, value in enumerate(said))
        return found

    def _because(self, note_id: str, direction: Floats, frame: Frame, row: int, fits: float) -> Because:
        """The strongest reason that is likely enough to be true (`claims`): what a table said, a note in the point that
        is nearer than the statement, the statement itself, a word they share, the same matter; or none."""
        point_id, note = frame.ids[row], self._state.notes[note_id]
        same = [other for other, kinds in self._links.of(note_id).items() if Link.SAME in kinds]
        said = sorted(other for other in same if other in self._state.members[point_id])
        if said:
            return Because(Reason.LINK, note_id=said[0])
        own = round(float(frame.statements[row] @ direction), 4) / self._spread
        members, directions = self._state.member_directions(point_id)
        likeness = np.round(directions @ direction, 4) / self._spread
        nearest = int(np.argmax(likeness)) if members else 0
        if members and likeness[nearest] > own and claims.like_note(float(likeness[nearest]), fits):
            return Because(Reason.NOTE, note_id=members[nearest])
        # Letters alone know nothing of meaning.
        understands = bool(getattr(self.embed, "understands", True)) and note.embedded
        if understands and claims.same_meaning(own, fits):
            return Because(Reason.STATEMENT)
        word = next((word for word in note.words if stem(word) in self._state.points[point_id].stems), None)
        if word is not None:
            return Because(Reason.WORD, word=word)
        return Because(Reason.MATTER if understands and claims.same_matter(own, fits) else Reason.NONE)

    def _why_together(self, note_ids: Sequence[str]) -> Because:
        written = [{stem(word): word for word in reversed(self._state.notes[note_id].words)} for note_id in note_ids]
        shared = {key: sum(key in found for found in written) for found in written for key in found}
        best = min(shared, key=lambda key: (-shared[key], key), default=None)
        if best is not None and 2 * shared[best] > len(note_ids):
            return Because(Reason.WORD, word=next(found[best] for found in written if best in found))
        return Because(Reason.NOTE, note_id=note_ids[0])
