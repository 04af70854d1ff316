# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import re

from hypothesis import given
from hypothesis import strategies as st

from samspil.live import frames

LINE_END = re.compile(r"\r\n|\r|\n")


def parsed(stream: bytes) -> list[tuple[str, str, str]]:
    """(id, event, data) as a browser reads them (WHATWG HTML, 9.2.6)."""
    got, last, event, data = [], "", "", []
    for line in LINE_END.split(stream.decode()):
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line:
            if data:
                got.append((last, event or "message", "\n".join(data)))
            event, data = "", []
        elif field == "id":
            last = value
        elif field == "event":
            event = value
        elif field == "data":
            data.append(value)
    return got


@given(st.lists(st.tuples(st.sampled_from(["room", "try:a/room"]), st.text(max_size=80)), min_size=1, max_size=4))
def test_batch_is_read_back_whole_whatever_is_written(events):
    stream = frames.opening(3000) + frames.batch("7.2", [frames.frame(name, html) for name, html in events])

    got = parsed(stream)

    assert [(event, data) for _, event, data in got] == [(name, LINE_END.sub("\n", html)) for name, html in events]
    assert got[-1][0] == "7.2"
    assert all(number == "" for number, _, _ in got[:-1])


@given(st.lists(st.integers(min_value=0, max_value=2**62), min_size=1, max_size=4).filter(lambda ns: max(ns) < 10**18))
def test_an_id_comes_back_as_its_numbers(numbers):
    assert frames.numbers_of(frames.event_id(numbers), len(numbers)) == numbers


@given(st.text(max_size=30), st.integers(min_value=1, max_value=3))
def test_an_id_that_is_not_ours_is_none_and_never_an_error(last, channels):
    numbers = frames.numbers_of(last, channels)

    assert numbers is None or frames.event_id(numbers).replace("0", "") == last.replace("0", "")


def test_ids_that_look_like_ours_but_are_not():
    for last in ["", "1.", ".1", "1.2", "-1", "+1", "1e3", " 1", "٣", "²", "9" * 19]:
        assert frames.numbers_of(last, 1) is None
