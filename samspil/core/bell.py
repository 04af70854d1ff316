# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Waking the worker after a commit. Tasks lie above actions, so `AppConfig.ready` names who is woken."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

Waker = Callable[[str], None]


class Bell:
    """Rung by actions, heard by one task. A ring may be lost with its process: what waits is found again by a chore."""

    def __init__(self) -> None:
        self._waker: Waker | None = None

    def register(self, waker: Waker) -> None:
        """`waker(key)` puts the work in the queue; the latest registered is the one that is called."""
        self._waker = waker

    def ring(self, key: str) -> None:
        """When the caller's transaction has committed; nothing of it when that is rolled back."""
        waker = self._waker
        if waker is None:
            return

        # A function and no partial: Django names what failed by its __qualname__, and would fail itself without one.
        def wake() -> None:
            waker(key)

        transaction.on_commit(wake, robust=True)
