# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""How Samspil writes dates, times and numbers in the reader's language; Danish as in LOOK: 07.10.2026, kl. 17.00, uge
41, 1.240.

Every moment is shown in the municipality's time (`TIME_ZONE`), whatever zone it was given in.
"""

from datetime import date, datetime, time
from decimal import Decimal

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext

MEGABYTE = 1_000_000
KILOBYTE = 1_000


def local(moment: datetime) -> datetime:
    """The moment as the clock on the wall shows it; a naive one is taken to be that already."""
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _day(value: date) -> date:
    return local(value).date() if isinstance(value, datetime) else value


def short_date(value: date) -> str:
    """07.10.2026"""
    return f"{_day(value):%d.%m.%Y}"


def long_date(value: date, *, year: bool = False) -> str:
    """onsdag 7. oktober (2026)"""
    pattern = "l j. F" if (get_language() or "da").startswith("da") else "l j F"
    return formats.date_format(_day(value), pattern + (" Y" if year else ""))


def clock_time(value: datetime | time) -> str:
    """17.00"""
    shown = local(value).time() if isinstance(value, datetime) else value
    return f"{shown:%H.%M}"


def span(start: datetime | time, end: datetime | time) -> str:
    """17.00–19.30"""
    return f"{clock_time(start)}–{clock_time(end)}"


def week(value: date) -> int:
    """The ISO week number: Danish schools count weeks."""
    return _day(value).isocalendar().week


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """1.240 and 2,1 in Danish and Arabic; 1,240 and 2.1 in English."""
    places = decimals if decimals is not None else 0 if float(value).is_integer() else 1
    text = f"{value:,.{places}f}"
    if (get_language() or "da").startswith("en"):
        return text
    return text.translate(str.maketrans(",.", ".,"))


def file_size(size: int) -> str:
    """2,1 MB; 340 kB. Never more precise than a reader needs."""
    if size >= MEGABYTE:
        return f"{number(size / MEGABYTE, 1)} MB"
    return f"{number(max(1, round(size / KILOBYTE)))} kB"


def quoted(text: str) -> str:
    """The text in the quotation marks of the reader's language; the text itself is not touched."""
    marks = {"da": "»«", "ar": "«»", "en": "“”"}.get((get_language() or "da")[:2], "»«")
    return f"{marks[0]}{text}{marks[1]}"


def minutes(value: int) -> str:
    """10 min."""
    return ngettext("%(number)s min.", "%(number)s min.", value) % {"number": number(value)}
