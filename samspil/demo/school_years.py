# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The holidays of the invented municipality, as most Danish schools have them: two hundred school days a year."""

import datetime as dt
from datetime import date

import holidays

from samspil.calendar import queries
from samspil.calendar.actions import holidays_set
from samspil.calendar.rules import DAY, Break
from samspil.core import clock


def load(*, now: dt.datetime) -> None:
    """For each school year that an officer can open."""
    for year in queries.years_shown(today=clock.today(now)):
        first = year.starts_on.year
        breaks = [_summer(first), *_within(first), _summer(first + 1)]
        seen = queries.digest(queries.breaks_of(year=year))
        holidays_set(year=year, breaks=breaks, seen=seen, by=None, now=now)


def _within(first: int) -> list[Break]:
    """Of the school year that begins in `first`."""
    second = first + 1
    easter = holidays.country_holidays("DK", years=second, language="da").get_named("Påskedag")[0]
    return [
        Break(date.fromisocalendar(first, 42, 1), date.fromisocalendar(first, 42, 5), "Efterårsferie"),
        Break(date(first, 12, 22), date(second, 1, 2), "Juleferie"),
        Break(date.fromisocalendar(second, 7, 1), date.fromisocalendar(second, 7, 5), "Vinterferie"),
        Break(easter - 6 * DAY, easter + DAY, "Påskeferie"),
        Break(easter + 40 * DAY, easter + 40 * DAY, "Dagen efter Kristi himmelfart"),
        Break(date(second, 6, 5), date(second, 6, 5), "Grundlovsdag"),
    ]


def _summer(year: int) -> Break:
    """From the last Saturday of June: six weeks and a weekend."""
    start = date(year, 6, 30) - DAY * ((date(year, 6, 30).weekday() - 5) % 7)
    return Break(start, start + 43 * DAY, "Sommerferie")
