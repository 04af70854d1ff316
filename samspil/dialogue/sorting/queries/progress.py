# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How far the sorting is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samspil.dialogue.sorting.queries.board import desk_board_for

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.done


def sorting_progress(*, meeting: Meeting) -> Progress:
    """Notes that are placed or set aside, of all that were not taken back."""
    sorting = desk_board_for(meeting=meeting)
    total = sum(1 for note in sorting.notes.values() if note.withdrawn_at is None)
    return Progress(total - len(sorting.missing), total)
