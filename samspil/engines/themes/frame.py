# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What follows from the set at one moment, laid out for fast answers; made anew after a change."""

import numpy as np

from samspil.engines.themes.centring import unit
from samspil.engines.themes.ngrams import StatementIndex
from samspil.engines.themes.scoring import STATEMENT_WEIGHT, Measures
from samspil.engines.themes.state import NoteEntry, State
from samspil.engines.themes.values import Floats


class Wording:
    """The statements as they stand among the notes: changes with notes and statements, not with placements.

    Points are in the order of their ids, and so are the rows of every array; sums over points run in that order too.
    """

    def __init__(self, state: State) -> None:
        self.ids = sorted(state.points)
        parts = [state.statement_rows(state.points[point_id]) for point_id in self.ids]
        self.whole = _stacked([rows[0] for rows in parts], state.dim)
        self.statements = unit(self.whole)
        # A statement of one clause stands for it itself.
        clauses = [rows[1:] if len(rows) > 1 else rows for rows in parts]
        self.clauses = unit(np.concatenate(clauses)) if clauses else self.whole
        self.starts = np.cumsum([0, *map(len, clauses)])[:-1]
        self.index = StatementIndex([state.points[point_id].grams for point_id in self.ids], state.frequencies)


class Frame:
    """The wording, and the points' means with the notes placed there."""

    def __init__(self, state: State, wording: Wording) -> None:
        self._state, self._wording = state, wording
        self.ids, self.statements = wording.ids, wording.statements
        members = _stacked([state.member_sum(point_id) for point_id in self.ids], state.dim)
        self._means = unit(members + STATEMENT_WEIGHT * wording.whole)
        self._counts = np.array([len(state.members[point_id]) for point_id in self.ids], dtype=np.float64)

    def measures(self, note: NoteEntry) -> Measures:
        wording, direction = self._wording, self._state.direction(note)
        return Measures(
            meaning=self._means @ direction,
            clause=np.maximum.reduceat(wording.clauses @ direction, wording.starts) if self.ids else np.zeros(0),
            lexical=wording.index.cosines(note.grams),
            count=self._counts,
        )


def _stacked(rows: list[Floats], dim: int) -> Floats:
    return np.stack(rows) if rows else np.zeros((0, dim))
