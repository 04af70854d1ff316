# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What of a note others than its table and officers may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.dialogue.meetings.rules import asks_for_a_yes
from samspil.dialogue.notes.enums import Origin

if TYPE_CHECKING:
    from samspil.dialogue.notes.models import Note


def may_quote(note: Note) -> bool:
    """Whether the note's words may be published and shown on the screen. Without a yes it is counted, no more."""
    return note.quotable or note.origin != Origin.TABLE or not asks_for_a_yes(note.meeting)
