# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Real mail servers for the tests: one that behaves (aiosmtpd), and one that does exactly what a test says."""

import contextlib
import email
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller


@dataclass
class Postbox:
    """An aiosmtpd handler. `says[address]` is a list of answers to RCPT, used up from the front."""

    envelopes: list = field(default_factory=list)
    says: dict[str, list[str]] = field(default_factory=dict)
    says_to_data: list[str] = field(default_factory=list)
    connections: set = field(default_factory=set)
    port: int = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802 - aiosmtpd's name
        self.connections.add(session.peer)
        answers = self.says.get(address, [])
        if answers:
            answer = answers.pop(0)
            if not answer.startswith("250"):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        if self.says_to_data:
            answer = self.says_to_data.pop(0)
            if not answer.startswith("250"):
                return answer
        self.envelopes.append(envelope)
        return "250 2.0.0 taken over"

    @property
    def mails(self) -> list[EmailMessage]:
        return [email.message_from_bytes(envelope.content, policy=default) for envelope in self.envelopes]

    @property
    def received(self) -> Counter[str]:
        return Counter(address for envelope in self.envelopes for address in envelope.rcpt_tos)


def free_port() -> int:
    """A port that nobody listens on (the controller of aiosmtpd cannot be given 0)."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def postbox(**options) -> Iterator[Postbox]:
    box = Postbox()
    box.port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **options)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


class Hangup(Exception):
    """A script cuts the connection."""


@dataclass
class Script:
    """What a `ScriptedServer` does. Each hook gets the server's side of the connection and may stall or hang up."""

    at_data: Callable[[], None] = lambda: None
    at_body: Callable[[], None] = lambda: None
    before_reply: Callable[[], None] = lambda: None
    after_reply: Callable[[], None] = lambda: None
    reads_body: bool = True
    takes: bool = True
    greeting: str = "220 ready"


@dataclass
class ScriptedServer:
    """A tiny SMTP server, one thread a connection; `taken` holds each body it said 250 to (or would have)."""

    script: Script
    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextlib.contextmanager
    def running(self) -> Iterator["ScriptedServer"]:
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        try:
            yield self
        finally:
            self._stop.set()
            # Wakes accept(), which a mere close would not.
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()

    def _accept(self, listener: socket.socket) -> None:
        while not self._stop.is_set():
            try:
                connection, _peer = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as wire, contextlib.suppress(OSError, Hangup):
            connection.sendall(self.script.greeting.encode() + b"\r\n")
            self._talk(wire, connection.sendall)

    def _talk(self, wire, say) -> None:
        while line := wire.readline():
            command = line[:4].upper()
            if command == b"QUIT":
                say(b"221 bye\r\n")
                return
            if command == b"DATA":
                self._data(wire, say)
            else:
                say(b"250 OK\r\n")

    def _data(self, wire, say) -> None:
        self.script.at_data()
        say(b"354 go ahead\r\n")
        if not self.script.reads_body:
            self._stop.wait()
            raise Hangup
        lines = []
        while True:
            line = wire.readline()
            if not line:
                return
            if line == b".\r\n":
                break
            lines.append(line)
            if len(lines) == 1:
                self.script.at_body()
        if self.script.takes:
            self.taken.append(b"".join(lines))
        self.script.before_reply()
        say(b"250 taken over\r\n" if self.script.takes else b"451 try later\r\n")
        self.script.after_reply()
