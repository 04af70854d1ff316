# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Waking the worker when there are new words to embed. Tasks lie above actions, so `apps.ready` names who is woken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from samspil.dialogue.models import Meeting
    from samspil.engines.sorting import Move

Waker = Callable[[str], None]

_wakers: list[Waker] = []


def register(waker: Waker) -> None:
    """`waker(meeting_uuid)` puts the work in the queue."""
    _wakers[:] = [waker]


def notes_arrived(*, meeting: Meeting) -> None:
    """After the commit: a note is acknowledged first, and understood afterwards."""
    uuid = str(meeting.uuid)
    for waker in _wakers:
        transaction.on_commit(partial(waker, uuid), robust=True)


def words_arrived(*, meeting: Meeting, moves: Sequence[Move]) -> None:
    """The same for statements, when one of the moves writes one."""
    if any(hasattr(move, "statement") for move in moves):
        notes_arrived(meeting=meeting)
