# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""An officer at the sorting desk who knows where each note belongs. Imported once Django is set up (bench.desk)."""

from __future__ import annotations

import re
import time
from statistics import fmean
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np
from django.test import Client
from django.urls import reverse

from samspil.core import clock
from samspil.dialogue.meetings.models import MeetingTable
from samspil.dialogue.notes.hooks import words_arrived
from samspil.dialogue.sorting.models import NoteVector
from samspil.dialogue.tests.factories import MeetingFactory, NoteFactory, officer
from samspil.engines.sorting import text_digest
from samspil.engines.themes import Embedder, embed_point
from samspil.engines.themes.language import words

if TYPE_CHECKING:
    from bench.suggestions import Meeting, Note, Vector

_SUGGESTION = re.compile(r'<button class="sp-sug\b[^>]*\bvalue="([0-9a-f-]{36})"')
_HIT = re.compile(r'<button[^>]*\bdata-hit\b[^>]*\bvalue="([0-9a-f-]{36})"')
_POINT = re.compile(r'<li class="sp-pt\b[^>]*\bdata-point="([0-9a-f-]{36})"')
NEW, HIT, FEWEST_LETTERS = 2, 1, 4
TABLES, ROUNDS = 12, 3


class Officer:
    def __init__(self, meeting: Meeting) -> None:
        by = officer()
        self._client = Client(headers={"HX-Request": "true", "HX-Target": "desk"})
        self._client.force_login(by)
        self._statements = meeting.statements
        self._meeting = MeetingFactory(ended=True, tables=TABLES, rounds=ROUNDS)
        self._meeting.ended_at = clock.now()
        self._meeting.save()
        tables, rounds = list(MeetingTable.objects.filter(meeting=self._meeting)), list(self._meeting.rounds.all())
        self._notes = {
            note.id: NoteFactory(
                table=tables[(note.table or at) % TABLES],
                round=rounds[(note.round or at) % ROUNDS],
                text=note.said[0],
                language=note.said[1] or "da",
            )
            for at, note in enumerate(meeting.notes)
        }
        words_arrived(meeting=self._meeting)
        # Statement → the point at the desk.
        self._points: dict[str, str] = {}
        self._first: list[bool] = []
        self._among: list[bool] = []
        self._keys: list[int] = []
        self._moves: list[float] = []
        self._waited = 0.0
        self._unready = 0

    def wait_for_vectors(self, embedder: str, patience: float) -> None:
        until = time.monotonic() + patience
        while NoteVector.objects.filter(note__meeting=self._meeting, embedder=embedder).count() < len(self._notes):
            if time.monotonic() > until:
                raise TimeoutError("The worker has not embedded the notes.")
            time.sleep(0.5)

    def vectors(self, embedder: Embedder) -> tuple[dict[str, Vector], dict[str, Vector]]:
        """What the worker has made: of the notes, and of the statements (made here where the worker was too late)."""
        rows = NoteVector.objects.filter(note__meeting=self._meeting, embedder=embedder.name)
        made = {pk: np.frombuffer(vector, dtype="<f4") for pk, vector in rows.values_list("note_id", "vector")}
        points = self._meeting.statement_vectors.filter(embedder=embedder.name).values_list("digest", "vector")
        said = {digest: np.frombuffer(vector, dtype="<f4").reshape(-1, embedder.dim) for digest, vector in points}
        statements = {
            point: said[text_digest(words)] if text_digest(words) in said else embed_point(embedder, words)
            for point, words in self._statements.items()
        }
        return {note: made[row.pk] for note, row in self._notes.items()}, statements

    def sort(self, note: Note, *, hurry: bool) -> None:
        unit = str(self._notes[note.id].pk)
        known = self._points.get(note.point)
        if known is None:
            self._points[note.point] = self._new_point(unit, self._statements[note.point])
            self._keys.append(NEW)
            return
        found = self._look(unit, hurry=hurry)
        right = {self._points[point] for point in note.right if point in self._points}
        self._first.append(found[:1] != [] and found[0] in right)
        self._among.append(any(point in right for point in found[:5]))
        self._keys.append(HIT if self._among[-1] else self._search(unit, note.point))
        self._move({"do": "place", "unit": unit, "focus": unit, "point": known})

    def result(self) -> dict[str, Any]:
        return {
            "top1": round(fmean(self._first or [0.0]), 4),
            "top5": round(fmean(self._among or [0.0]), 4),
            "keystrokes": round(fmean(self._keys or [0.0]), 4),
            "waited_seconds": round(self._waited, 1),
            "looks_before_ready": self._unready,
            "moves_ms": self._moves,
        }

    def _address(self, name: str) -> str:
        return reverse(f"dialogue:{name}", args=[self._meeting.uuid])

    def _get(self, target: str, **asked: str) -> str:
        answer = self._client.get(self._address("sorting"), asked, headers={"HX-Target": target})
        assert answer.status_code == 200, answer.status_code
        return str(answer.content.decode())

    def _look(self, unit: str, *, hurry: bool) -> list[str]:
        """The points suggested, once the desk says they are ready."""
        page = self._get("desk", note=unit)
        if "data-waiting" in page:
            self._unready += 1
            begun = time.perf_counter()
            while not hurry and "data-waiting" in page:
                time.sleep(0.1)
                page = self._get("suggestions", note=unit)
            self._waited += time.perf_counter() - begun
        return _SUGGESTION.findall(page)

    def _search(self, unit: str, point: str) -> int:
        """Keys of a search: "/", the letters of the rarest word until one point is left, Enter."""
        others = [self._statements[other].casefold() for other in self._points if other != point]
        said = words(self._statements[point])
        word = min(said, key=lambda one: sum(one[:FEWEST_LETTERS] in other for other in others))
        for letters in range(min(FEWEST_LETTERS, len(word)), len(word) + 1):
            hits = _HIT.findall(self._get("found", note=unit, gor="soeg", q=word[:letters]))
            if hits == [self._points[point]]:
                return letters + 2
        # Several are left: the arrow to the right one.
        return len(word) + 3 + hits.index(self._points[point])

    def _new_point(self, unit: str, statement: str) -> str:
        page = self._move({"do": "point", "unit": unit, "focus": unit, "statement": statement, "theme": ""})
        known = set(self._points.values())
        return next(point for point in _POINT.findall(page) if point not in known)

    def _move(self, form: dict[str, str]) -> str:
        begun = time.perf_counter()
        answer = self._client.post(self._address("sorting-move"), {**form, "key": str(uuid4())})
        self._moves.append(1000 * (time.perf_counter() - begun))
        assert answer.status_code == 200, answer.status_code
        page = str(answer.content.decode())
        assert 'role="alert"' not in page
        return page
