# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The words of a note that are compared with the points' words, and which notes still wait to be understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from samspil.core.texts import HOUSE_LANGUAGE
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.queries.notes import whole
from samspil.dialogue.notes.wording import wording
from samspil.dialogue.sorting.models import NoteVector, SortingSeat
from samspil.engines.sorting import text_digest

if TYPE_CHECKING:
    from datetime import datetime


def understood(note: Note) -> tuple[str, str]:
    """Words and language: what the note says in Danish, once a person has approved it; until then its own words.

    Points are written in Danish, and Danish is compared with Danish far better than across languages.
    """
    danish = wording(note).danish if note.language != HOUSE_LANGUAGE else ""
    return (danish, HOUSE_LANGUAGE) if danish else (note.text, note.language)


def notes_without_vector(*, meeting: Meeting, embedder: str) -> list[tuple[Note, str]]:
    """Notes whose words have no vector of this embedder, with the words: those before an officer at the desk first."""
    known = dict(NoteVector.objects.filter(note__meeting=meeting, embedder=embedder).values_list("note_id", "digest"))
    seen = set(SortingSeat.objects.filter(meeting=meeting, note__isnull=False).values_list("note_id", flat=True))
    notes = whole(meeting.notes.filter(erased_at__isnull=True)).order_by("number")
    found = [(note, understood(note)[0]) for note in notes]
    missing = [(note, words) for note, words in found if known.get(note.pk) != text_digest(words)]
    return sorted(missing, key=lambda one: one[0].pk not in seen)


def meetings_without_vectors(*, embedder: str, before: datetime) -> list[Meeting]:
    """Meetings in work with a note that has waited since `before`: its task was lost."""
    vector = NoteVector.objects.filter(note=OuterRef("pk"), embedder=embedder)
    waiting = Note.objects.filter(
        ~Exists(vector), meeting=OuterRef("pk"), erased_at__isnull=True, received_at__lt=before
    )
    open_now = Q(sorting_closed_at__isnull=True, opened_at__isnull=False)
    return list(Meeting.objects.filter(open_now, Exists(waiting)).order_by(F("pk")))
