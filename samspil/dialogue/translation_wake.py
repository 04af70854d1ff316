# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Waking the worker to ask for drafts in Danish. Tasks lie above actions, so `apps.ready` names who is woken."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from samspil.dialogue.models import Meeting

Waker = Callable[[str], None]

_wakers: list[Waker] = []


def register(waker: Waker) -> None:
    """`waker(meeting_uuid)` puts the work in the queue."""
    _wakers[:] = [waker]


def drafts_wanted(*, meeting: Meeting) -> None:
    """After the commit. A wake that is lost costs a press more."""
    for waker in _wakers:
        transaction.on_commit(partial(waker, str(meeting.uuid)), robust=True)
