# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""School days, counted: properties that hold whatever has been entered, and the days of a real year."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.calendar.rules import DAY, Break, SchoolCalendar

days = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))


@st.composite
def breaks(draw):
    first = draw(days)
    return Break(first, first + DAY * draw(st.integers(0, 60)), draw(st.sampled_from(["Ferie", "Lukkedag"])))


calendars = st.lists(breaks(), max_size=8).map(SchoolCalendar)


@given(calendars, days)
def test_a_deadline_moves_to_the_first_school_day_that_is_not_before(calendar, day):
    moved = calendar.on_or_after(day)

    assert moved >= day
    assert calendar.is_school_day(moved)
    assert not any(calendar.is_school_day(day + DAY * number) for number in range((moved - day).days))
    assert calendar.on_or_after(moved) == moved


@given(calendars, days, st.integers(1, 40))
def test_counting_forward_and_counting_between_agree(calendar, day, number):
    reached = calendar.after(day, number)

    assert calendar.between(day, reached) == number
    assert calendar.between(reached, day) == -number
    assert calendar.is_school_day(reached)


@given(st.lists(breaks(), max_size=6), days, st.integers(0, 90))
def test_neither_order_nor_repetition_of_the_holidays_matters_and_one_more_never_adds_a_day(found, start, length):
    end = start + DAY * length
    whole = SchoolCalendar(found).between(start, end)

    assert SchoolCalendar([*reversed(found), *found]).between(start, end) == whole
    assert whole <= SchoolCalendar(found[1:]).between(start, end) <= length


AUTUMN = Break(dt.date(2026, 10, 10), dt.date(2026, 10, 18), "Efterårsferie")


@pytest.mark.parametrize(
    ("day", "reason", "next_one"),
    [
        ("2026-10-09", "", "2026-10-09"),
        ("2026-10-12", "Efterårsferie", "2026-10-19"),
        ("2026-12-25", "Juledag", "2026-12-28"),
        ("2027-03-26", "Langfredag", "2027-03-30"),
        # Store bededag is a school day since 2024.
        ("2026-05-01", "", "2026-05-01"),
        ("2026-05-02", "", "2026-05-04"),
        # Week 53.
        ("2027-01-01", "Nytårsdag", "2027-01-04"),
    ],
)
def test_days_of_a_danish_school_year(day, reason, next_one):
    calendar, asked = SchoolCalendar([AUTUMN]), dt.date.fromisoformat(day)

    assert (calendar.reason(asked), calendar.on_or_after(asked)) == (reason, dt.date.fromisoformat(next_one))


def test_a_calendar_that_is_closed_for_years_moves_no_deadline():
    closed = SchoolCalendar(
        Break(dt.date(year, 1, 1) + DAY * 90 * part, dt.date(year, 1, 1) + DAY * (90 * part + 99), "Lukket")
        for year in range(2026, 2030)
        for part in range(4)
    )

    assert closed.on_or_after(dt.date(2026, 2, 2)) == dt.date(2026, 2, 2)
