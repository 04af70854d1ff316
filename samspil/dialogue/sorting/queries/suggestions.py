# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Suggestions at the desk: the engine kept in step with the board, one suggester a meeting and process.

The web process never embeds a note: the worker has done it (`sorting.tasks`). Words that have no vector
yet are compared by their letters alone, until it is there.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import numpy.typing as npt
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.core.texts import HOUSE_LANGUAGE
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.queries.notes import where
from samspil.dialogue.notes.wording import public_wording
from samspil.dialogue.sorting.models import NoteVector
from samspil.dialogue.sorting.queries.board import Sorting
from samspil.dialogue.sorting.queries.understood import understood
from samspil.engines.sorting import Board, Placement, Point, Unit, text_digest
from samspil.engines.themes import (
    Because,
    Card,
    Embedder,
    Link,
    Reason,
    Suggester,
    default_embedder,
    harvest_cards,
)

SHOWN = 5
KEPT_SUGGESTERS = 8
EXCERPT = 40
# As long as a statement may be (`sorting.actions.moves`).
STATEMENT_LENGTH = 300
# Scores that are drawn as three and two blocks; below that one.
VERY_NEAR, NEAR = 0.5, 0.2
_NUMBERS = {2: gettext_lazy("To"), 3: gettext_lazy("Tre"), 4: gettext_lazy("Fire"), 5: gettext_lazy("Fem")}


