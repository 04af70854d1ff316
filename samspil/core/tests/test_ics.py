# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Calendar files, read by the library and by the rules of RFC 5545 and 5546."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from samspil.core import ics
from samspil.core.clock import HOUSE_ZONE
from samspil.core.tests import rfc5545

NOW = dt.datetime(2026, 11, 2, 9, 30, tzinfo=dt.UTC)
STARTS = dt.datetime(2027, 3, 15, 19, tzinfo=HOUSE_ZONE)
ENTRY = ics.Entry(
    uid="a@samspil", summary="Mødet", starts=STARTS, ends=STARTS + dt.timedelta(hours=2), place="Kantinen"
)
ODD = [
    "Møde\nom trivsel",
    "Møde\r\nog mere",
    'ja, nej; måske: \\n \\, "citat"',
    "🌱👨‍👩‍👧‍👦" * 40,
    "اجتماع حوار حول رفاه الأطفال، المدرسة والبيت " * 4,
    "BEGIN:VEVENT\r\nEND:VCALENDAR",
    "x\x00\x07\x0b\x0c\x1c\x85\u2028y\u2029z",
    "æ" * 200,
    " ",
]


def _parsed(content: bytes):
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


@pytest.mark.parametrize("title", ODD)
def test_odd_words_are_read_as_they_were_written(title):
    _reads_back(title)


@given(st.text(max_size=300))
def test_all_words_are_read_as_they_were_written(title):
    _reads_back(title)


def _reads_back(title: str) -> None:
    entry = dataclasses.replace(ENTRY, summary=title, place=title, text=title)
    content = ics.one(entry, now=NOW)
    (event,) = rfc5545.read(content).events
    kept = ics._plain(title)
    assert rfc5545.text(event["SUMMARY"]) == kept
    assert rfc5545.text(event.get("LOCATION", "")) == kept
    assert rfc5545.text(event.get("DESCRIPTION", "")) == kept
    assert _parsed(content)["UID"] == "a@samspil"


@given(st.integers(1_577_836_800, 4_070_908_800), st.timezones())
def test_a_moment_is_the_same_moment_whatever_zone_it_came_in(seconds, zone):
    starts = dt.datetime.fromtimestamp(seconds, zone)
    content = ics.one(dataclasses.replace(ENTRY, starts=starts, ends=None), now=NOW)
    rfc5545.read(content)
    assert _parsed(content).decoded("DTSTART") == starts.astimezone(dt.UTC)


def test_danish_summer_and_winter_time_are_written_in_utc():
    summer = dataclasses.replace(ENTRY, starts=dt.datetime(2027, 6, 15, 19, tzinfo=HOUSE_ZONE), ends=None)
    assert b"DTSTART:20270315T180000Z" in ics.one(ENTRY, now=NOW)
    assert b"DTSTART:20270615T170000Z" in ics.one(summer, now=NOW)


def test_a_day_without_a_time_is_a_whole_day():
    (event,) = rfc5545.read(ics.one(dataclasses.replace(ENTRY, starts=dt.date(2027, 3, 15), ends=None), now=NOW)).events
    assert (event["DTSTART"], "DTEND" in event) == ("20270315", False)


def test_what_is_called_off_is_a_cancel_of_the_same_entry():
    (before,) = rfc5545.read(ics.one(ENTRY, now=NOW)).events
    cancel = rfc5545.read(ics.one(dataclasses.replace(ENTRY, sequence=1, called_off=True), now=NOW))
    (after,) = cancel.events
    assert cancel.method == "CANCEL"
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_a_subscription_holds_all_and_says_what_is_called_off():
    entries = [ENTRY, dataclasses.replace(ENTRY, uid="b@samspil", called_off=True, changed_at=NOW)]
    content = ics.subscription(entries, name="Åskolen, møder", every=dt.timedelta(hours=4), now=NOW)
    found = rfc5545.read(content)
    assert [event["STATUS"] for event in found.events] == ["CONFIRMED", "CANCELLED"]
    assert rfc5545.text(found.calendar["X-WR-CALNAME"]) == "Åskolen, møder"
    assert found.calendar["REFRESH-INTERVAL"] == "PT4H"
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 2


def test_an_empty_subscription_is_a_calendar_too():
    assert rfc5545.read(ics.subscription([], name="Møder", every=dt.timedelta(hours=4), now=NOW)).events == []
