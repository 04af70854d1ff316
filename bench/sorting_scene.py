# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A meeting to time the sorting desk on. Imported only once Django is set up (bench.sorting)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from samspil.core import clock
from samspil.dialogue.sorting import live as sorting_live
from samspil.dialogue.sorting.actions.moves import sorting_moves
from samspil.dialogue.sorting.actions.vectors import words_embed
from samspil.dialogue.sorting.queries import suggestions as sorting_suggestions
from samspil.dialogue.sorting.queries.board import board_for
from samspil.dialogue.tests.factories import MeetingFactory, NoteFactory, officer
from samspil.engines.sorting import NotePlace, PointCreate, ThemeCreate, Unit
from samspil.engines.themes import NgramEmbedder, default_embedder

TABLES, ROUNDS, THEMES = 12, 3, 8


class LikeTheRealOne(NgramEmbedder):
    """Letters in the shape of the installed model, under its name: fast to make, as dear to use."""

    def __init__(self) -> None:
        real = default_embedder()
        super().__init__(dim=real.dim)
        self.name = real.name


class Scene:
    def __init__(self, notes: int, points: int, words: Sequence[str]) -> None:
        self.random = random.Random(7)
        self.count, self.point_count, self.words = notes, points, words
        self.client = Client(headers={"HX-Request": "true", "HX-Target": "desk"})

    def build(self) -> None:
        """Two thirds of the notes are placed by two officers; all are embedded."""
        self.by, other = officer(), officer()
        self.client.force_login(self.by)
        self.meeting = MeetingFactory(ended=True, tables=TABLES, rounds=ROUNDS)
        rounds, tables = list(self.meeting.rounds.all()), list(self.meeting.tables.all())
        self.notes = [
            str(NoteFactory(table=tables[n % TABLES], round=rounds[n % ROUNDS], text=self.text(8, 30)).pk)
            for n in range(self.count)
        ]
        self.points = [str(uuid4()) for _ in range(self.point_count)]
        themes = [str(uuid4()) for _ in range(THEMES)]
        moves = [ThemeCreate(theme, self.text(2, 5)) for theme in themes]
        moves += [PointCreate(point, self.text(6, 16), themes[n % THEMES]) for n, point in enumerate(self.points)]
        at = clock.now() - timedelta(hours=1)
        sorting_moves(meeting=self.meeting, moves=moves, by=self.by, now=at)
        for n, note in enumerate(self.notes[: self.count * 2 // 3]):
            at += timedelta(seconds=8)
            move = NotePlace(Unit(note), self.random.choice(self.points))
            sorting_moves(meeting=self.meeting, moves=[move], by=(self.by, other)[n % 2], now=at)
        self.here = self.notes[self.count * 2 // 3]
        words_embed(meeting=self.meeting.uuid, embedder=LikeTheRealOne())

    def text(self, fewest: int, most: int) -> str:
        return " ".join(self.random.choices(self.words, k=self.random.randint(fewest, most))).capitalize()[:290]

    def moves(self) -> int:
        return self.meeting.moves.count()

    def address(self, name: str) -> str:
        return reverse(f"dialogue:{name}", args=[self.meeting.uuid])

    def desk(self) -> None:
        assert self.client.get(self.address("sorting")).status_code == 200

    def place(self) -> None:
        """Place the note in focus; the answer names the next one."""
        form = {"do": "place", "unit": self.here, "focus": self.here, "key": str(uuid4())}
        form["point"] = self.random.choice(self.points)
        answer = self.client.post(self.address("sorting-move"), form)
        assert answer.status_code == 200
        assert b'role="alert"' not in answer.content
        _page, _note, self.here = answer["HX-Push-Url"].partition("?note=")

    def undo(self) -> None:
        assert self.client.post(self.address("sorting-undo"), {"key": str(uuid4())}).status_code == 200

    def another(self) -> None:
        assert self.client.get(self.address("sorting"), {"note": self.random.choice(self.notes)}).status_code == 200

    def panel(self) -> None:
        headers = {"HX-Request": "true", "HX-Target": "note-panel"}
        assert self.client.get(self.address("sorting"), {"gor": "nyt"}, headers=headers).status_code == 200

    def live(self) -> None:
        assert sorting_live.render(f"sorting:{self.meeting.uuid}", "da", str(self.by.pk))

    def suggestions(self) -> None:
        sorting = board_for(meeting=self.meeting)
        sorting_suggestions.suggestions(sorting=sorting, unit=Unit(self.random.choice(self.notes)))

    def group(self) -> None:
        sorting_suggestions.forget(self.meeting.uuid)
        sorting_suggestions.new_point_group(sorting=board_for(meeting=self.meeting))