@dataclass(frozen=True)
class Shown:
    """A suggestion as the desk shows it. `blocks` is 1-3."""

    key: int
    point: Point
    blocks: int
    why: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Notes that may say one thing no point says yet, the most central first."""

    units: tuple[str, ...]
    quote: str
    word: str

    @property
    def number_word(self) -> str:
        return str(_NUMBERS.get(len(self.units), len(self.units)))

    @property
    def more(self) -> int:
        return len(self.units) - 1


class Desk:
    """A suggester with what it has been told so far, so that only what is new has to be told."""

    def __init__(self, embedder: Embedder) -> None:
        self.lock = threading.Lock()
        self.suggester = Suggester(embedder)
        self._zeros = np.zeros(embedder.dim, dtype=np.float32)
        # Id → (digest of the words, whether with a vector).
        self._notes: dict[str, tuple[str, bool]] = {}
        self._points: dict[str, tuple[str, bool]] = {}
        self._places: set[tuple[str, str]] = set()
        # (own note, other note, table) → what the table said of the two.
        self._echoes: dict[tuple[str, str, str], Link] = {}
        self.group: tuple[tuple[object, ...], Group | None] | None = None

    def follow(self, sorting: Sorting) -> None:
        """Tell the suggester what changed. The order of changes leaves no trace, as the engine promises."""
        self._follow_points(sorting)
        self._follow_notes(sorting)
        places = _places(sorting.board, self._notes)
        for note, point in self._places - places:
            if note in self._notes and point in self._points:
                self.suggester.unplace(note, point)
        for note, point in places - self._places:
            self.suggester.place(note, point)
        self._places = places
        self._follow_echoes(sorting)

    def _follow_echoes(self, sorting: Sorting) -> None:
        wanted = {(echo.own, echo.note, str(echo.table)): Link(echo.answer) for echo in sorting.echoes}
        for own, note, table in self._echoes.keys() - wanted.keys():
            self.suggester.unlink(own, note, by=table)
        for key in sorted(wanted):
            if self._echoes.get(key) != wanted[key]:
                own, note, table = key
                self.suggester.link(own, note, wanted[key], by=table)
        self._echoes = wanted

    def knows(self, note: str) -> bool:
        return note in self._notes

    def waits_for(self, note: str) -> bool:
        """Whether words are still to be understood that an answer for this note depends on: its own, or a point's."""
        asked = [self._notes[note], *self._points.values()] if note in self._notes and self._points else []
        return not all(known for _digest, known in asked)

    def state(self, sorting: Sorting) -> tuple[object, ...]:
        """What an answer depends on, to tell whether it still holds."""
        return (sorting.board.number, tuple(sorted(self._notes.items())), tuple(sorted(self._points.items())))

    def _follow_points(self, sorting: Sorting) -> None:
        wanted = {point.id: point.statement for point in sorting.board.points.values()}
        for gone in self._points.keys() - wanted.keys():
            self.suggester.remove_point(gone)
            del self._points[gone]
        digests = {point: text_digest(statement) for point, statement in wanted.items()}
        stale = {point for point, digest in digests.items() if self._points.get(point) != (digest, True)}
        vectors = self._statement_vectors(sorting, {digests[point] for point in stale}) if stale else {}
        for point in sorted(stale):
            vector = vectors.get(digests[point])
            told = (digests[point], vector is not None)
            if self._points.get(point) != told:
                self.suggester.add_point(point, wanted[point], self._zeros if vector is None else vector)
                self._points[point] = told

    def _follow_notes(self, sorting: Sorting) -> None:
        wanted = {
            note: _words_digest(sorting, note)
            for note in sorting.facts
            if sorting.placement(note) not in (Placement.ASIDE, Placement.WITHDRAWN) and sorting.notes[note].text
        }
        for gone in self._notes.keys() - wanted.keys():
            self.suggester.remove_note(gone)
            self._places = {place for place in self._places if place[0] != gone}
            del self._notes[gone]
        stale = {note for note, digest in wanted.items() if self._notes.get(note) != (digest, True)}
        vectors = self._note_vectors(stale) if stale else {}
        for note in sorted(stale):
            digest, vector = vectors.get(note, ("", None))
            told = (wanted[note], vector is not None and digest == wanted[note])
            if self._notes.get(note) != told:
                words, language = understood(sorting.notes[note])
                self.suggester.add_note(note, words, vector if told[1] else self._zeros, language=language)
                self._notes[note] = told

    def _note_vectors(self, notes: set[str]) -> dict[str, tuple[str, npt.NDArray[np.float32]]]:
        rows = NoteVector.objects.filter(note__in=[UUID(note) for note in notes], embedder=self.suggester.embed.name)
        return {
            str(note): (digest, np.frombuffer(vector, dtype="<f4"))
            for note, digest, vector in rows.values_list("note_id", "digest", "vector")
            if len(vector) == 4 * self.suggester.embed.dim
        }

    def _statement_vectors(self, sorting: Sorting, digests: set[str]) -> dict[str, npt.NDArray[np.float32]]:
        embedder = self.suggester.embed
        rows = sorting.meeting.statement_vectors.filter(embedder=embedder.name, digest__in=digests)
        return {
            digest: np.frombuffer(vector, dtype="<f4").reshape(-1, embedder.dim)
            for digest, vector in rows.values_list("digest", "vector")
        }


class Desks:
    """One a meeting, the latest few."""

    def __init__(self, size: int) -> None:
        self._size, self._lock = size, threading.Lock()
        self._desks: OrderedDict[UUID, Desk] = OrderedDict()

    def of(self, meeting: UUID) -> Desk:
        with self._lock:
            desk = self._desks.pop(meeting, None) or Desk(default_embedder(model=settings.LANGUAGE_MODEL))
            self._desks[meeting] = desk
            while len(self._desks) > self._size:
                self._desks.popitem(last=False)
            return desk

    def forget(self, meeting: UUID) -> None:
        with self._lock:
            self._desks.pop(meeting, None)


_DESKS = Desks(KEPT_SUGGESTERS)


def forget(meeting: UUID) -> None:
    """Begin again with this meeting, as a new process would."""
    _DESKS.forget(meeting)


def _words_digest(sorting: Sorting, note: str) -> str:
    # The facts of a Danish note know it already.
    source = sorting.notes[note]
    return sorting.facts[note].digest if source.language == HOUSE_LANGUAGE else text_digest(understood(source)[0])


def _places(board: Board, notes: Mapping[str, object]) -> set[tuple[str, str]]:
    return {(unit.note, point.id) for point in board.points.values() for unit in point.units if unit.note in notes}


