# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from samspil.core.alive import direct_address
from samspil.live import checks
from samspil.live.tests.clients import COMMITTED

pytestmark = COMMITTED


class Pooler:
    """Passes everything between a client and the database except notifications, as a transaction pooler does."""

    def __init__(self, host: str, port: str) -> None:
        self._to = (host, port)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        for one in [self.listening, *self._open]:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _database(self) -> socket.socket:
        host, port = self._to
        if not host.startswith("/"):
            return socket.create_connection((host, int(port)))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{host}/.s.PGSQL.{port}")
        return server

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listening.accept()
                server = self._database()
                self._open += [client, server]
                threading.Thread(target=self._pass_on, args=(client, server), daemon=True).start()
                threading.Thread(target=self._sift, args=(server, client), daemon=True).start()

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                server.sendall(data)
            server.close()

    def _sift(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError), server.makefile("rb") as messages:
            while head := messages.read(5):
                body = messages.read(int.from_bytes(head[1:], "big") - 4)
                if head[:1] != b"A":
                    client.sendall(head + body)


@pytest.fixture
def pooler() -> Iterator[Pooler]:
    parameters = connection.get_connection_params()
    with closing(Pooler(parameters.get("host") or "127.0.0.1", str(parameters.get("port") or 5432))) as one:
        yield one


def live_messages() -> list[str]:
    messages = run_checks(tags=[Tags.database], databases=["default"])
    return [message.id for message in messages if (message.id or "").startswith("live.")]


def test_a_direct_connection_is_fine():
    assert live_messages() == []


def test_a_transaction_pooler_is_found_out(pooler, settings, monkeypatch):
    monkeypatch.setattr(checks, "WAIT_SECONDS", 0.3)
    through = conninfo_to_dict(direct_address()) | {"host": "127.0.0.1", "port": pooler.port}
    settings.LIVE_DATABASE_URL = make_conninfo("", **through, sslmode="disable", gssencmode="disable")

    assert live_messages() == ["live.W001"]


def test_a_wrong_address_is_said(settings):
    settings.LIVE_DATABASE_URL = "postgresql://nobody@127.0.0.1:1/none"

    assert live_messages() == ["live.W002"]


def test_nothing_is_asked_of_the_database_unless_it_is_checked():
    assert checks.listening_works() == []
    assert checks.listening_works(databases=["other"]) == []
