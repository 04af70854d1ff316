# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Holidays as somebody writes them, or as a file holds them: one a line, »Efterårsferie; 12.10.2026; 16.10.2026«."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from samspil.calendar.rules import Break
from samspil.core import clock
from samspil.core.errors import Refused

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
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").upper().startswith(b"BEGIN:VCALENDAR"):
        return written(_events(content))
    text = _decoded(content)
    rows = list(csv.reader(text.splitlines(), delimiter=_delimiter(text)))
    lines = ["; ".join(cell.strip() for cell in row if cell.strip()) for row in rows]
    lines = [line for line in lines if line]
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


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel in Danish writes.
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    return max(";\t,", key=text.count)


def _events(content: bytes) -> list[Break]:
    from icalendar import Calendar  # noqa: PLC0415 (a third of a second in every process)

    try:
        events = Calendar.from_ical(content).walk("VEVENT")
        return [found for event in events[: MOST_LINES + 1] if (found := _event(event))]
    except ValueError as error:
        raise Refused(_("Kalenderfilen kan ikke læses."), code="holidays-file-ics") from error


def _event(event: object) -> Break | None:
    first, end = _of_event(event, "DTSTART"), _of_event(event, "DTEND")
    if first is None:
        return None
    # The end of a whole day is the day after.
    last = max(first, end - dt.timedelta(days=1)) if end else first
    name = " ".join(str(event.get("SUMMARY", "")).replace(";", ",").split())[:NAME_LENGTH]  # type: ignore[attr-defined]  # icalendar's Event
    return Break(first, last, name or _("Ferie"))


def _of_event(event: object, name: str) -> dt.date | None:
    value = event.get(name)  # type: ignore[attr-defined]  # icalendar's Event
    at = getattr(value, "dt", None)
    if isinstance(at, dt.datetime):
        # With a zone it is a moment; without one it is what a clock on the wall shows there.
        here = clock.local(at) if at.tzinfo else at.replace(tzinfo=clock.HOUSE_ZONE)
        # An end at ten o'clock is on that day, and one at midnight on the day before.
        return clock.today(here) + dt.timedelta(days=name == "DTEND" and here.time() != dt.time())
    return at if isinstance(at, dt.date) else None
