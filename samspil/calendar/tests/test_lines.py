# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Holidays as people write them, and as files hold them."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.calendar import lines
from samspil.calendar.rules import DAY, Break
from samspil.core.errors import Refused
from samspil.core.written import as_written

AUTUMN = Break(dt.date(2026, 10, 12), dt.date(2026, 10, 16), "Efterårsferie")
CONSTITUTION = Break(dt.date(2027, 6, 5), dt.date(2027, 6, 5), "Grundlovsdag")

# As a row keeps them.
letters = st.characters(codec="utf-8", categories=["L", "N"])
names = st.text(letters, min_size=1, max_size=20).map(as_written).filter(bool)


@st.composite
def breaks(draw):
    first = draw(st.dates(dt.date(2000, 1, 1), dt.date(2190, 1, 1)))
    return Break(first, first + DAY * draw(st.integers(0, 99)), draw(names))


@given(st.lists(breaks(), unique=True, max_size=10))
def test_what_is_written_is_read_back(found):
    assert lines.read(lines.written(found)) == (sorted(found), [])


@given(st.text())
def test_whatever_is_typed_is_read_or_each_line_is_named(text):
    found, problems = lines.read(text)

    written = [line for line in text.splitlines() if line.strip()]
    assert len(problems) <= max(len(written), 1)
    assert bool(written) == bool(found or problems)


@given(st.binary(max_size=400))
def test_whatever_is_sent_is_read_or_refused(content):
    with contextlib.suppress(Refused):
        assert isinstance(lines.from_file(content), str)


@pytest.mark.parametrize(
    "line",
    [
        "Efterårsferie; 12.10.2026; 16.10.2026",
        "Efterårsferie;12/10-2026;2026-10-16",
        "Efterårsferie\t12-10-2026\t16.10.2026",
    ],
)
def test_the_ways_people_write_a_date(line):
    assert lines.read(line) == ([AUTUMN], [])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Efterårsferie", "Skriv navn; første dag; sidste dag."),
        ("Ferie; 16.10.2026; 12.10.2026", "slutter, efter den er begyndt"),
        ("Ferie; 31.02.2026", "»31.02.2026« er ikke en dato"),
        ("Ferie; 1.1.0001", "er ikke en dato"),
        ("Ferie; 01.08.2026; 31.07.2027", "højst 100 dage"),
        ("F" * 61 + "; 1.8.2026", "for langt"),
        ("Ferie; ١.٨.٢٠٢٦", "er ikke en dato"),
    ],
)
def test_a_line_that_says_no_holiday_is_named_by_its_number(line, said):
    found, (problem,) = lines.read(f"Efterårsferie; 12.10.2026; 16.10.2026\n\n{line}")

    assert found == [AUTUMN]
    assert problem.startswith("Linje 3: ")
    assert said in problem


def test_a_csv_of_excel_with_headings_is_read():
    content = "Navn;Fra;Til\r\nEfterårsferie;12-10-2026;16-10-2026\r\n;;\r\nGrundlovsdag;05-06-2027;\r\n".encode(
        "cp1252"
    )

    assert lines.read(lines.from_file(content)) == ([AUTUMN, CONSTITUTION], [])


@pytest.mark.parametrize(
    ("first", "end"),
    [
        (";VALUE=DATE:20270605", ";VALUE=DATE:20270606"),
        (":20270605T000000", ":20270606T000000"),
        (":20270604T220000Z", ":20270605T220000Z"),
        (":20270605T080000", ":20270605T140000"),
    ],
)
def test_a_calendar_file_is_read_with_its_last_day(first, end):
    event = "BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{name}\r\nDTSTART{first}\r\nDTEND{end}\r\nEND:VEVENT\r\n"
    content = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
        + event.format(uid=1, name="Efterårsferie", first=";VALUE=DATE:20261012", end=";VALUE=DATE:20261017")
        + event.format(uid=2, name="Grundlovsdag", first=first, end=end)
        + "END:VCALENDAR\r\n"
    )

    assert lines.read(lines.from_file(content.encode())) == ([AUTUMN, CONSTITUTION], [])


def calendar(*events, head=""):
    bodies = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{head}{bodies}END:VCALENDAR\r\n".encode()


