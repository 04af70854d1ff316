# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What is sent to us: how large it may be is looked at before it is read, and who sends too slowly is let go.

Django reads a whole body before it asks who sends it. In front of it stands this.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, close_old_connections
from django.urls import reverse

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Limit = Callable[[Scope], Awaitable[int]]

# Notes, answers and log-in are words. Who is logged in may add a file (25 MB is the largest), or a municipality's.
WORDS: Final = 2_500_000
FILE: Final = 32_000_000
ROLLS: Final = 210_000_000
# Seconds to begin with, and what a phone far from its mast still manages afterwards.
PATIENCE = 20.0
BYTES_A_SECOND = 4_000

_TOO_LARGE: Final = "Det, du sender, fylder for meget. Intet er gemt."
_TOO_SLOW: Final = "Det tog for lang tid at sende. Intet er gemt. Prøv igen, når nettet er bedre."


class BodyError(Exception):
    """The body is not read to its end."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


async def largest(scope: Scope) -> int:
    """How many bytes may come with this request. Asks the database, so it is asked only for more than WORDS."""
    session_key = _session_key(scope)
    return await asyncio.to_thread(_asked_in_thread, scope["path"], session_key) if session_key else WORDS


def _asked_in_thread(path: str, session_key: str) -> int:
    close_old_connections()
    try:
        return largest_of(path, session_key)
    except DatabaseError:
        # Without its database the page could not keep the file either.
        return WORDS
    finally:
        close_old_connections()


def largest_of(path: str, session_key: str) -> int:
    """The same of an address and the session that a cookie claims: it has to be there, with somebody logged in."""
    if SESSION_KEY not in SessionStore(session_key):
        return WORDS
    return ROLLS if path == reverse("people:import-new") else FILE


def with_limits(application: App, *, words: int = WORDS, limit: Limit = largest) -> App:
    """`application`, which is given no body above `limit` and none that drips; answers 413 or 408 itself.

    Up to `words` bytes may come with any request, and `limit` is not asked.
    """

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            body = _Body(receive, words, lambda: limit(scope))
            await body.expect(_announced(scope))
            await application(scope, body.receive, sent)
        except BodyError as error:
            if begun:
                raise
            await _refuse(send, error)

    return serve


class _Body:
    """Counts what comes. After the end of the body it only waits for the reader to go, as long as that takes."""

    def __init__(self, receive: Receive, words: int, limit: Callable[[], Awaitable[int]]) -> None:
        self._receive = receive
        self._most = words
        self._limit: Callable[[], Awaitable[int]] | None = limit
        self._came = 0
        self._ended = False
        self._began = asyncio.get_running_loop().time()

    async def expect(self, size: int) -> None:
        """Raises BodyError when this is more than may come."""
        if size > self._most and self._limit:
            self._most, self._limit = await self._limit(), None
        if size > self._most:
            raise BodyError(413, _TOO_LARGE)

    async def receive(self) -> Message:
        if self._ended:
            return await self._receive()
        until = self._began + PATIENCE + self._came / BYTES_A_SECOND
        try:
            async with asyncio.timeout_at(until):
                message = await self._receive()
        except TimeoutError as error:
            raise BodyError(408, _TOO_SLOW) from error
        self._came += len(message.get("body", b""))
        self._ended = not message.get("more_body", False)
        await self.expect(self._came)
        return message


async def _refuse(send: Send, error: BodyError) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"cache-control", b"private, no-store"),
        # The rest of the body is not waited for.
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": error.words.encode()})


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value[:19])
    return 0


def _session_key(scope: Scope) -> str:
    jar = SimpleCookie()
    try:
        for name, value in scope["headers"]:
            if name == b"cookie":
                jar.load(value.decode("latin-1"))
    except CookieError:
        return ""
    found = jar.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""
