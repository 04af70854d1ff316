# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Vectors of notes and statements, made by the worker. They can always be made again, so they leave no audit row."""

from __future__ import annotations

from uuid import UUID

import numpy as np
from django.db import transaction

from samspil import live
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.models import Note
from samspil.dialogue.sorting.models import NoteVector, StatementVector
from samspil.dialogue.sorting.queries.board import board_of
from samspil.engines.sorting import text_digest
from samspil.engines.themes import Embedder, embed_point

# Notes between two looks at the queue: a desk that is open sees the suggestions come in.
BATCH = 16


def words_embed(*, meeting: UUID, embedder: Embedder) -> int:
    """Make the vectors that are missing or belong to older words, and tell the desk. Returns how many were made."""
    found = Meeting.objects.filter(uuid=meeting).first()
    if found is None:
        return 0
    made = _statements(found, embedder)
    while batch := _missing_notes(found, embedder)[:BATCH]:
        _notes(found, batch, embedder)
        made += len(batch)
    return made


def _missing_notes(meeting: Meeting, embedder: Embedder) -> list[Note]:
    known = dict(
        NoteVector.objects.filter(note__meeting=meeting, embedder=embedder.name).values_list("note_id", "digest")
    )
    notes = meeting.notes.filter(erased_at__isnull=True).only("pk", "text").order_by("number")
    return [note for note in notes if known.get(note.pk) != text_digest(note.text)]


def _notes(meeting: Meeting, notes: list[Note], embedder: Embedder) -> None:
    # The slow part stands outside the transaction.
    vectors = embedder.embed_notes([note.text for note in notes])
    with transaction.atomic():
        # Those erased meanwhile must not come back as a vector.
        asked = Note.objects.filter(pk__in=[note.pk for note in notes], erased_at__isnull=True)
        there = set(asked.order_by("pk").select_for_update().values_list("pk", flat=True))
        for note, vector in zip(notes, vectors, strict=True):
            if note.pk not in there:
                continue
            NoteVector.objects.update_or_create(
                note_id=note.pk,
                embedder=embedder.name,
                defaults={"digest": text_digest(note.text), "vector": _bytes(vector)},
            )
        live.publish(f"sorting:{meeting.uuid}", "vectors")


def _statements(meeting: Meeting, embedder: Embedder) -> int:
    kept = meeting.statement_vectors.filter(embedder=embedder.name)
    wanted = {text_digest(point.statement): point.statement for point in board_of(meeting=meeting).points.values()}
    known = set(kept.values_list("digest", flat=True))
    kept.exclude(digest__in=wanted).delete()
    new = {digest: statement for digest, statement in wanted.items() if digest not in known}
    for digest, statement in new.items():
        vector = _bytes(embed_point(embedder, statement))
        # Two workers may make the same one at once; the first is kept.
        StatementVector.objects.bulk_create(
            [StatementVector(meeting=meeting, embedder=embedder.name, digest=digest, vector=vector)],
            ignore_conflicts=True,
        )
    return len(new)


def _bytes(vectors: object) -> bytes:
    """Rows of 32-bit floats, little end first."""
    return np.asarray(vectors, dtype="<f4").tobytes()
