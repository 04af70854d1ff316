# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Keeping the tables small."""

from datetime import datetime, timedelta

from samspil.live.models import LiveEvent

KEPT = timedelta(days=14)


def events_sweep(*, now: datetime, kept: timedelta = KEPT) -> int:
    """Delete events older than `kept` and return how many. The channels keep their numbers, so nobody starts over."""
    deleted, _ = LiveEvent.objects.filter(created_at__lt=now - kept).delete()
    return deleted
