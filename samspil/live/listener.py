# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""One listening connection to PostgreSQL, that comes back by itself."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress

import psycopg
from psycopg.conninfo import make_conninfo

from samspil.live.publishing import NOTIFY_NAME

logger = logging.getLogger(__name__)

# How long to listen before looking in the table anyway: it finds a dead connection, and anything a proxy swallowed.
LOOK_ANYWAY_SECONDS = 15.0
FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0
# A silent network is noticed within about 20 seconds.
KEEPALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2, "connect_timeout": 5}

Notified = Callable[[str, int], None]
CatchUp = Callable[[], Awaitable[None]]


class Listener:
    """Calls `notified(channel, number)` for each commit, and `catch_up()` whenever something may have been missed."""

    def __init__(self, *, url: str, notified: Notified, catch_up: CatchUp) -> None:
        self.url = url
        self._notified = notified
        self._catch_up = catch_up
        self.connected = asyncio.Event()
        self.backend_pid: int | None = None

    async def run(self) -> None:
        """Listen until cancelled."""
        wait = FIRST_WAIT
        while True:
            try:
                await self._listen()
            except Exception as error:
                if self.connected.is_set():
                    wait = FIRST_WAIT
                logger.warning("Live events: connection lost (%s); trying again in %.1f s", error, wait)
            finally:
                self.connected.clear()
                self.backend_pid = None
            # Spread, so that several processes do not knock on a database that has just come up in the same instant.
            await asyncio.sleep(wait * random.uniform(0.7, 1.3))  # noqa: S311 (no secret)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _listen(self) -> None:
        address = make_conninfo(self.url, application_name="samspil live", **KEEPALIVE)
        connection = await psycopg.AsyncConnection.connect(address, autocommit=True)
        try:
            # Listen first and look afterwards: what is committed in between is then told twice, never not at all.
            await connection.execute(f"LISTEN {NOTIFY_NAME}")
            self.backend_pid = connection.info.backend_pid
            await self._catch_up()
            self.connected.set()
            while True:
                async for notify in connection.notifies(timeout=LOOK_ANYWAY_SECONDS):
                    self._hear(notify.payload)
                async with asyncio.timeout(LOOK_ANYWAY_SECONDS):
                    await connection.execute("SELECT 1")
                await self._catch_up()
        finally:
            with suppress(psycopg.Error, OSError):
                await connection.close()

    def _hear(self, payload: str) -> None:
        channel, _, number = payload.rpartition(":")
        if channel and number.isdecimal():
            self._notified(channel, int(number))
