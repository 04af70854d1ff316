# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What goes in and comes out: the embedder's interface, suggestions and the reason given for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

Vectors: TypeAlias = npt.NDArray[np.float32]
Floats: TypeAlias = npt.NDArray[np.float64]


class Embedder(Protocol):
    """Turns texts into vectors of length 1 (float32, shape `(len(texts), dim)`); an empty text may give zeros.

    The vector of a text may depend on that text alone, not on its neighbours in the list: stored vectors and vectors
    made again must be the same. Notes and statements share one space but may be prefixed differently by a model.
    `name` names the model *and* the recipe, so that stored vectors of another recipe can be told apart and made anew.
    """

    @property
    def name(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def embed_notes(self, texts: Sequence[str]) -> Vectors: ...

    def embed_statements(self, texts: Sequence[str]) -> Vectors: ...


class Reason(StrEnum):
    """Why a point is suggested; the web words it ("Samme mening som punktets egne ord", "Ligner noten »…«", …)."""

    STATEMENT = "same-meaning-as-statement"
    NOTE = "like-note"
    WORD = "shared-word"
    LINK = "said-the-same"
    MATTER = "same-matter"
    """It may be about the same: too weak to say that it means the same."""
    NONE = "none"
    """Nothing that is likely enough to be said: it is the best there is."""


@dataclass(frozen=True)
class Because:
    """The strongest single reason. `note_id` is set for `Reason.NOTE` and `Reason.LINK` (a table said that this note
    and that one, which is in the point, say the same), `word` (lower case, as the note writes it) for `Reason.WORD`,
    neither for the others."""

    kind: Reason
    note_id: str | None = None
    word: str | None = None


@dataclass(frozen=True)
class Suggestion:
    """`score` lies in 0-1, has four decimals, and grows with how likely it is that the note supports the point."""

    point_id: str
    score: float
    because: Because


@dataclass(frozen=True)
class SimilarNote:
    """`score` is a cosine after the common part of all notes is taken out: -1 to 1, four decimals."""

    note_id: str
    score: float


class NewPoint(list[str]):
    """Ids of unplaced notes that seem to say one thing no point says yet, the most central first; may be empty.

    `because` gives the word most of them share, or else the note the others are like; None when the list is empty.
    """

    def __init__(self, note_ids: Iterable[str] = (), because: Because | None = None) -> None:
        super().__init__(note_ids)
        self.because = because
