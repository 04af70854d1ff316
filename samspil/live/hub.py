# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The readers of this process, and the one connection that tells them of news."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from weakref import WeakKeyDictionary

from django.db import close_old_connections
from django.utils import translation

from samspil.core.alive import direct_address
from samspil.live.channels import FRAGMENT_NAME, SOURCES
from samspil.live.frames import BEAT
from samspil.live.groups import BURST_SECONDS, Group, GroupKey
from samspil.live.listener import Listener
from samspil.live.queries import last_numbers
from samspil.live.readers import Reader
from samspil.live.watching import Watches

logger = logging.getLogger(__name__)
T = TypeVar("T")


class FragmentNameError(ValueError):
    """A `render` returned a fragment under a name that cannot be an event's."""


class Hub:
    """Lives on one event loop, from the first reader until `close`."""

    def __init__(self, *, url: str, burst: float = BURST_SECONDS) -> None:
        self.readers: set[Reader] = set()
        # Readers, and those whose question is being answered: all who count against LIVE_MOST_READERS.
        self.seated = 0
        self.ending = False
        self.watches = Watches()
        self.listener = Listener(url=url, notified=self._notified, catch_up=self._look)
        self._burst = burst
        self._groups: dict[GroupKey, Group] = {}
        self._by_channel: dict[str, set[Group]] = {}
        # Latest number heard or read, for the channels that somebody follows.
        self._known: dict[str, int] = {}
        self._listening: asyncio.Task[None] | None = None
        # Apart, so that a thousand readers who come back at once do not hold up what the others are waiting for.
        self._asking = ThreadPoolExecutor(4, thread_name_prefix="live-ask")
        self._drawing = ThreadPoolExecutor(2, thread_name_prefix="live-draw")

    @property
    def followed(self) -> set[str]:
        """The channels that somebody follows here."""
        return set(self._by_channel)

    async def ask(self, question: Callable[[], T]) -> T:
        """Run `question` in a thread that may use the database."""
        return await asyncio.get_running_loop().run_in_executor(self._asking, _tidy, question)

    async def join(self, reader: Reader) -> None:
        """Let `reader` follow its channels, and bring it up to date if it is behind."""
        if self._listening is None:
            self._listening = asyncio.create_task(self.listener.run(), name="live listener")
        self.readers.add(reader)
        groups = [self._group(key) for key in _keys(reader)]
        for group in groups:
            group.add(reader)
        # Joined first and looked afterwards: an event in between is then heard, or read, or both.
        unknown = {place.channel for place in reader.places} - self._known.keys()
        if unknown:
            for channel, number in (await self.ask(lambda: last_numbers(unknown))).items():
                if channel in self._known:
                    self._learn({channel: number})
                # The first to know: whoever else waits here brings its own reader up to date, and nothing is drawn
                # for one who is not behind.
                self._known.setdefault(channel, number)
        for group in groups:
            group.catch_up(reader, self._known[group.key.channel])

    def leave(self, reader: Reader) -> None:
        """Forget `reader`, and what only it followed."""
        self.readers.discard(reader)
        for key in _keys(reader):
            group = self._groups.get(key)
            if group is None:
                continue
            group.remove(reader)
            if not group.readers:
                self._forget(group)

    def end_readers(self) -> None:
        """Let every stream finish; new ones are turned away. What a server does first when it is asked to stop."""
        self.ending = True
        for reader in self.readers:
            reader.end()

    async def close(self) -> None:
        """End everything and give the connections back."""
        self.end_readers()
        self.watches.close()
        for group in self._groups.values():
            group.readers.clear()
            group.stop()
        if self._listening:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        for executor in (self._asking, self._drawing):
            await asyncio.to_thread(executor.shutdown, wait=True, cancel_futures=True)

    def _group(self, key: GroupKey) -> Group:
        group = self._groups.get(key)
        if group is None:
            source = SOURCES.of(key.channel)
            settle, quiet = (source.settle, source.quiet) if source else (0.0, 0.0)
            group = self._groups[key] = Group(key, self._draw, burst=self._burst, settle=settle, quiet=quiet)
            self._by_channel.setdefault(key.channel, set()).add(group)
        return group

    def _forget(self, group: Group) -> None:
        del self._groups[group.key]
        followed = self._by_channel[group.key.channel]
        followed.discard(group)
        if not followed:
            del self._by_channel[group.key.channel]
            self._known.pop(group.key.channel, None)

    def _notified(self, channel: str, number: int) -> None:
        self._learn({channel: number})

    def _learn(self, numbers: Mapping[str, int]) -> None:
        for channel, number in numbers.items():
            if channel not in self._by_channel:
                # Read for somebody who has left meanwhile: nobody would keep it up to date.
                continue
            # Not known yet: whoever follows it is still on the way in, and brings itself up to date from here.
            known = self._known.setdefault(channel, number)
            if number > known:
                self._known[channel] = number
                for group in self._by_channel.get(channel, ()):
                    group.want(number)

    async def _look(self) -> None:
        """Read the numbers of all channels that are followed: after a break nothing is skipped."""
        channels = self.followed
        if channels:
            before = dict(self._known)
            numbers = await self.ask(lambda: last_numbers(channels))
            self._start_over(
                {channel: number for channel, number in numbers.items() if number < before.get(channel, 0)}
            )
            self._learn(numbers)

    def _start_over(self, numbers: Mapping[str, int]) -> None:
        """These numbers are lower than what had been committed: an older copy of the database was read in."""
        for channel, number in numbers.items():
            for group in self._by_channel.get(channel, ()):
                self._known[channel] = number
                group.start_over(number)

    async def _draw(self, key: GroupKey) -> Mapping[str, str]:
        return await asyncio.get_running_loop().run_in_executor(self._drawing, _tidy, lambda: _html(key))


def _keys(reader: Reader) -> list[GroupKey]:
    return [GroupKey(place.channel, reader.language, place.role) for place in reader.places]


def _html(key: GroupKey) -> Mapping[str, str]:
    source = SOURCES.of(key.channel)
    if source is None:
        return {}
    with translation.override(key.language):
        # str: a template's SafeString keeps more than the bytes that are sent.
        html = {name: str(text) for name, text in source.render(key.channel, key.language, key.role).items()}
    for name in html:
        if name == BEAT or not FRAGMENT_NAME.fullmatch(name):
            msg = f"{source.prefix}: {name!r} cannot be the name of a fragment."
            raise FragmentNameError(msg)
    return html


def _tidy(work: Callable[[], T]) -> T:
    # As around a request: a connection that has died is not met again, and a pooled one goes back.
    close_old_connections()
    try:
        return work()
    finally:
        close_old_connections()


_HUBS: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def current_hub() -> Hub:
    """The hub of the running event loop; made when it is first asked for."""
    loop = asyncio.get_running_loop()
    hub = _HUBS.get(loop)
    if hub is None:
        hub = _HUBS[loop] = Hub(url=direct_address())
    return hub


async def close_current_hub() -> None:
    """Close the hub of the running event loop, if it has one."""
    hub = _HUBS.pop(asyncio.get_running_loop(), None)
    if hub is not None:
        await hub.close()
