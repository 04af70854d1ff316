# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""On real sockets: what is too large is refused before it is read, and who drips is let go."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from samspil.cli import web
from samspil.config import bodies

SMALL = 1000


async def reads_all(scope: bodies.Scope, receive: bodies.Receive, send: bodies.Send) -> None:
    """As Django: the whole body first, the answer then."""
    if scope["type"] != "http":
        return
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(str(size)))]})
    await send({"type": "http.response.body", "body": str(size).encode()})


async def small(scope: bodies.Scope) -> int:
    return SMALL


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server whose patience is half a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bodies, "PATIENCE", 0.5)
        patch.setattr(web, "PATIENCE", 0.5)
        app = bodies.with_limits(reads_all, words=100, limit=small)
        config = uvicorn.Config(
            app, host="127.0.0.1", port=0, log_config=None, http=web.PatientProtocol, lifespan="off"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield server.servers[0].sockets[0].getsockname()[1]
        server.should_exit = True
        thread.join()


class Wire:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_: Any) -> None:
        self.socket.close()

    def say(self, words: bytes) -> None:
        self.socket.sendall(words)

    def rest(self) -> bytes:
        """All that comes until the server closes."""
        found = b""
        while True:
            try:
                part = self.socket.recv(4096)
            except ConnectionResetError:
                return found
            if not part:
                return found
            found += part


def head(*fields: str) -> bytes:
    return "\r\n".join(["POST /bord/ HTTP/1.1", "Host: localhost", *fields, "", ""]).encode()


def test_what_fits_is_taken(port: int) -> None:
    with Wire(port) as wire:
        wire.say(head(f"Content-Length: {SMALL}", "Connection: close") + b"x" * SMALL)
        answer = wire.rest()

    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"1000")


def test_what_says_that_it_is_too_large_is_refused_before_it_comes(port: int) -> None:
    with Wire(port) as wire:
        wire.say(head("Content-Length: 9000000000"))
        answer = wire.rest()

    assert answer.startswith(b"HTTP/1.1 413")
    assert "fylder for meget" in answer.decode()


def test_what_does_not_say_its_size_is_counted(port: int) -> None:
    with Wire(port) as wire:
        wire.say(head("Transfer-Encoding: chunked"))
        wire.say((b"190\r\n" + b"x" * 400 + b"\r\n") * 3)
        answer = wire.rest()

    assert answer.startswith(b"HTTP/1.1 413")


def test_a_body_that_stops_is_ended(port: int) -> None:
    with Wire(port) as wire:
        wire.say(head("Content-Length: 900") + b"x")
        answer = wire.rest()

    assert answer.startswith(b"HTTP/1.1 408")
    assert "tog for lang tid" in answer.decode()


def test_a_body_that_drips_is_ended(port: int) -> None:
    """A byte now and then is no progress."""
    with Wire(port) as wire:
        wire.say(head("Content-Length: 900"))
        ended = threading.Event()
        answer: list[bytes] = []

        def listen() -> None:
            answer.append(wire.rest())
            ended.set()

        threading.Thread(target=listen).start()
        for _ in range(600):
            if ended.wait(0.1):
                break
            try:
                wire.say(b"x")
            except OSError:
                break
        assert ended.wait(60)

    assert answer[0].startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("begun", [b"", b"POST /bord/ HT", b"POST /bord/ HTTP/1.1\r\nHost: local"])
def test_a_connection_that_begins_no_request_is_ended(port: int, begun: bytes) -> None:
    with Wire(port) as wire:
        wire.say(begun)

        assert wire.rest() == b""


def test_a_connection_that_is_used_is_not(port: int) -> None:
    with Wire(port) as wire:
        for _ in range(8):
            wire.say(head("Content-Length: 1") + b"x")
            assert wire.socket.recv(4096).startswith(b"HTTP/1.1 200")
            time.sleep(0.2)


@pytest.mark.parametrize("cookie", ["", "samspil_sprog=da; csrftoken=x", "sessionid=\x00;;=,", "sessionid="])
def test_without_a_session_words_may_be_sent(cookie: str) -> None:
    headers = [(b"cookie", cookie.encode())] if cookie else []

    assert asyncio.run(bodies.largest({"path": "/import/", "headers": headers})) == bodies.WORDS


@pytest.mark.django_db
def test_a_session_that_is_logged_in_may_send_a_file_and_others_words() -> None:
    logged_in, visitor = SessionStore(), SessionStore()
    logged_in[SESSION_KEY] = "1"
    for one in (logged_in, visitor):
        one.save()

    assert bodies.largest_of("/moeder/x/plan/", str(logged_in.session_key)) == bodies.FILE
    assert bodies.largest_of("/import/", str(logged_in.session_key)) == bodies.ROLLS
    assert bodies.largest_of("/import/", str(visitor.session_key)) == bodies.WORDS
    assert bodies.largest_of("/import/", "madeup") == bodies.WORDS
