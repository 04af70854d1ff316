# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""May they still follow what they follow? Asked beside the streams, never in front of what is sent on them."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Hashable

from django.http import HttpResponseBase

from samspil.live.readers import Reader

Ask = Callable[[], Awaitable[HttpResponseBase]]
# Whether the answer still lets the reader follow all that it follows.
Holds = Callable[[HttpResponseBase, Reader], bool]

_SERVER_ERROR = 500

logger = logging.getLogger(__name__)


class Watch:
    """All streams that asked with the same words and cookies: one question answers for each of them."""

    def __init__(self, ask: Ask, holds: Holds, *, every: float) -> None:
        self.readers: set[Reader] = set()
        self._ask = ask
        self._holds = holds
        self._every = every
        self._task = asyncio.create_task(self._run(), name="live watch")

    def stop(self) -> None:
        self._task.cancel()

    async def _run(self) -> None:
        while True:
            # Spread, so that those who came back in the same moment are not all asked about in one.
            await asyncio.sleep(self._every * random.uniform(0.8, 1.2))  # noqa: S311 (no secret)
            try:
                answer = await self._ask()
            except Exception:  # one question that failed must not leave these readers unwatched
                logger.exception("Whether readers may still follow could not be asked")
                continue
            if answer.status_code >= _SERVER_ERROR:
                # The database is away: nobody is told anything now, and it is asked again the next time.
                continue
            for reader in self.readers:
                if not self._holds(answer, reader):
                    reader.end()


class Watches:
    """Of one hub."""

    def __init__(self) -> None:
        self._by_key: dict[Hashable, Watch] = {}

    def join(self, key: Hashable, reader: Reader, ask: Ask, holds: Holds, *, every: float) -> None:
        """Ask about `reader` each `every` seconds, give or take; `ask` is the question of the first with this key."""
        watch = self._by_key.get(key)
        if watch is None:
            watch = self._by_key[key] = Watch(ask, holds, every=every)
        watch.readers.add(reader)

    def leave(self, key: Hashable, reader: Reader) -> None:
        watch = self._by_key.get(key)
        if watch is None:
            return
        watch.readers.discard(reader)
        if not watch.readers:
            self._by_key.pop(key).stop()

    def close(self) -> None:
        for watch in self._by_key.values():
            watch.stop()
        self._by_key.clear()
