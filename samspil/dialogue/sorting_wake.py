# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Waking the worker when there are new words to embed. Tasks lie above actions, so `apps.ready` names who is woken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from samspil.core.bell import Bell

if TYPE_CHECKING:
    from samspil.dialogue.models import Meeting
    from samspil.engines.sorting import Move

_bell = Bell()
register = _bell.register


def notes_arrived(*, meeting: Meeting) -> None:
    """After the commit: a note is acknowledged first, and understood afterwards."""
    _bell.ring(str(meeting.uuid))


def words_arrived(*, meeting: Meeting, moves: Sequence[Move]) -> None:
    """The same for statements, when one of the moves writes one."""
    if any(hasattr(move, "statement") for move in moves):
        notes_arrived(meeting=meeting)
