# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A calendar file read by the rules alone (RFC 5545 and 5546), without the library that wrote it."""

import dataclasses
import datetime as dt
import re

# RFC 5546, 3.2.1 and 3.2.5: what each of the two must have exactly once; neither may name who is asked.
REQUIRED = {
    "PUBLISH": {"DTSTAMP", "DTSTART", "ORGANIZER", "SUMMARY", "UID", "SEQUENCE"},
    "CANCEL": {"DTSTAMP", "ORGANIZER", "UID", "SEQUENCE", "STATUS"},
}
ONCE = {"DTSTAMP", "DTSTART", "DTEND", "ORGANIZER", "SUMMARY", "UID", "SEQUENCE", "STATUS", "LOCATION", "DESCRIPTION"}
NAME = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*))*):")


@dataclasses.dataclass
class Read:
    method: str
    calendar: dict[str, str]
    events: list[dict[str, str]]


def read(content: bytes) -> Read:
    """The file's properties as they were written, each checked against the rules."""
    lines = _unfolded(content)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    found = Read("", {}, [])
    holder = found.calendar
    for line in lines[1:-1]:
        match = NAME.match(line)
        assert match, line
        name, value = match[1], line[match.end() :]
        if line == "BEGIN:VEVENT":
            holder = {}
            found.events.append(holder)
        elif line == "END:VEVENT":
            holder = found.calendar
        else:
            assert name not in holder, f"{name} twice"
            holder[name] = value
            _check_time(name, match[2], value)
    found.method = found.calendar["METHOD"]
    assert found.calendar["VERSION"] == "2.0"
    assert found.calendar["PRODID"]
    for event in found.events:
        missing = REQUIRED[found.method] - event.keys()
        assert not missing, missing
        assert "ATTENDEE" not in event
        assert found.method != "CANCEL" or event["STATUS"] == "CANCELLED"
        assert event["ORGANIZER"].startswith("mailto:")
    return found


def text(value: str) -> str:
    """A TEXT as its writer meant it (RFC 5545, 3.3.11)."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value), "a bare comma or semicolon"
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)


def _unfolded(content: bytes) -> list[str]:
    assert content.endswith(b"\r\n")
    raw = content.removesuffix(b"\r\n").split(b"\r\n")
    for line in raw:
        assert len(line) <= 75, line
        assert b"\n" not in line
        assert b"\r" not in line
        # A fold may not stand inside a letter, though 3.1 would allow it: not every reader joins before it decodes.
        line.decode()
    return b"\r\n".join(raw).replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode().split("\r\n")


def _check_time(name: str, parameters: str, value: str) -> None:
    if name not in {"DTSTAMP", "DTSTART", "DTEND", "LAST-MODIFIED"}:
        return
    if "VALUE=DATE" in parameters.split(";"):
        dt.datetime.strptime(value, "%Y%m%d")  # noqa: DTZ007 (a day)
    else:
        # Without a VTIMEZONE only UTC says when.
        assert "TZID" not in parameters
        dt.datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
