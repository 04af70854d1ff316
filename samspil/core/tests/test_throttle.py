# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Tries are counted together by all processes, for whoever they really come from, and forgotten."""

import datetime as dt
import threading

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from samspil.core import clock, throttle
from samspil.core.models import TryCount
from samspil.core.throttle import Throttled

ADDRESS = st.ip_addresses().map(str)


def asked(address: str, forwarded: str = "") -> object:
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=address, **more)


@given(ADDRESS, st.lists(ADDRESS | st.text("abc ,:", max_size=6), max_size=4))
def test_without_proxies_no_header_is_believed(address: str, hops: list[str]) -> None:
    assert throttle.requester(asked(address, ", ".join(hops))) == throttle.requester(asked(address))


@given(
    proxies=st.integers(1, 3), claims=st.lists(ADDRESS, max_size=4), real=ADDRESS, later=st.lists(ADDRESS, max_size=2)
)
def test_what_our_own_proxies_wrote_is_believed_and_what_stood_before_it_is_not(
    proxies: int, claims: list[str], real: str, later: list[str]
) -> None:
    from django.test import override_settings

    written = [real, *(later * 3)[: proxies - 1]]
    if len(written) < proxies:
        return
    with override_settings(PROXIES=proxies):
        seen = throttle.requester(asked("10.0.0.1", ", ".join([*claims, *written])))
        assert seen == throttle.requester(asked("10.0.0.1", ", ".join(written)))
    assert seen == throttle.requester(asked(real))


def test_a_household_is_one_however_many_addresses_it_has() -> None:
    assert throttle.requester(asked("2001:db8:1:2::1")) == throttle.requester(asked("2001:db8:1:2:ffff::9"))
    assert throttle.requester(asked("2001:db8:1:3::1")) != throttle.requester(asked("2001:db8:1:2::1"))
    assert throttle.requester(asked("::ffff:192.0.2.7")) == throttle.requester(asked("192.0.2.7")) == "192.0.2.7"


@pytest.mark.django_db
def test_many_wrong_codes_stop_the_guessing_from_there_and_nowhere_else() -> None:
    for _ in range(throttle.TRIES):
        throttle.refuse_guessing(asked("192.0.2.7"))
        throttle.code_missed(asked("192.0.2.7"))
    # Another process has another cache.
    cache.clear()

    with pytest.raises(Throttled):
        throttle.refuse_guessing(asked("192.0.2.7", "198.51.100.1"))
    throttle.refuse_guessing(asked("192.0.2.8"))


@pytest.mark.django_db
def test_the_next_minute_begins_anew_and_nobody_can_be_followed_into_it() -> None:
    now = clock.now()
    assert [throttle.count("code", "192.0.2.7", now=now) for _ in range(3)] == [1, 2, 3]
    assert throttle.count("code", "192.0.2.7", now=now + dt.timedelta(minutes=1)) == 1

    rows = list(TryCount.objects.values_list("who", flat=True))
    assert len(set(rows)) == 2
    assert not [row for row in rows if "192" in row]

    throttle.sweep(now=now + throttle.KEPT)
    assert TryCount.objects.count() == 2
    throttle.sweep(now=now + throttle.KEPT + dt.timedelta(minutes=2))
    assert not TryCount.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_those_who_count_at_once_are_all_counted() -> None:
    now, seen = clock.now(), []

    def count() -> None:
        seen.extend(throttle.count("code", "192.0.2.7", now=now) for _ in range(10))
        connection.close()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(seen) == list(range(1, 41))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("192.0.2.7:4711", "192.0.2.7"),
        ("[2001:db8:1:2::1]:4711", "2001:db8:1:2::1"),
        ("[2001:db8:1:2::1]", "2001:db8:1:2::1"),
    ],
)
def test_a_port_that_a_proxy_adds_makes_nobody_another(written, meant):
    assert throttle.requester(asked(written)) == throttle.requester(asked(meant))
