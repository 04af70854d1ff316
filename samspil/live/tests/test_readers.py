# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Readers and groups without a database: what is shown in the end, whatever happens in between."""

import asyncio
from collections.abc import Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from samspil.live.groups import Group, GroupKey
from samspil.live.readers import Place, Reader
from samspil.live.tests.test_frames import parsed

KEY = GroupKey("try:a", "da", "reader")


def reader(last: str = "", **more: object) -> Reader:
    return Reader(places=[Place(channel="try:a", role="reader")], language="da", last=last, **more)


class World:
    """A channel whose state is a dict, and how a page shows it."""

    def __init__(self) -> None:
        self.state: dict[str, str] = {"room": "", "count": "0"}
        self.number = 0
        self.drawn = 0
        self.broken = 0

    async def draw(self, _: GroupKey) -> Mapping[str, str]:
        self.drawn += 1
        seen = dict(self.state)
        await asyncio.sleep(0.001)
        if self.broken:
            self.broken -= 1
            raise RuntimeError
        return seen


class Page:
    def __init__(self, reader: Reader, shown: Mapping[str, str]) -> None:
        self.reader = reader
        self.shown = dict(shown)
        self.last = ""

    async def read(self) -> None:
        received = await self.reader.next_bytes(0.001)
        for number, event, data in parsed(received or b""):
            self.last = number or self.last
            if event != "beat":
                self.shown[event] = data


NAME, VALUE = st.sampled_from(["room", "count"]), st.sampled_from(["A", "B"])


class Play:
    """Things that happen to one channel; the steps of the test below."""

    def __init__(self) -> None:
        self.world = World()
        self.group = Group(KEY, self.world.draw, burst=0.002)
        self.pages: list[Page] = []
        # What a page could have been shown at each number, the latest last.
        self.heard = [(0, dict(self.world.state))]

    async def commit(self, name: str, value: str) -> None:
        """A drawing may show it already, but the notification is still under way."""
        self.world.state[name] = value
        self.world.number += 1

    async def hear(self) -> None:
        self.heard.append((self.world.number, dict(self.world.state)))
        self.group.want(self.world.number)

    async def change(self, name: str, value: str) -> None:
        await self.commit(name, value)
        await self.hear()

    async def come(self, back: int | None) -> None:
        """Without a place to resume from, or with what was shown `back` events ago; others have seen more since."""
        number, shown = self.heard[max(0, len(self.heard) - 1 - (back or 0))]
        page = Page(reader("" if back is None else str(number)), shown)
        self.group.add(page.reader)
        self.group.catch_up(page.reader, self.heard[-1][0])
        self.pages.append(page)

    async def restore(self, back: int) -> None:
        """The database is an older copy of itself: its numbers go back, and what came after never was."""
        self.heard = self.heard[: max(1, len(self.heard) - back)]
        self.world.number, state = self.heard[-1]
        self.world.state = dict(state)
        self.group.start_over(self.world.number)

    async def read(self, which: int) -> None:
        for page in self.pages[which : which + 1]:
            await page.read()

    async def wait(self) -> None:
        await asyncio.sleep(0.003)

    async def finish(self) -> None:
        await self.hear()
        while self.pages and not self.group.up_to_date:
            await asyncio.sleep(0.002)
        for page in self.pages:
            while page.reader.waiting:
                await page.read()


@settings(max_examples=80, deadline=None)
@example([("come", None), ("commit", "room", "A"), ("come", 0), ("wait",)])
@example([("come", None), ("change", "room", "A"), ("wait",), ("change", "count", "B"), ("come", 2), ("wait",)])
@example([("come", None), ("change", "room", "A"), ("wait",), ("restore", 1), ("wait",), ("change", "count", "B")])
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("change"), NAME, VALUE),
            st.tuples(st.just("commit"), NAME, VALUE),
            st.tuples(st.just("hear")),
            st.tuples(st.just("come"), st.none() | st.integers(0, 3)),
            st.tuples(st.just("restore"), st.integers(1, 3)),
            st.tuples(st.just("read"), st.integers(0, 5)),
            st.tuples(st.just("wait")),
        ),
        max_size=25,
    )
)
def test_every_page_ends_with_the_last_state(steps):
    """Readers come, new or from a while ago, and read or do not; states flip back and forth, a copy is restored."""

    async def play() -> Play:
        game = Play()
        for step, *given_with in steps:
            await getattr(game, step)(*given_with)
        async with asyncio.timeout(10):
            await game.finish()
        return game

    game = asyncio.run(play())

    for page in game.pages:
        assert page.shown == game.world.state


def test_a_burst_is_drawn_twice_however_many_read():
    async def play() -> tuple[int, set[int]]:
        world = World()
        group = Group(KEY, world.draw, burst=0.5)
        readers = [reader("0") for _ in range(50)]
        for one in readers:
            group.add(one)
        for number in range(1, 11):
            world.state["count"] = str(number)
            group.want(number)
            await asyncio.sleep(0)
        while not group.up_to_date:
            await asyncio.sleep(0.01)
        return world.drawn, {one.numbers["try:a"] for one in readers}

    drawn, numbers = asyncio.run(play())

    assert drawn == 2
    assert numbers == {10}


def test_a_reader_that_never_reads_holds_one_state_only():
    async def play() -> tuple[int, bytes | None]:
        world = World()
        group = Group(KEY, world.draw, burst=0.001)
        slow = reader()
        group.add(slow)
        for number in range(1, 40):
            world.state |= {"room": f"state {number}", "count": str(number)}
            group.want(number)
            await asyncio.sleep(0.003)
        await asyncio.sleep(0.01)
        return slow.waiting, await slow.next_bytes(3)

    waiting, received = asyncio.run(play())

    assert waiting == 2
    assert parsed(received) == [("", "room", "state 39"), ("39", "count", "39")]


@pytest.mark.filterwarnings("ignore")
def test_a_drawing_that_fails_is_tried_again(caplog):
    async def play() -> tuple[int, bytes | None]:
        world = World()
        world.broken = 1
        group = Group(KEY, world.draw, burst=0.001)
        one = reader()
        group.add(one)
        world.state["room"] = "here at last"
        group.want(1)
        return world.drawn, await one.next_bytes(3)

    _, received = asyncio.run(play())

    assert ("", "room", "here at last") in parsed(received)
    assert "trying again" in caplog.text


def test_heartbeat_is_an_event_with_the_id_and_the_servers_clock():
    async def play() -> bytes | None:
        return await reader("12").next_bytes(0.01)

    ((number, event, data),) = parsed(asyncio.run(play()))

    assert (number, event) == ("12", "beat")
    assert int(data) > 1_700_000_000_000


def test_several_channels_share_a_stream_and_an_id():
    async def play() -> bytes | None:
        places = [Place(channel="try:a", role="reader"), Place(channel="try:b", role="writer")]
        both = Reader(places=places, language="da", last="4.9", named=True)
        world = World()
        group = Group(KEY, world.draw)
        group.add(both)
        world.state = {"room": "new"}
        group.want(5)
        return await both.next_bytes(3)

    assert parsed(asyncio.run(play())) == [("5.9", "try:a/room", "new")]


def test_an_ended_reader_ends():
    async def play() -> bytes | None:
        one = reader()
        one.end()
        return await one.next_bytes(3)

    assert asyncio.run(play()) is None
