# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The municipality, and the school year of a day."""

import datetime as dt

from samspil.people.places.models import Municipality, SchoolYear

AUGUST = 8


def municipality() -> Municipality | None:
    """The municipality of this installation; None before it has been named."""
    return Municipality.objects.first()


def first_year(day: dt.date) -> int:
    """The year in which the school year of `day` begins, on 1 August."""
    return day.year - (day.month < AUGUST)


def school_year_on(*, day: dt.date) -> SchoolYear | None:
    return SchoolYear.objects.filter(starts_on__lte=day, ends_on__gt=day).first()
