# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What notes tell those above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core.hooks import after_commit, hook

if TYPE_CHECKING:
    from datetime import datetime

    from samspil.dialogue.meetings.models import Meeting
    from samspil.dialogue.notes.models import Note
    from samspil.people.persons.models import User


@hook
def note_changed(*, note: Note, by: User | None, now: datetime) -> None:
    """Its words were taken back, masked, erased, translated anew, or may not be quoted any more: whoever has copied
    them brings the copy in line. An edit is no such change: what was sent or is heard keeps the words of its day.

    The caller holds the meeting's row, as publishing does: a letter is published before the change or after it.
    """


@hook
def words_masked(*, note: Note, by: User | None, now: datetime) -> None:
    """Names in it were hidden, and may stand in what others have written. The caller holds the meeting's row."""


@hook
def note_rewritten(*, note: Note) -> None:
    """Its words were changed, or brought back: what is heard right now follows; what was sent keeps the words of its
    day. The caller holds the meeting's row.
    """


@after_commit
def words_arrived(*, meeting: Meeting) -> None:
    """There may be words without a vector: a note is acknowledged first, and understood afterwards."""


@after_commit
def drafts_wanted(*, meeting: Meeting) -> None:
    """An officer has asked for drafts in Danish. One that is lost costs a press more."""
