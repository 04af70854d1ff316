# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.ui.clock import Clock

NOW = datetime(2026, 10, 7, 16, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


@pytest.mark.parametrize(
    ("left", "digits"),
    [(timedelta(minutes=8, seconds=24), "08:24"), (timedelta(seconds=0.2), "00:01"), (timedelta(), "00:00")],
)
def test_a_running_clock_shows_what_is_left_and_is_over_only_at_nothing(left, digits):
    assert Clock(total=QUARTER, now=NOW, ends_at=NOW + left).digits == digits


def test_a_clock_never_runs_below_nothing():
    clock = Clock(total=QUARTER, now=NOW, ends_at=NOW - timedelta(hours=1))

    assert (clock.digits, clock.minutes_left) == ("00:00", 0)


def test_a_clock_that_stands_still_has_no_end():
    clock = Clock(total=QUARTER, now=NOW, ends_at=NOW, paused_left=timedelta(minutes=2))

    assert (clock.digits, clock.ends_ms, clock.running) == ("02:00", "", False)


def test_a_round_that_has_not_begun_has_nothing_to_count():
    assert Clock(total=QUARTER, now=NOW).ends_ms == ""


def test_two_minutes_more_make_the_ring_longer():
    assert Clock(total=timedelta(minutes=17), now=NOW).total_minutes == 17
    assert Clock(total=timedelta(seconds=30), now=NOW).total_minutes == 1


@given(st.timedeltas(min_value=timedelta(), max_value=timedelta(hours=9)))
def test_minutes_and_seconds_say_the_same_as_the_digits(left):
    clock = Clock(total=QUARTER, now=NOW, ends_at=NOW + left)

    assert clock.digits == f"{clock.whole_minutes:02d}:{clock.seconds:02d}"
    assert clock.now_ms == str(round(NOW.timestamp() * 1000))
