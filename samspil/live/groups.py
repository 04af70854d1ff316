# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Readers who see the same: one rendering for all of them, however many there are and however fast it goes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from samspil.live.readers import Fragment, Reader

logger = logging.getLogger(__name__)

# The first event of a burst is drawn at once; what follows within this time is drawn together.
BURST_SECONDS = 0.1
LONGEST_REST_SECONDS = 30.0


@dataclass(frozen=True)
class GroupKey:
    channel: str
    language: str
    role: str


Draw = Callable[[GroupKey], Awaitable[Mapping[str, str]]]


class Group:
    """All readers of one (channel, language, role), and the latest state drawn for them."""

    def __init__(
        self, key: GroupKey, draw: Draw, *, burst: float = BURST_SECONDS, settle: float = 0.0, quiet: float = 0.0
    ) -> None:
        self.key = key
        self._settle = settle
        self._quiet = quiet
        self.readers: set[Reader] = set()
        self._draw = draw
        self._burst = burst
        self._fragments: dict[str, Fragment] = {}
        self._drawn = -1
        self._wanted = -1
        # Counts how often the numbers went back: a drawing from before that is of no use.
        self._restored = 0
        self._failures = 0
        self._not_before = 0.0
        self._task: asyncio.Task[None] | None = None

    @property
    def up_to_date(self) -> bool:
        return self._drawn >= self._wanted

    def add(self, reader: Reader) -> None:
        self.readers.add(reader)

    def remove(self, reader: Reader) -> None:
        self.readers.discard(reader)
        if not self.readers:
            self.stop()

    def stop(self) -> None:
        """Draw no more."""
        if self._task:
            self._task.cancel()

    def catch_up(self, reader: Reader, number: int) -> None:
        """Bring a reader who has just come to `number`, the channel's latest: from what is drawn already, if it is."""
        if reader.numbers[self.key.channel] > number:
            # From before the database was restored, or made up: all that is certain is the present state.
            reader.numbers[self.key.channel] = -1
        if reader.numbers[self.key.channel] == number:
            return
        if self._drawn >= number:
            reader.offer(self.key.channel, self._drawn, self._fragments, {})
        else:
            self.want(number)

    def want(self, number: int) -> None:
        """See to it that a state at least as new as `number` is drawn."""
        self._wanted = max(self._wanted, number)
        if self._wanted > self._drawn and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._work(), name=f"live {self.key.channel}")

    def start_over(self, number: int) -> None:
        """The channel's numbers have gone back to `number` with an older copy of the database: draw that for all."""
        self._restored += 1
        self._drawn = self._wanted = -1
        for reader in self.readers:
            reader.numbers[self.key.channel] = -1
        self.want(number)

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while self._wanted > self._drawn and self.readers:
            await self._stand_back(loop)
            # The number is read before the drawing: what is committed meanwhile may already show, and is drawn again.
            number, restored = self._wanted, self._restored
            started = loop.time()
            try:
                html = await self._draw(self.key)
            except Exception:
                self._failures += 1
                rest = min(0.25 * 2**self._failures, LONGEST_REST_SECONDS)
                logger.exception("Live events: drawing %s failed; trying again in %.1f s", self.key, rest)
                self._not_before = loop.time() + rest
                continue
            self._failures = 0
            # A drawing that takes long rests as long again, so that it never takes a whole core.
            self._not_before = started + max(self._burst, 2 * (loop.time() - started))
            if restored == self._restored:
                self._accept(number, html)

    async def _stand_back(self, loop: asyncio.AbstractEventLoop) -> None:
        """For `settle` seconds, or until nothing has happened for `quiet`."""
        until = loop.time() + self._settle
        while (left := until - loop.time()) > 0:
            wanted = self._wanted
            await asyncio.sleep(min(left, self._quiet or left))
            if self._quiet and self._wanted == wanted:
                break
        await asyncio.sleep(max(0.0, self._not_before - loop.time()))

    def _accept(self, number: int, html: Mapping[str, str]) -> None:
        changed = {
            name: Fragment(self.key.channel, name, text)
            for name, text in html.items()
            if name not in self._fragments or self._fragments[name].html != text
        }
        self._fragments = {name: changed.get(name) or self._fragments[name] for name in html}
        self._drawn = number
        for reader in self.readers:
            reader.offer(self.key.channel, number, self._fragments, changed)
