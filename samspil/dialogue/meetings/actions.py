# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What every slice may do with a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting


# One round trip where the ORM needs two: ten tables wait in line for this row.
NEXT_NUMBER = """
    UPDATE dialogue_meeting SET note_count = note_count + 1 WHERE id = %s AND sorting_closed_at IS NULL
    RETURNING note_count
"""


def reserve_note_number(*, meeting: Meeting) -> int | None:
    """The next note's number, None when sorting is closed; holds the meeting's row until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [meeting.pk])
        row = cursor.fetchone()
    return row[0] if row else None
