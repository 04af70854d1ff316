# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""When the demo's evenings are."""

from datetime import datetime, timedelta

from django.utils import timezone


def evening(now: datetime, days: int, hour: int = 17) -> datetime:
    """An evening `days` from now, in Danish time."""
    day = timezone.localtime(now).replace(hour=hour, minute=0, second=0, microsecond=0)
    return day + timedelta(days=days)
