# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""An older copy of the database was read in: the numbers of the channels have gone back."""

import asyncio

from django.db import connection

from samspil.live import listener
from samspil.live.hub import Hub
from samspil.live.models import LiveChannel, LiveEvent
from samspil.live.tests.clients import COMMITTED
from samspil.live.tests.test_hub import channel, drawn, hears, play, publish, reader, said

__all__ = ["channel", "drawn"]  # fixtures
pytestmark = COMMITTED


def set_back(channel: str, number: int) -> None:
    """As if an older copy of the database were read in: later events never were."""
    try:
        LiveEvent.objects.filter(channel_id=channel, number__gt=number).delete()
        LiveChannel.objects.filter(name=channel).update(last_number=number)
    finally:
        connection.close()


def test_a_reader_from_before_a_restored_copy_is_shown_the_present_and_follows_from_there(channel, drawn):
    publish(channel)

    async def scene(hub: Hub) -> None:
        one = reader(channel, "99")
        await hub.join(one)
        assert await hears(one, "1")
        assert one.event_id == "1"
        await hub.listener.connected.wait()
        await said(channel)
        assert await hears(one, "2")

    play(scene)


def test_a_hub_that_lives_through_a_restored_copy_shows_what_is_in_it_and_what_comes(channel, drawn, monkeypatch):
    monkeypatch.setattr(listener, "LOOK_ANYWAY_SECONDS", 0.2)
    for _ in range(5):
        publish(channel)

    async def scene(hub: Hub) -> None:
        one = reader(channel)
        await hub.join(one)
        assert await hears(one, "5")
        await hub.listener.connected.wait()
        await asyncio.to_thread(set_back, channel, 2)
        assert await hears(one, "2")
        await said(channel)
        assert await hears(one, "3")
        assert one.event_id == "3"
        late = reader(channel)
        await hub.join(late)
        assert await hears(late, "3")

    play(scene)
