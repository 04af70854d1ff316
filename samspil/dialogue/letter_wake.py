# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Waking the worker when a letter is published. Tasks lie above actions, so `apps.ready` names who is woken."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from samspil.dialogue.models import LetterVersion

Waker = Callable[[str], None]

_wakers: list[Waker] = []


def register(waker: Waker) -> None:
    """`waker(version_uuid)` puts the work in the queue."""
    _wakers[:] = [waker]


def letter_published(*, version: LetterVersion) -> None:
    """After the commit. A wake that is lost is made good by the worker's chore."""
    for waker in _wakers:
        transaction.on_commit(partial(waker, str(version.uuid)), robust=True)
