# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Holidays as somebody writes them, or as a file holds them: one a line, »Efterårsferie; 12.10.2026; 16.10.2026«."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samspil.calendar.rules import Break
from samspil.core import clock
from samspil.core.errors import Refused
from samspil.core.written import as_written
from samspil.people.importing.files.decoding import UnreadableError, cells, decode

if TYPE_CHECKING:
    from icalendar import Component

MOST_LINES, MOST_BYTES, MOST_DAYS, NAME_LENGTH = 200, 300_000, 100, 60
_DATE = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./-] ?(\d{1,2})[./-] ?(\d{4}))\Z", re.ASCII)
_SEPARATOR = re.compile(r"[;\t]")


def written(breaks: Iterable[Break]) -> str:
    """The lines that `read` reads back to the same breaks."""
    return "\n".join(
        f"{one.name}; {_day(one.first)}" + (f"; {_day(one.last)}" if one.last > one.first else "")
        for one in sorted(breaks)
    )


def read(text: str) -> tuple[list[Break], list[str]]:
    """The breaks, each once and in order, and a sentence for each line that says none. Empty lines are passed over."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        return [], [
            _("Der er %(count)s linjer. Der er plads til %(most)s.") % {"count": len(lines), "most": MOST_LINES}
        ]
    found: set[Break] = set()
    problems: list[str] = []
    for number, line in lines:
        try:
            found.add(_break([part.strip() for part in _SEPARATOR.split(line)]))
        except Refused as refusal:
            problems.append(_("Linje %(number)s: %(why)s") % {"number": number, "why": refusal})
    return sorted(found), problems


def from_file(content: bytes) -> str:
    """The lines of a CSV or .ics file, for somebody to look through.

    What is no holiday stands there too, so that nothing is left out unseen. Raises Refused where nothing can be read.
    """
    if len(content) > MOST_BYTES:
        raise Refused(_("Filen er for stor. En liste over ferier fylder højst 300 kB."), code="holidays-file-large")
    try:
        text = decode(content)
        if text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
            return _events(text)
        lines = ["; ".join(cell for cell in row if cell) for _line, row in cells(text)]
    except UnreadableError as error:
        raise Refused(str(error), code="holidays-file-unreadable") from error
    if len(lines) > 1 and read(lines[0])[1] and not read(lines[1])[1]:
        # Headings.
        lines = lines[1:]
    if not lines:
        raise Refused(_("Filen er tom."), code="holidays-file-empty")
    return "\n".join(lines)


def together(kept: str, read_in: str) -> str:
    """Both, each line once, in the order they stand."""
    return "\n".join(
        dict.fromkeys(line.strip() for line in [*kept.splitlines(), *read_in.splitlines()] if line.strip())
    )


def _break(parts: Sequence[str]) -> Break:
    name, *days = [part for part in parts if part] or [""]
    name = " ".join(as_written(name).split())
    if not name or len(days) not in {1, 2}:
        raise Refused(_("Skriv navn; første dag; sidste dag."), code="holiday-line")
    if len(name) > NAME_LENGTH:
        raise Refused(_("Navnet er for langt. Der er plads til 60 tegn."), code="holiday-name")
    first, last = read_day(days[0]), read_day(days[-1])
    if not 0 <= (last - first).days < MOST_DAYS:
        raise Refused(_("En ferie slutter, efter den er begyndt, og varer højst 100 dage."), code="holiday-order")
    return Break(first, last, name)


def read_day(text: str) -> dt.date:
    """Of »12.10.2026«, »12/10-2026« or »2026-10-12«. Raises Refused."""
    match = _DATE.match(text)
    try:
        if match:
            year, month, day = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
            found = dt.date(int(year), int(month), int(day))
            if 2000 <= found.year < 2200:
                return found
    except ValueError:
        pass
    raise Refused(_("»%(text)s« er ikke en dato som 12.10.2026.") % {"text": text[:30]}, code="holiday-date")


def _day(day: dt.date) -> str:
    return f"{day:%d.%m.%Y}"


def _events(text: str) -> str:
    """The lines of a calendar: of an entry that says no days of its own, or is repeated, the name alone."""
    from icalendar import Calendar  # noqa: PLC0415 (a third of a second in every process)

    try:
        events = Calendar.from_ical(text).walk("VEVENT")
        standing = [event for event in events if str(event.get("STATUS", "")).upper() != "CANCELLED"]
        found = [(_name(event), _days(event)) for event in standing[: MOST_LINES + 1]]
    except (ValueError, OverflowError) as error:
        raise Refused(_("Kalenderfilen kan ikke læses."), code="holidays-file-ics") from error
    if not found:
        raise Refused(_("Der er ingen ferier i kalenderfilen."), code="holidays-file-empty")
    whole = written(Break(*days, name) for name, days in found if days)
    return "\n".join([*whole.splitlines(), *(name for name, days in found if not days)])


def _name(event: Component) -> str:
    said = event.get("SUMMARY", "")
    # An entry that says it twice.
    said = said[0] if isinstance(said, list) else said
    return " ".join(as_written(str(said)).replace(";", ",").split())[:NAME_LENGTH] or _("Ferie")


def _days(event: Component) -> tuple[dt.date, dt.date] | None:
    begins, lasts = _value(event, "DTSTART"), _value(event, "DURATION")
    first, end = _day_of(begins, "DTSTART"), _day_of(_value(event, "DTEND"), "DTEND")
    if first is None or "RRULE" in event or "RDATE" in event:
        return None
    if end is None and isinstance(begins, dt.date) and isinstance(lasts, dt.timedelta):
        end = _day_of(begins + lasts, "DTEND")
    # The end of a whole day is the day after.
    return first, max(first, end - dt.timedelta(days=1)) if end else first


def _value(event: Component, name: str) -> object:
    return getattr(event.get(name), "dt", None)


def _day_of(at: object, name: str) -> dt.date | None:
    if isinstance(at, dt.datetime):
        # With a zone it is a moment; without one it is what a clock on the wall shows there.
        here = clock.local(at) if at.tzinfo else at.replace(tzinfo=clock.HOUSE_ZONE)
        # An end at ten o'clock is on that day, and one at midnight on the day before.
        return clock.today(here) + dt.timedelta(days=name == "DTEND" and here.time() != dt.time())
    return at if isinstance(at, dt.date) else None
