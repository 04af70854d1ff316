# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Waking the worker when a file waits. Tasks lie above actions, so `apps.ready` names who is woken."""

from collections.abc import Callable
from uuid import UUID

Waker = Callable[[str], None]

_wakers: list[Waker] = []


def register(waker: Waker) -> None:
    """`waker(run_uuid)` puts the work in the queue."""
    _wakers[:] = [waker]


def run_waits(uuid: UUID) -> None:
    """Called in the transaction of the row: the queue lies in the same database, so both are there or neither."""
    for waker in _wakers:
        waker(str(uuid))
