# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The hub on a real database: groups, the listening connection, and what happens when that is lost."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator

import pytest
from django.db import connection, transaction

from samspil import live
from samspil.core.alive import direct_address
from samspil.live import channels, listener
from samspil.live.groups import BURST_SECONDS
from samspil.live.hub import Hub
from samspil.live.queries import last_numbers
from samspil.live.readers import Place, Reader
from samspil.live.tests.clients import COMMITTED
from samspil.live.tests.test_frames import parsed

pytestmark = COMMITTED


@pytest.fixture
def drawn() -> Iterator[Counter[tuple[str, str]]]:
    """How often each (language, role) was drawn; the fragment is the channel's number."""
    counts: Counter[tuple[str, str]] = Counter()

    def render(channel: str, language: str, role: str) -> dict[str, str]:
        counts[language, role] += 1
        return {"number": str(last_numbers([channel])[channel]), "who": f"{role} {language}"}

    channels.register("hub", access=lambda request, channel: "reader", render=render)
    yield counts
    channels.SOURCES.remove("hub")


@pytest.fixture
def channel(channel: str) -> str:
    return channel.replace("try:", "hub:")


def publish(channel: str) -> int:
    try:
        with transaction.atomic():
            return live.publish(channel, "said")
    finally:
        connection.close()


async def said(channel: str) -> int:
    return await asyncio.to_thread(publish, channel)


def reader(channel: str, last: str = "", *, language: str = "da", role: str = "reader") -> Reader:
    return Reader(places=[Place(channel=channel, role=role)], language=language, last=last)


async def hears(one: Reader, text: str, seconds: float = 60.0) -> bool:
    async with asyncio.timeout(seconds):
        while (received := await one.next_bytes(60)) is not None:
            if any(text == data for _, _, data in parsed(received)):
                return True
    return False


def play(scene: Callable[[Hub], Awaitable[None]], *, url: str = "", burst: float = BURST_SECONDS) -> None:
    async def run() -> None:
        hub = Hub(url=url or direct_address(), burst=burst)
        try:
            await scene(hub)
        finally:
            await hub.close()

    asyncio.run(run())


def test_one_drawing_for_each_language_and_role_however_many_read(channel, drawn):
    async def scene(hub: Hub) -> None:
        crowd = [
            reader(channel, language=language, role=role)
            for language in ("da", "ar")
            for role in ("officer", "projector")
            for _ in range(25)
        ]
        await asyncio.gather(*(hub.join(one) for one in crowd))
        await asyncio.gather(*(hears(one, f"{one.places[0].role} {one.language}") for one in crowd))
        await hub.listener.connected.wait()
        assert set(drawn.values()) == {1}
        assert len(drawn) == 4
        await said(channel)
        assert all(await asyncio.gather(*(hears(one, "1") for one in crowd)))

    play(scene)

    assert set(drawn.values()) == {2}


def test_a_burst_of_commits_is_drawn_at_once_and_then_together(channel, drawn):
    burst, took = 0.5, 0.0

    async def scene(hub: Hub) -> None:
        nonlocal took
        one, clock = reader(channel, "0"), asyncio.get_running_loop().time
        await hub.join(one)
        await hub.listener.connected.wait()
        started = clock()
        for _ in range(12):
            await said(channel)
        assert await hears(one, "12")
        took = clock() - started

    play(scene, burst=burst)

    # However slow the machine: the first, and then one for each time that has gone by.
    assert 2 <= drawn["da", "reader"] <= 2 + took / burst


def test_news_heard_while_the_first_reader_is_on_its_way_in_reach_it_and_cost_no_more(channel, drawn):
    publish(channel)

    async def scene(hub: Hub) -> None:
        asked = hub.ask

        async def slow(question):
            hub._notified(channel, 1)
            return await asked(question)

        hub.ask = slow
        up_to_date, behind = reader(channel, "1"), reader(channel, "0")
        await hub.join(up_to_date)
        await asyncio.sleep(0.2)
        assert drawn == {}
        await hub.join(behind)
        await asyncio.sleep(0.2)

    play(scene)

    assert drawn == {("da", "reader"): 1}


def test_a_reader_who_is_not_behind_costs_no_drawing(channel, drawn):
    publish(channel)

    async def scene(hub: Hub) -> None:
        await hub.join(reader(channel, "1"))
        await hub.listener.connected.wait()
        await asyncio.sleep(0.2)

    play(scene)

    assert drawn == {}


def test_a_lost_listening_connection_comes_back_and_nothing_is_skipped(channel, drawn, caplog):
    def lose(pid: int) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
        finally:
            connection.close()

    async def scene(hub: Hub) -> None:
        one = reader(channel)
        await hub.join(one)
        await hub.listener.connected.wait()
        before = hub.listener.backend_pid
        await asyncio.gather(asyncio.to_thread(lose, before), said(channel), said(channel))
        assert await hears(one, "2")
        await hub.listener.connected.wait()
        assert hub.listener.backend_pid != before
        await said(channel)
        assert await hears(one, "3")

    play(scene)

    assert "connection lost" in caplog.text


def test_readers_come_while_the_listener_cannot_connect_yet(channel, drawn, caplog):
    publish(channel)

    async def scene(hub: Hub) -> None:
        one = reader(channel)
        await hub.join(one)
        assert await hears(one, "1")
        await said(channel)
        hub.listener.url = direct_address()
        assert await hears(one, "2")

    play(scene, url="host=127.0.0.1 port=1 dbname=none")

    assert "trying again" in caplog.text


def test_what_a_proxy_swallows_is_found_in_the_table(channel, drawn, monkeypatch):
    """Behind a transaction pooler no notification arrives; it is slower then, but nothing is lost."""
    monkeypatch.setattr(listener, "LOOK_ANYWAY_SECONDS", 0.2)
    monkeypatch.setattr(listener.Listener, "_hear", lambda self, payload: None)

    async def scene(hub: Hub) -> None:
        one = reader(channel, "0")
        await hub.join(one)
        await hub.listener.connected.wait()
        await said(channel)
        assert await hears(one, "1")

    play(scene)


def test_a_number_read_before_the_last_reader_left_is_not_believed_later(channel, drawn):
    publish(channel)

    async def scene(hub: Hub) -> None:
        one, other, asked = reader(channel), reader(f"{channel}-b"), hub.ask
        await hub.join(one)
        await hub.join(other)
        await hub.listener.connected.wait()

        async def slow(question):
            answer = await asked(question)
            hub.leave(one)
            return answer

        hub.ask = slow
        await hub._look()
        hub.ask = asked
        # Notifications come in the order of the commits: when the other has heard its own, the first has gone by.
        await said(channel)
        await said(f"{channel}-b")
        assert await hears(other, "1")
        back = reader(channel, "1")
        await hub.join(back)
        assert await hears(back, "2")

    play(scene)


def test_two_hubs_hear_the_same(channel, drawn):
    async def scene(hub: Hub) -> None:
        other = Hub(url=direct_address())
        try:
            here, there = reader(channel), reader(channel)
            await hub.join(here)
            await other.join(there)
            await said(channel)
            assert await hears(here, "1")
            assert await hears(there, "1")
        finally:
            await other.close()

    play(scene)


def test_a_hub_forgets_what_nobody_follows(channel, drawn):
    async def scene(hub: Hub) -> None:
        one, other = reader(channel), reader(channel, language="ar")
        await hub.join(one)
        await hub.join(other)
        hub.leave(one)
        assert hub.followed == {channel}
        hub.leave(other)
        hub.leave(other)
        assert hub.followed == set()
        assert hub.readers == set()

    play(scene)
