# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Waking the worker from an action. Tasks lie above actions, so `apps.ready` tells who is to be woken."""

import datetime as dt
from collections.abc import Callable

Waker = Callable[[dt.datetime | None], None]

_wakers: list[Waker] = []


def register(waker: Waker) -> None:
    _wakers[:] = [waker]


def worker(*, at: dt.datetime | None = None) -> None:
    """Wakes the worker at `at`, or at once. Called in the transaction, whose commit makes the call be heard.

    The queue lies in the same database, so the call and the rows it is about come together or not at all.
    """
    for waker in _wakers:
        waker(at)
