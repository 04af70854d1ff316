# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""One open stream: what it has seen, and what waits to be written to it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from samspil.core import clock
from samspil.live import frames


@dataclass(frozen=True, kw_only=True)
class Place:
    """A channel, and the role in which somebody follows it."""

    channel: str
    role: str


@dataclass(frozen=True)
class Fragment:
    """A rendered piece of a page; its bytes are made once and shared by all readers of a group."""

    channel: str
    name: str
    html: str

    @cached_property
    def alone(self) -> bytes:
        return frames.frame(self.name, self.html)

    @cached_property
    def named(self) -> bytes:
        return frames.frame(f"{self.channel}/{self.name}", self.html)


class Reader:
    """The state of one stream. Lives on the event loop; nothing here blocks or grows with what is published.

    `named` says that several channels share the stream, so that events are called "<channel>/<fragment>".
    """

    def __init__(self, *, places: Sequence[Place], language: str, last: str = "", named: bool = False) -> None:
        self.places = tuple(places)
        self.language = language
        self.named = named
        numbers = frames.numbers_of(last, len(self.places)) or [-1] * len(self.places)
        self.numbers = {place.channel: number for place, number in zip(self.places, numbers, strict=True)}
        # Channels whose whole state has been put here; only then is a difference enough.
        self._synced: set[str] = set()
        # Latest wins: one slot a fragment, so a slow reader skips states instead of queueing them.
        self._slots: dict[tuple[str, str], Fragment] = {}
        self._wake = asyncio.Event()
        self._ended = False

    @property
    def waiting(self) -> int:
        """How many fragments wait to be written; never more than the page has."""
        return len(self._slots)

    def offer(self, channel: str, number: int, now: Mapping[str, Fragment], changed: Mapping[str, Fragment]) -> None:
        """Take the state of `channel` at `number`: `now` is all of it, `changed` what differs from the state before.

        A reader that is not behind gets nothing: after a resume only news is sent.
        """
        seen = self.numbers[channel]
        if channel in self._synced:
            news = changed
        elif seen >= number:
            return
        else:
            news = now
            self._synced.add(channel)
        self.numbers[channel] = number
        for name, fragment in news.items():
            self._slots[channel, name] = fragment
        if news:
            self._wake.set()

    def end(self) -> None:
        """Let the stream finish after what it is writing now."""
        self._ended = True
        self._wake.set()

    async def next_bytes(self, heartbeat: float) -> bytes | None:
        """What to write next, a heartbeat when nothing happened, None when the stream should end."""
        try:
            async with asyncio.timeout(heartbeat):
                await self._wake.wait()
        except TimeoutError:
            return self._beat()
        self._wake.clear()
        if self._ended:
            return None
        news = [fragment.named if self.named else fragment.alone for fragment in self._slots.values()]
        self._slots.clear()
        return frames.batch(self.event_id, news) if news else self._beat()

    @property
    def event_id(self) -> str:
        return frames.event_id([max(self.numbers[place.channel], 0) for place in self.places])

    def _beat(self) -> bytes:
        # An event rather than a comment: a page cannot see comments, and must notice a network that has died quietly.
        milliseconds = int(clock.now().timestamp() * 1000)
        return frames.batch(self.event_id, [frames.frame(frames.BEAT, str(milliseconds))])
