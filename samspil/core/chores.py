# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the worker looks after now and then, whatever feature it belongs to: work that a killed process left undone.

A feature registers its chore when the apps are ready. Waking by a task is quick and may be lost; a chore is slow and
comes round again.
"""

import datetime as dt
import logging
from collections.abc import Callable

Chore = Callable[[dt.datetime], object]

logger = logging.getLogger(__name__)
_chores: dict[str, Chore] = {}


def register(name: str, chore: Chore) -> None:
    """`chore(now)` finds what is undone and queues it; it is called about twice a minute and must be cheap."""
    _chores[name] = chore


def run_all(*, now: dt.datetime) -> None:
    """Run each chore; one that fails is logged and keeps nobody from the next."""
    for name, chore in _chores.items():
        try:
            chore(now)
        except Exception:
            logger.exception("The chore %s", name)
