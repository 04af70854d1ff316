# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The one writer of calendar files (RFC 5545), published, changed and called off as RFC 5546 says.

Moments are written in UTC, so no file needs a time zone of its own; a day without a time is a whole day. Nobody is an
ATTENDEE: the answer is given on a page, and no calendar shall send another one to the mailbox mails come from.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CONTENT_TYPE = "text/calendar; charset=utf-8"


class Method(StrEnum):
    """What a calendar shall do with the file. PUBLISH also brings a change, by its higher SEQUENCE."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One meeting as a calendar knows it. `uid` never changes; `sequence` grows with each change of day or place."""

    uid: str
    summary: str
    starts: date | datetime
    ends: datetime | None = None
    place: str = ""
    text: str = ""
    sequence: int = 0
    changed_at: datetime | None = None
    called_off: bool = False


def one(entry: Entry, *, now: datetime) -> bytes:
    """A file with one entry: a CANCEL where it is called off."""
    method = Method.CANCEL if entry.called_off else Method.PUBLISH
    return _written(_calendar(method), [entry], now=now)


def subscription(entries: Iterable[Entry], *, name: str, every: timedelta, now: datetime) -> bytes:
    """A file that a calendar fetches again and again; what is called off stays in it and says so."""
    from icalendar import vText  # noqa: PLC0415 (a third of a second in every process)

    calendar = _calendar(Method.PUBLISH)
    # The first two are RFC 7986; the others are what older calendars read.
    calendar.add("name", _plain(name))
    calendar.add("refresh-interval", every, parameters={"VALUE": "DURATION"})
    calendar.add("x-wr-calname", vText(_plain(name)))
    calendar.add("x-published-ttl", f"PT{int(every.total_seconds() // 60)}M")
    return _written(calendar, entries, now=now)


def redacted(content: bytes, redact: Callable[[str], str]) -> bytes:
    """A file of ours with `redact` used on what its entries say; the same bytes where it changes nothing."""
    from icalendar import Calendar, vText  # noqa: PLC0415 (a third of a second in every process)

    calendar, changed = Calendar.from_ical(content), False
    for entry in calendar.walk("VEVENT"):
        for name in ("summary", "description", "location"):
            said = str(entry.get(name, ""))
            if said and (new := redact(said)) != said:
                entry[name], changed = vText(new), True
    return bytes(calendar.to_ical()) if changed else content


def _calendar(method: Method) -> Any:
    from icalendar import Calendar  # noqa: PLC0415 (a third of a second in every process)

    calendar = Calendar()
    calendar.add("prodid", "-//Samspil//Samspil//DA")
    calendar.add("version", "2.0")
    calendar.add("method", str(method))
    return calendar


def _written(calendar: Any, entries: Iterable[Entry], *, now: datetime) -> bytes:
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def _event(entry: Entry, now: datetime) -> Any:
    from icalendar import Event, vCalAddress  # noqa: PLC0415 (as above)

    name, address = parseaddr(settings.MAIL_FROM)
    organizer = vCalAddress(f"mailto:{address}")
    if name:
        organizer.params["CN"] = name
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("organizer", organizer)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.called_off else "CONFIRMED")
    event.add("summary", _plain(entry.summary))
    event.add("dtstart", _moment(entry.starts))
    if entry.ends is not None:
        event.add("dtend", _moment(entry.ends))
    if entry.changed_at is not None:
        event.add("last-modified", entry.changed_at.astimezone(UTC))
    for field, words in (("location", entry.place), ("description", entry.text)):
        if words:
            event.add(field, _plain(words))
    return event


def _moment(value: date | datetime) -> date | datetime:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _plain(words: str) -> str:
    """With one kind of line end, and without the controls that no text of a calendar may hold."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})
