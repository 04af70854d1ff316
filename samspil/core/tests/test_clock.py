# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt

import time_machine

from samspil.core import clock


def test_now_is_aware_and_in_utc():
    with time_machine.travel(dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC), tick=False):
        assert clock.now() == dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)
        assert clock.now().utcoffset() == dt.timedelta(0)


def test_a_danish_day_begins_at_danish_midnight():
    at = dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)

    assert clock.local(at).hour == 0
    assert clock.today(at) == dt.date(2026, 7, 2)