STARTS = [
    *("DTSTART;VALUE=DATE:20261012", "DTSTART:20261012T000000", "DTSTART;TZID=Europe/Copenhagen:20261012T000000"),
    *("DTSTART:99991231T235959Z", "DTSTART:00010101T000000Z", "DTSTART;VALUE=DATE:00010101", "DTSTART:PT5M", ""),
    *("DTSTART;VALUE=DATE:20261012,20261013", "DTSTART;VALUE=DATE:20261012\r\nDTSTART;VALUE=DATE:20261013"),
]
ENDS = [
    *(
        "",
        "DTEND;VALUE=DATE:20261017",
        "DTEND;VALUE=DATE:00010101",
        "DTEND:99991231T235959",
        "DTEND;VALUE=DATE:99991231",
    ),
    *("DURATION:P5D", "DURATION:PT120H", "DURATION:P99999999D", "DURATION:-P9999999D", "DURATION:X", "DTEND:PT5M"),
]
MORE = ["", "RRULE:FREQ=YEARLY", "RRULE:FREQ=SECONDLY;COUNT=99999999", "STATUS:CANCELLED", "SUMMARY:Twice", 'X;A=":1']


@given(st.lists(st.tuples(*map(st.sampled_from, (STARTS, ENDS, MORE))), max_size=3))
def test_every_entry_of_a_calendar_stands_there_or_the_file_is_refused(entries):
    content = calendar(*("\r\n".join(["SUMMARY:Ferie", *filter(None, entry)]) for entry in entries))
    standing = [entry for entry in entries if "CANCELLED" not in entry[2]]

    with contextlib.suppress(Refused):
        assert len(lines.from_file(content).splitlines()) == len(standing) > 0


@pytest.mark.parametrize(
    "event",
    [
        "SUMMARY:Efterårsferie\r\nDTSTART;VALUE=DATE:20261012\r\nDURATION:P5D",
        "SUMMARY:Efterårsferie\r\nDTSTART:20261012T000000\r\nDURATION:PT112H",
        "SUMMARY:Efterårsferie\r\nSUMMARY:Autumn\r\nDTSTART;VALUE=DATE:20261012\r\nDTEND;VALUE=DATE:20261017",
    ],
)
def test_an_entry_that_says_how_long_it_is_lasts_that_long(event):
    assert lines.read(lines.from_file(calendar(event))) == ([AUTUMN], [])


def test_what_is_called_off_is_no_holiday_and_what_is_repeated_waits_for_its_day():
    day = "DTSTART;VALUE=DATE:20150605\r\n"
    content = calendar(f"SUMMARY:Aflyst\r\n{day}STATUS:CANCELLED", f"SUMMARY:Grundlovsdag\r\n{day}RRULE:FREQ=YEARLY")

    assert lines.from_file(content) == "Grundlovsdag"
    assert lines.read("Grundlovsdag") == ([], ["Linje 1: Skriv navn; første dag; sidste dag."])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_file_is_read_whatever_program_saved_it(encoding):
    assert lines.from_file("Efterårsferie;12.10.2026\n".encode(encoding)) == "Efterårsferie; 12.10.2026"
    event = "SUMMARY:Efterårsferie\r\nDTSTART;VALUE=DATE:20261012"
    content = calendar(event).decode().encode(encoding)
    assert lines.from_file(content) == "Efterårsferie; 12.10.2026"


def test_a_name_that_cannot_be_seen_is_no_name_and_two_ways_of_a_letter_are_one():
    assert lines.read("\u200b; 12.10.2026") == ([], ["Linje 1: Skriv navn; første dag; sidste dag."])
    found, problems = lines.read("P\u00e5ske; 1.4.2027\nPa\u030aske;  1.4.2027\nP\u00e5ske ; 01.04.2027")
    assert ([one.name for one in found], problems) == (["P\u00e5ske"], [])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "holidays-file-empty"),
        (calendar(), "holidays-file-empty"),
        (calendar("SUMMARY:F\r\nDTSTART:99991231T235959Z"), "holidays-file-ics"),
        (b"Ferie;" + b"x" * 140_000, "holidays-file-unreadable"),
        (b'"' + b"Ferie; 1.8.2026\n" * 15_000, "holidays-file-unreadable"),
        (b"Ferie\x00; 1.8.2026", "holidays-file-unreadable"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "holidays-file-ics"),
        (b"x" * 300_001, "holidays-file-large"),
    ],
)
def test_a_file_that_holds_nothing_is_refused(content, code):
    with pytest.raises(Refused) as refused:
        lines.from_file(content)

    assert refused.value.code == code
