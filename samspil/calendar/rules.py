# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""School days, counted. Pure: the holidays are handed in, public holidays come from the library `holidays`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import holidays

DAY = dt.timedelta(days=1)
SATURDAY = 5
# A calendar that is closed for longer says nothing, and nobody looks further.
FURTHEST = 400


@dataclass(frozen=True, slots=True, order=True)
class Break:
    """Days without school, the last one included."""

    first: dt.date
    last: dt.date
    name: str

    @property
    def days(self) -> Iterable[dt.date]:
        return (self.first + DAY * number for number in range((self.last - self.first).days + 1))


class SchoolCalendar:
    """Which days are school days: neither a Saturday nor Sunday, nor a public holiday, nor in one of `breaks`."""

    def __init__(self, breaks: Iterable[Break]) -> None:
        self._closed = {day: one.name for one in sorted(breaks, reverse=True) for day in one.days}
        self._public = holidays.country_holidays("DK", language="da")

    def reason(self, day: dt.date) -> str:
        """What the day is called where it is a holiday or public holiday; "" for school days and plain weekends."""
        return self._closed.get(day) or self._public.get(day) or ""

    def is_school_day(self, day: dt.date) -> bool:
        return day.weekday() < SATURDAY and not self.reason(day)

    def on_or_after(self, day: dt.date) -> dt.date:
        """Where a deadline on `day` moves to: the same day, or the next school day."""
        days = (day + DAY * number for number in range(FURTHEST))
        return next((one for one in days if self.is_school_day(one)), day)

    def after(self, day: dt.date, school_days: int) -> dt.date:
        """The day that is so many school days after `day`; with 0 the day itself, or the next school day."""
        reached = self.on_or_after(day) if school_days <= 0 else day
        for _number in range(school_days):
            reached = self.on_or_after(reached + DAY)
        return reached

    def between(self, start: dt.date, end: dt.date) -> int:
        """The school days after `start`, up to and including `end`; below 0 where `end` lies before `start`."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_school_day(start + DAY * number) for number in range(1, (end - start).days + 1))
