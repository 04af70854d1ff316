# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0

from samspil.dialogue.notes.models.echo import Echo
from samspil.dialogue.notes.models.note import Note, NoteReading, NoteRevision, NoteTranslation
from samspil.dialogue.notes.models.paper import PaperSheet

__all__ = [
    "Echo",
    "Note",
    "NoteReading",
    "NoteRevision",
    "NoteTranslation",
    "PaperSheet",
]
