# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a meeting may say about those who were there (promise 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core import anonymity
from samspil.dialogue.enums import MeetingKind, Origin

if TYPE_CHECKING:
    from samspil.dialogue.models import Meeting, Note


def is_small(*, meeting: Meeting, tables: int) -> bool:
    """Whether its figures would point at families: a class meeting, or fewer tables than five."""
    return meeting.kind == MeetingKind.CLASS or tables < anonymity.SMALLEST


def asks_for_a_yes(meeting: Meeting) -> bool:
    """Whether a table says for each note if its words may be published: in a class everybody knows everybody."""
    return meeting.kind == MeetingKind.CLASS


def may_quote(note: Note) -> bool:
    """Whether the note's words may be published and shown on the screen. Without a yes it is counted, no more."""
    return note.quotable or note.origin != Origin.TABLE or not asks_for_a_yes(note.meeting)
