# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Clients that cost little, so that the server is measured and not they. `python -m bench.live_wire` is the watchers.

The watchers are a process of their own: they read one line of JSON (what to watch), say "ready" when all are connected,
and at the next line print what each saw: [[seconds, notes], …] on the system's monotonic clock. `notes` is how many the
picture says there are, on a stream's fragment as on a page that is fetched.
"""

import asyncio
import json
import random
import re
import resource
import sys
import time
from dataclasses import dataclass, field
from typing import Any

COUNT = re.compile(rb"(\d+) noter? i runden")
Seen = list[tuple[float, int]]


@dataclass
class Answer:
    status: int
    headers: dict[bytes, bytes]
    body: bytes


@dataclass
class Client:
    """One connection that is kept open, as a browser does."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def ask(self, address: str, *, body: bytes = b"", **headers: str) -> Answer:
        """GET, or POST when there is a body. A kept connection that the server has closed meanwhile is opened anew."""
        try:
            reader = await self.send(address, body=body, **headers)
            status, fields = await self.head(reader)
        except (asyncio.IncompleteReadError, ConnectionError):
            self.close()
            reader = await self.send(address, body=body, **headers)
            status, fields = await self.head(reader)
        if fields.get(b"transfer-encoding") == b"chunked":
            content = b"".join([part async for part in chunks(reader)])
        else:
            content = await reader.readexactly(int(fields.get(b"content-length", b"0")))
        if fields.get(b"connection") == b"close":
            self.close()
        return Answer(status, fields, content)

    async def send(self, address: str, *, body: bytes = b"", **headers: str) -> asyncio.StreamReader:
        if self._writer is None or self._writer.is_closing() or self._reader is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 22)
        lines = [f"{'POST' if body else 'GET'} {address} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if body:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self._writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await self._writer.drain()
        return self._reader

    async def head(self, reader: asyncio.StreamReader) -> tuple[int, dict[bytes, bytes]]:
        lines = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        fields: dict[bytes, bytes] = {}
        for line in filter(None, lines[1:]):
            name, _, value = line.partition(b": ")
            fields[name.lower()] = value
            if name.lower() == b"set-cookie":
                cookie, _, kept = value.decode().partition(";")[0].partition("=")
                self.cookies[cookie] = kept
        return int(lines[0].split()[1]), fields

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


async def chunks(reader: asyncio.StreamReader) -> Any:
    """The pieces of a chunked body."""
    while size := int(await reader.readline(), 16):
        yield (await reader.readexactly(size + 2))[:-2]
    await reader.readline()


async def follow(port: int, address: str, seen: Seen, connected: asyncio.Semaphore) -> None:
    """A stream: note the time and the count of each write that brings a new foot of the projector."""
    client = Client(port)
    reader = await client.send(address, Accept="text/event-stream")
    status, _ = await client.head(reader)
    if status != 200:
        msg = f"{address} answered {status}"
        raise RuntimeError(msg)
    connected.release()
    async for part in chunks(reader):
        if found := COUNT.search(part):
            seen.append((time.monotonic(), int(found[1])))


async def poll(port: int, address: str, seen: Seen, connected: asyncio.Semaphore, every: float) -> None:
    """A page fetched again and again; the first time at a moment of its own."""
    client = Client(port)
    connected.release()
    await asyncio.sleep(random.random() * every)
    while True:
        begun = time.monotonic()
        answer = await client.ask(address, Accept="text/html")
        if found := COUNT.search(answer.body):
            seen.append((time.monotonic(), int(found[1])))
        await asyncio.sleep(max(0.0, begun + every - time.monotonic()))


async def listen(port: int, address: str) -> None:
    """A table's own stream: read, as its phone does, and thrown away."""
    client = Client(port)
    reader = await client.send(address, Accept="text/event-stream")
    status, _ = await client.head(reader)
    if status != 200:
        msg = f"{address} answered {status}"
        raise RuntimeError(msg)
    async for _part in chunks(reader):
        pass


async def watch(order: dict[str, Any]) -> None:
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    connected = asyncio.Semaphore(0)
    all_seen: list[Seen] = [[] for _ in range(order["watchers"])]
    tasks = []
    for seen in all_seen:
        if order["poll"]:
            work = poll(order["port"], order["address"], seen, connected, order["poll"])
        else:
            work = follow(order["port"], order["address"], seen, connected)
        tasks.append(asyncio.create_task(work))
    tasks += [asyncio.create_task(listen(order["port"], phone)) for phone in order["phones"]]
    for _ in all_seen:
        await connected.acquire()
    print("ready", flush=True)
    await lines.readline()
    broken = [repr(task.exception()) for task in tasks if task.done()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print(json.dumps({"seen": all_seen, "broken": broken[:3], "ended": len(broken)}), flush=True)


def allow_many_connections() -> None:
    """Each watcher is an open file, and the usual limit is 1024."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    allow_many_connections()
    asyncio.run(watch(json.loads(sys.stdin.readline())))
