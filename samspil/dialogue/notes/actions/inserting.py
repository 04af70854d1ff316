# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A note and its number in one round trip: ten tables wait in line for the meeting's row."""

from __future__ import annotations

from django.db import connection

from samspil.dialogue.meetings.actions import NEXT_NUMBER
from samspil.dialogue.notes.models import Note, NoteReading

_FIELDS = Note._meta.concrete_fields
_READING = NoteReading.note.field.remote_field
# A retry is no error to the database (ON CONFLICT DO NOTHING): its log would keep the statement with the words.
_INSERT = f"""
    WITH next AS ({NEXT_NUMBER}), note AS (
        INSERT INTO {Note._meta.db_table} ({", ".join(str(field.column) for field in _FIELDS)})
        SELECT {", ".join("note_count" if field.name == "number" else "%s" for field in _FIELDS)} FROM next
        ON CONFLICT DO NOTHING RETURNING number
    )
    SELECT note_count, (SELECT number FROM note) FROM next
"""  # noqa: S608 (only our own tables and columns are put in)


def note_insert(*, note: Note) -> bool | None:
    """Number the note and insert it, under the lock that closing takes: it cannot slip in behind a closed sorting.

    False when its UUID is taken, which leaves a number to roll back; None when sorting is closed. The meeting's row is
    held until the transaction ends.
    """
    values = [
        field.get_db_prep_save(getattr(note, field.attname), connection) for field in _FIELDS if field.name != "number"
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [note.meeting_id, *values])
        row = cursor.fetchone()
    if row is None:
        return None
    note.number, inserted = row
    note._state.adding = False
    # Nobody has read it yet, so nobody needs to look for a masked reading.
    _READING.set_cached_value(note, None)
    return inserted is not None
