# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The holidays of the municipality, and its calendar of school days."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from samspil.calendar.lines import written
from samspil.calendar.models import Holiday
from samspil.calendar.rules import Break, SchoolCalendar
from samspil.people.places.models import SchoolYear
from samspil.people.places.queries import first_year


def school_calendar() -> SchoolCalendar:
    """As the municipality has entered it up to now. One query."""
    return SchoolCalendar(_breaks(Holiday.objects.order_by("first_on", "pk")))


def breaks_of(*, year: SchoolYear) -> list[Break]:
    """What touches the school year, in order: a summer holiday touches two."""
    rows = Holiday.objects.filter(first_on__lt=year.ends_on, last_on__gte=year.starts_on)
    return sorted(_breaks(rows.order_by("first_on", "pk")))


def years_shown(*, today: dt.date) -> list[SchoolYear]:
    """The present school year and the next, and what has been entered beyond. A row that is not there yet is not saved.

    It is saved with its first holiday.
    """
    rows = {row.name: row for row in SchoolYear.objects.filter(ends_on__gt=today)}
    for first in (first_year(today), first_year(today) + 1):
        name = f"{first}-{first + 1}"
        rows.setdefault(name, SchoolYear(name=name, starts_on=dt.date(first, 8, 1), ends_on=dt.date(first + 1, 8, 1)))
    return sorted(rows.values(), key=lambda row: row.starts_on)


def digest(breaks: Iterable[Break]) -> str:
    """Tells whether somebody else has changed the list since it was opened."""
    return hashlib.sha256(written(breaks).encode()).hexdigest()[:16]


def _breaks(rows: Iterable[Holiday]) -> list[Break]:
    return [Break(row.first_on, row.last_on, row.name) for row in rows]
