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
from django.urls import reverse

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# Notes, answers and log-in are words. Who has a session may add a file (25 MB is the largest), or a municipality's.
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


def largest(scope: Scope) -> int:
    """How many bytes may come with this request."""
    if not _has_session(scope):
        return WORDS
    return ROLLS if scope["path"] == reverse("people:import-new") else FILE


def with_limits(application: App, *, limit: Callable[[Scope], int] = largest) -> App:
    """`application`, which is given no body above `limit` and none that drips; answers 413 or 408 itself."""

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
            body = _Body(receive, limit(scope), _announced(scope))
            await application(scope, body.receive, sent)
        except BodyError as error:
            if begun:
                raise
            await _refuse(send, error)

    return serve


class _Body:
    """Counts what comes. After the end of the body it only waits for the reader to go, as long as that takes."""

    def __init__(self, receive: Receive, most: int, announced: int) -> None:
        if announced > most:
            raise BodyError(413, _TOO_LARGE)
        self._receive = receive
        self._most = most
        self._came = 0
        self._ended = False
        self._began = asyncio.get_running_loop().time()

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
        if self._came > self._most:
            raise BodyError(413, _TOO_LARGE)
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


def _has_session(scope: Scope) -> bool:
    jar = SimpleCookie()
    try:
        for name, value in scope["headers"]:
            if name == b"cookie":
                jar.load(value.decode("latin-1"))
    except CookieError:
        return False
    return settings.SESSION_COOKIE_NAME in jar
