# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The only reading of the clock; everything else is handed a time."""

import datetime as dt
from zoneinfo import ZoneInfo

HOUSE_ZONE = ZoneInfo("Europe/Copenhagen")


def now() -> dt.datetime:
    """This moment, aware, in UTC: what is stored."""
    return dt.datetime.now(dt.UTC)


def local(at: dt.datetime) -> dt.datetime:
    """The same moment as a clock on a Danish wall shows it."""
    return at.astimezone(HOUSE_ZONE)


def today(at: dt.datetime) -> dt.date:
    """The Danish calendar day of `at`; an hour after midnight in July is still yesterday in UTC."""
    return local(at).date()
