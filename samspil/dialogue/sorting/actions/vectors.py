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
from samspil.dialogue.sorting.queries.understood import notes_without_vector
from samspil.engines.sorting import text_digest
from samspil.engines.themes import Embedder, embed_point

# Notes between two looks at what is new: a desk that is open sees the suggestions come in, and a point that was just
# written waits no longer than these.
BATCH = 8


def words_embed(*, meeting: UUID, embedder: Embedder, most: int | None = None) -> int:
    """Make the vectors that are missing or belong to older words, and tell the desk. Returns how many were made.

    Statements come first, also those written meanwhile: every note is compared with them. Then the notes that an
    officer has before them, then the others; at most about `most` notes, so that another meeting has its turn.
    """
    found = Meeting.objects.filter(uuid=meeting).first()
    if found is None:
        return 0
    made = _statements(found, embedder)
    while (most is None or made < most) and (batch := notes_without_vector(meeting=found, embedder=embedder.name)):
        made += _notes(found, batch[:BATCH], embedder) + _statements(found, embedder)
    return made


def _notes(meeting: Meeting, notes: list[tuple[Note, str]], embedder: Embedder) -> int:
    # The slow part stands outside the transaction.
    vectors = embedder.embed_notes([words for _note, words in notes])
    with transaction.atomic():
        # Those erased meanwhile must not come back as a vector.
        asked = Note.objects.filter(pk__in=[note.pk for note, _words in notes], erased_at__isnull=True)
        there = set(asked.order_by("pk").select_for_update().values_list("pk", flat=True))
        for (note, words), vector in zip(notes, vectors, strict=True):
            if note.pk not in there:
                continue
            NoteVector.objects.update_or_create(
                note_id=note.pk,
                embedder=embedder.name,
                defaults={"digest": text_digest(words), "vector": _bytes(vector)},
            )
        live.publish(f"sorting:{meeting.uuid}", "vectors")
    return len(notes)


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