def suggestions(*, sorting: Sorting, unit: Unit) -> list[Shown]:
    """The points that the note (or the part) most likely supports, best first, at most five."""
    desk = _DESKS.of(sorting.meeting.uuid)
    with desk.lock:
        desk.follow(sorting)
        if not desk.knows(unit.note):
            return []
        found = desk.suggester.suggest(unit.note, SHOWN)
    return [
        Shown(
            key=key,
            point=sorting.board.points[suggestion.point_id],
            blocks=3 if suggestion.score >= VERY_NEAR else 2 if suggestion.score >= NEAR else 1,
            why=_why(sorting, suggestion.because),
            words=(suggestion.because.word,) if suggestion.because.word else (),
        )
        for key, suggestion in enumerate(found, start=1)
    ]


def suggestions_wait(*, sorting: Sorting, unit: Unit) -> bool:
    """Whether the latest answer for the note was found by letters alone, because vectors are still to be made."""
    desk = _DESKS.of(sorting.meeting.uuid)
    with desk.lock:
        return desk.waits_for(unit.note)


def nearest_of_others(*, sorting: Sorting, own: Sequence[str], others: Sequence[str], most: int = 24) -> list[Card]:
    """Of the notes `others`, those most like the notes `own`; only such as have something in common."""
    desk = _DESKS.of(sorting.meeting.uuid)
    with desk.lock:
        desk.follow(sorting)
        cards = harvest_cards(desk.suggester, own, others, most)
    return [card for card in cards if card.score > 0]


def new_point_group(*, sorting: Sorting) -> Group | None:
    """Notes that seem to say one thing no point says yet; remembered until the board or the notes change."""
    desk = _DESKS.of(sorting.meeting.uuid)
    with desk.lock:
        desk.follow(sorting)
        state = desk.state(sorting)
        if desk.group is None or desk.group[0] != state:
            notes = desk.suggester.suggest_new_point()
            desk.group = (state, _group(sorting, notes, notes.because))
        return desk.group[1]


def _group(sorting: Sorting, notes: Sequence[str], because: Because | None) -> Group | None:
    if len(notes) < 2:
        return None
    return Group(tuple(notes), sorting.notes[notes[0]].text, (because.word or "") if because else "")


def start_words(notes: Sequence[Note], most: int = STATEMENT_LENGTH) -> str:
    """What a statement may begin with: the words of the first note that says it in Danish and short enough.

    Names stay masked, a note in another language speaks by its approved Danish reading, and one without its table's yes
    not at all. The notes come the most
    central first, so the same notes always give the same words. Nothing is composed: the officer edits.
    """
    said = [(note.language, public_wording(note)) for note in notes]
    spoken = [words.text if language == HOUSE_LANGUAGE else words.danish for language, words in said]
    written = [text for text in spoken if text]
    return next((text for text in written if len(text) <= most), excerpt(written[0], most - 2) if written else "")


def _why(sorting: Sorting, because: Because) -> str:
    """The reason in words; "" where none is likely enough to be true."""
    if because.note_id is not None and because.note_id in sorting.notes:
        note = sorting.notes[because.note_id]
        words = excerpt(understood(note)[0])
        if because.kind == Reason.LINK:
            return _("Et bord siger: det samme som »%(words)s«") % {"words": words}
        return _("Ligner noten »%(words)s« · %(where)s") % {"words": words, "where": where(note).lower()}
    if because.kind == Reason.WORD and because.word:
        return _("Samme ord: %(word)s") % {"word": because.word}
    said = {
        Reason.STATEMENT: _("Samme mening som punktets egne ord"),
        Reason.MATTER: _("Handler måske om det samme"),
    }
    return said.get(because.kind, "")


def excerpt(text: str, most: int = EXCERPT) -> str:
    """The beginning of a text, whole words, with three dots where it was cut."""
    if len(text) <= most:
        return text
    return text[: most + 1].rsplit(" ", 1)[0].rstrip(" .,;:") + " …"
