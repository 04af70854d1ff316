# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Streams in front of Django (docs/adr/live-in-front-of-django.md says why not as a Django response).

Django decides, with all its middleware, in a thread that is given back at once; the open stream then costs two tasks
on the event loop, and neither a thread nor a database connection.
"""

import asyncio
import io
import logging
import random
import signal
import threading
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from types import FrameType
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.core import signals
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.base import BaseHandler
from django.http import HttpResponseBase
from django.urls import set_script_prefix
from django.utils import translation

from samspil.live import frames
from samspil.live.hub import Hub, close_current_hub, current_hub
from samspil.live.readers import Reader
from samspil.live.views import LiveResponse

logger = logging.getLogger(__name__)

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# A page that hears nothing for two of these knows that the network is gone (live.js).
HEARTBEAT_SECONDS = 15.0
# A socket that has taken nothing for this long is given up; its reader comes back with its last id, if it is there.
STUCK_SECONDS = 20.0
# How long a role that was taken away still sees news, give or take a fifth.
ASK_AGAIN_SECONDS = 60.0
NOT_PASSED_ON = {"content-length", "content-encoding"}
_SESSION = settings.SESSION_COOKIE_NAME.encode()


class LiveApp:
    """ASGI application that answers `GET <prefix>…` with streams and leaves everything else to `django`."""

    def __init__(self, django: App, *, prefix: str = "/live/") -> None:
        self._django = django
        self._prefix = prefix
        self._handler = BaseHandler()
        self._handler.load_middleware()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith(self._prefix):
            await self._answer(scope, receive, send)
        else:
            await self._django(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        hub = current_hub()
        if hub.ending or hub.seated >= settings.LIVE_MOST_READERS:
            busy = [(b"retry-after", b"10"), (b"connection", b"close"), (b"cache-control", b"private, no-store")]
            await _send_plain(send, 503, busy, b"")
            return
        # Taken before the question is asked: after a restart all ask in the same moment.
        hub.seated += 1
        try:
            await self._seat(hub, scope, receive, send)
        finally:
            hub.seated -= 1

    async def _seat(self, hub: Hub, scope: Scope, receive: Receive, send: Send) -> None:
        granted = await hub.ask(lambda: self._ask(scope))
        if not isinstance(granted, LiveResponse):
            await _send_plain(send, granted.status_code, _headers(granted), b"".join(granted))
            return
        await send({"type": "http.response.start", "status": 200, "headers": _headers(granted, skip=NOT_PASSED_ON)})
        # Spread, so that not all come back in the same instant after a restart.
        await send(_body(frames.opening(random.randint(1500, 4000))))  # noqa: S311 (no secret)
        await self._stream(hub, granted, scope, receive, send)

    async def _stream(self, hub: Hub, granted: LiveResponse, scope: Scope, receive: Receive, send: Send) -> None:
        reader = Reader(places=granted.places, language=granted.language, last=granted.last, named=granted.named)
        leaving = asyncio.create_task(_until_gone(receive, reader))
        key = _same_question(scope)
        try:
            await hub.join(reader)
            hub.watches.join(
                key, reader, lambda: hub.ask(lambda: self._ask(scope)), _is_granted, every=ASK_AGAIN_SECONDS
            )
            while (news := await reader.next_bytes(HEARTBEAT_SECONDS)) is not None:
                async with asyncio.timeout(STUCK_SECONDS):
                    await send(_body(news))
            async with asyncio.timeout(STUCK_SECONDS):
                await send(_body(b"", more=False))
        except TimeoutError:
            logger.info("Live events: a reader took nothing for %.0f s and was dropped", STUCK_SECONDS)
            _abort(send)
        finally:
            leaving.cancel()
            hub.watches.leave(key, reader)
            hub.leave(reader)

    def _ask(self, scope: Scope) -> HttpResponseBase:
        """Django's answer to the request, as its own handler would give it."""
        set_script_prefix(scope.get("root_path", "") or "/")
        signals.request_started.send(sender=self.__class__, scope=scope)
        try:
            response = self._handler.get_response(ASGIRequest(scope, io.BytesIO()))
        finally:
            # LocaleMiddleware leaves the thread in the reader's language.
            translation.deactivate()
        # Ends with request_finished, which gives the database connection back.
        response.close()
        return response


def _same_question(scope: Scope) -> tuple[object, ...]:
    """The same for all streams about which Django would be asked the same: who they are, and what they follow.

    Who is logged in stands in the session's cookie, and what opens a page without log-in in the address. Other cookies
    are a device's own, and fifty phones at tables would be fifty questions a minute.
    """
    cookies = {cookie for name, value in scope["headers"] if name == b"cookie" for cookie in value.split(b"; ")}
    session = sorted(cookie for cookie in cookies if cookie.partition(b"=")[0] == _SESSION)
    # Where a stream resumes, and its language, decide nothing.
    query = sorted(pair for pair in parse_qsl(scope["query_string"]) if pair[0] not in {b"last", b"language"})
    return (tuple(session), scope["path"], tuple(query))


def _is_granted(answer: HttpResponseBase, reader: Reader) -> bool:
    return isinstance(answer, LiveResponse) and answer.places == reader.places


async def _until_gone(receive: Receive, reader: Reader) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    reader.end()


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            _end_streams_on_signals(current_hub())
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await close_current_hub()
            await send({"type": "lifespan.shutdown.complete"})
            return


def _end_streams_on_signals(hub: Hub) -> None:
    """Uvicorn waits for open responses before it says that it stops; streams must hear of it when the signal comes."""
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()

    def chain(number: int) -> None:
        before = signal.getsignal(number)

        def handle(received: int, stack: FrameType | None) -> None:
            with suppress(RuntimeError):  # the loop may be closed already
                loop.call_soon_threadsafe(hub.end_readers)
            if callable(before):
                before(received, stack)

        signal.signal(number, handle)

    for number in (signal.SIGTERM, signal.SIGINT):
        chain(number)


def _abort(send: Send) -> None:
    # ASGI has no word for it: closing waits for the stuck socket to take what is written. Uvicorn's `send` belongs to
    # an object that holds the transport; on another server the network's own time-out has to do.
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is not None:
        transport.abort()


def _headers(response: HttpResponseBase, *, skip: Collection[str] = ()) -> list[tuple[bytes, bytes]]:
    pairs = [(name.lower(), value) for name, value in response.items() if name.lower() not in skip]
    pairs += [("set-cookie", morsel.output(header="").strip()) for morsel in response.cookies.values()]
    return [(name.encode("ascii"), str(value).encode("latin-1")) for name, value in pairs]


def _body(content: bytes, *, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": content, "more_body": more}


async def _send_plain(send: Send, status: int, headers: list[tuple[bytes, bytes]], content: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send(_body(content, more=False))
