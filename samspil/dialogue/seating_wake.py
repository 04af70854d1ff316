# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Waking the worker when a seating plan is asked for. Tasks lie above actions, so `apps.ready` names who is woken."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from samspil.dialogue.models import SeatingPlan

Waker = Callable[[str], None]

_wakers: list[Waker] = []


def register(waker: Waker) -> None:
    """`waker(plan_uuid)` puts the work in the queue."""
    _wakers[:] = [waker]


def plan_waits(*, plan: SeatingPlan) -> None:
    """After the commit. A wake that is lost is made good by the worker's chore."""
    for waker in _wakers:
        transaction.on_commit(partial(waker, str(plan.uuid)), robust=True)
