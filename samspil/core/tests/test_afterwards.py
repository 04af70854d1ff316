# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import logging
import threading

import pytest

from samspil.core.afterwards import Afterwards


def test_without_a_web_process_it_is_done_at_once():
    done = []

    Afterwards().do("a", lambda: done.append(threading.current_thread()))

    assert done == [threading.current_thread()]


def test_in_the_web_process_what_a_burst_asks_for_is_done_once_and_by_another_thread():
    later, done, all_done = Afterwards(), [], threading.Event()
    later.gather()

    for key in "abaabbac":
        later.do(key, lambda key=key: done.append((key, threading.current_thread())))
    later.do("d", all_done.set)
    assert done == []

    assert all_done.wait(30)
    assert [key for key, _thread in done] == ["a", "b", "c"]
    assert threading.current_thread() not in {thread for _key, thread in done}


def test_what_comes_while_it_is_done_is_done_too(caplog: pytest.LogCaptureFixture):
    """The rows may have come after it looked; and one piece that fails keeps no other."""
    later, begun, go_on, done = Afterwards(), threading.Event(), threading.Event(), threading.Event()
    later.gather()

    def fail() -> None:
        begun.set()
        go_on.wait(30)
        raise ZeroDivisionError

    with caplog.at_level(logging.CRITICAL, "samspil.core.afterwards"):
        later.do("a", fail)
        assert begun.wait(30)
        later.do("a", done.set)
        go_on.set()
        assert done.wait(30)
