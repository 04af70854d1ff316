# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Starting real servers on the test's database, and following their streams as a browser does."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from samspil.live.tests.test_frames import parsed

ROOT = Path(__file__).parents[3]
# Commits are real, so that other connections and processes see them; only our own tables are emptied afterwards.
COMMITTED = pytest.mark.django_db(transaction=True, available_apps=["samspil.live"])


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def database_url() -> str:
    """DATABASE_URL with the name of the test's own database."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}"))


class Server:
    """A server process; `text` is what it has written."""

    def __init__(self, port: int | None = None, **waits: float) -> None:
        self.port = port or free_port()
        command = [sys.executable, "-m", "samspil.live.tests.server", str(self.port)]
        self.process = subprocess.Popen(
            [*command, *(f"{name}={seconds}" for name, seconds in waits.items())],
            cwd=ROOT,
            env=os.environ
            | {
                "DATABASE_URL": database_url(),
                "DATABASE_POOL": "4",
                "DJANGO_SETTINGS_MODULE": "samspil.live.tests.settings",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        # Long, because other tests may have the machine's cores; nobody waits who need not.
        until = time.monotonic() + 120
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(self.end())
            time.sleep(0.05)

    def answers(self) -> bool:
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", self.port)) == 0

    def get(
        self, address: str, method: str = "GET", body: str = "", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            if body:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            asking.request(method, address, body or None, headers)
            answer = asking.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            asking.close()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.end()

    def end(self) -> str:
        if self.process.poll() is None:
            self.process.terminate()
        try:
            text, _ = self.process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            text, _ = self.process.communicate()
        return text or ""


@contextmanager
def running(port: int | None = None, **waits: float) -> Iterator[Server]:
    server = Server(port, **waits)
    try:
        yield server
    finally:
        server.end()


class Stream:
    """An open stream. `wait(…)` reads until something is said."""

    def __init__(self, server: Server, address: str, **headers: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        lines = [f"GET {address} HTTP/1.1", "Host: localhost", *(f"{name}: {value}" for name, value in headers.items())]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode())
        self._raw = b""
        self._text = b""
        while b"\r\n\r\n" not in self._raw:
            self._receive(60)
        head, _, self._raw = self._raw.partition(b"\r\n\r\n")
        status, *fields = head.decode().split("\r\n")
        self.status = int(status.split()[1])
        self.headers = {name.lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}
        self.last = headers.get("Last-Event-ID", "")
        self.events: list[tuple[str, str]] = []
        self.ended = False

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._socket.close()

    def wait(self, seconds: float = 60.0, *, event: str | None = None, text: str | None = None) -> bool:
        """Read until `text` is said, or `event` comes; False when neither in time, or when the stream ends."""
        until, seen = time.monotonic() + seconds, len(self.events)
        while True:
            self._understand()
            for name, data in self.events[seen:]:
                if (event or text) and (event is None or name == event) and (text is None or text in data):
                    return True
            seen = len(self.events)
            left = until - time.monotonic()
            if self.ended or left <= 0:
                return False
            try:
                self._receive(left)
            except TimeoutError:
                return False

    def _receive(self, seconds: float) -> None:
        self._socket.settimeout(seconds)
        received = self._socket.recv(1 << 20)
        if not received:
            self.ended = True
            if not self._raw:
                return
        self._raw += received

    def _understand(self) -> None:
        while b"\r\n" in self._raw:
            size, _, rest = self._raw.partition(b"\r\n")
            length = int(size, 16)
            if len(rest) < length + 2:
                break
            self._text += rest[:length]
            self._raw = rest[length + 2 :]
            self.ended = self.ended or length == 0
        *blocks, self._text = self._text.split(b"\n\n")
        for block in blocks:
            for number, name, data in parsed(block + b"\n\n"):
                self.last = number or self.last
                self.events.append((name, data))
