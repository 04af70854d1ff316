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

AUTUMN = Break(dt.date(2026, 10, 12), dt.date(2026, 10, 16), "Efterårsferie")
CONSTITUTION = Break(dt.date(2027, 6, 5), dt.date(2027, 6, 5), "Grundlovsdag")

names = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=20)


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


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "holidays-file-empty"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "holidays-file-ics"),
        (b"x" * 300_001, "holidays-file-large"),
    ],
)
def test_a_file_that_holds_nothing_is_refused(content, code):
    with pytest.raises(Refused) as refused:
        lines.from_file(content)

    assert refused.value.code == code
