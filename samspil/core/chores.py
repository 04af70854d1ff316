# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the worker looks after now and then, whatever feature it belongs to: work that a killed process left undone.

A task that is enqueued after a commit is quick and may be lost; a chore is slow and comes round again.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from samspil.core.hooks import hook

if TYPE_CHECKING:
    import datetime as dt

logger = logging.getLogger(__name__)


@hook
def look_after(*, now: dt.datetime) -> None:
    """Finds what is undone and enqueues it; called about twice a minute, so it must be cheap."""


@hook
def tidy(*, now: dt.datetime) -> None:
    """Throws away what has been kept for as long as its kind is kept; called once a day, and when the worker starts."""


def run_all(*, now: dt.datetime, daily: bool = False) -> None:
    """Run each chore; one that fails is logged and keeps nobody from the next."""
    for name, chore in (tidy if daily else look_after).functions.items():
        try:
            chore(now=now)
        except Exception:
            logger.exception("The chore %s", name)
