# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A round's clock as a page shows it. The server's clock rules; a device only counts on from what it was told."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

ZERO = timedelta()


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """`ends_at` while it runs; `paused_left` while it stands still; neither before it has begun or after it is over."""

    total: timedelta
    now: datetime
    ends_at: datetime | None = None
    paused_left: timedelta | None = None

    @property
    def left(self) -> timedelta:
        if self.paused_left is not None:
            return max(self.paused_left, ZERO)
        return max(self.ends_at - self.now, ZERO) if self.ends_at else ZERO

    @property
    def minutes_left(self) -> float:
        return self.left / timedelta(minutes=1)

    @property
    def total_minutes(self) -> int:
        return max(1, math.ceil(self.total / timedelta(minutes=1)))

    @property
    def digits(self) -> str:
        """08:24, rounded up so that 00:00 means that it is over."""
        seconds = math.ceil(self.left.total_seconds())
        return f"{seconds // 60:02d}:{seconds % 60:02d}"

    @property
    def whole_minutes(self) -> int:
        return math.ceil(self.left.total_seconds()) // 60

    @property
    def seconds(self) -> int:
        return math.ceil(self.left.total_seconds()) % 60

    @property
    def running(self) -> bool:
        return self.paused_left is None and self.ends_at is not None

    @property
    def ends_ms(self) -> str:
        return str(_milliseconds(self.ends_at)) if self.running and self.ends_at else ""

    @property
    def now_ms(self) -> str:
        return str(_milliseconds(self.now))
