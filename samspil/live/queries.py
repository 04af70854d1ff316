# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Reading the numbers and events of channels."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from samspil.live.models import LiveChannel, LiveEvent


@dataclass(frozen=True, kw_only=True)
class EventRow:
    number: int
    kind: str
    data: dict[str, object]
    created_at: datetime


def last_numbers(channels: Collection[str]) -> dict[str, int]:
    """The latest committed number of each channel; 0 where nothing has been published."""
    known = dict(LiveChannel.objects.filter(name__in=channels).values_list("name", "last_number"))
    return {channel: known.get(channel, 0) for channel in channels}


def events_after(*, channel: str, number: int, limit: int = 1000) -> list[EventRow]:
    """Events of `channel` above `number`, in order. Older ones than the sweep keeps are gone."""
    rows = LiveEvent.objects.filter(channel_id=channel, number__gt=number).order_by("number", "pk")[:limit]
    return [EventRow(number=row.number, kind=row.kind, data=row.data, created_at=row.created_at) for row in rows]
