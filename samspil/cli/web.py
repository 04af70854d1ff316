# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The web process, as `samspil serve` starts it."""

import argparse
import asyncio
import resource
import sys
from importlib import import_module

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from samspil.cli import commands, danish, environment, serving
from samspil.cli.installation import PACKAGE
from samspil.cli.supervising import WEB_GRACE, follow_parent

_FILES = 65_536
# Seconds within which a connection has to begin a request, its headers and all.
PATIENCE = 20.0


class PatientProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]  # chosen when uvicorn is imported
    """Uvicorn's own, which lets a connection go that begins no request; of slow bodies samspil.config.bodies knows."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        self._answered: object = None
        self.loop.call_later(PATIENCE, self._look)

    def _look(self) -> None:
        if self.transport.is_closing():
            return
        waits = self.cycle is None or self.cycle.response_complete
        if waits and self.cycle is self._answered:
            self.transport.abort()
            return
        self._answered = self.cycle if waits else None
        self.loop.call_later(PATIENCE, self._look)


def main() -> int:
    parser = danish.Parser(prog="samspil web")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--reload", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    follow_parent(WEB_GRACE + 4)
    return commands.told(lambda: _serve(options), refused=serving.REFUSED)


def _serve(options: argparse.Namespace) -> int:
    environment.prepare(database=False)
    # Sets Django up, which needs no database: that one may be on its way yet.
    application = import_module("samspil.config.asgi").application
    # These read the settings.
    from samspil.cli import prepared  # noqa: PLC0415 (reason above)
    from samspil.core import logs, standing  # noqa: PLC0415 (reason above)

    environment.hold_database()
    if options.check and not prepared.is_prepared():
        return serving.UNPREPARED
    logs.take_over()
    _allow_many_connections()
    standing.let_stand()
    uvicorn.run(
        "samspil.config.asgi:application" if options.reload else application,
        host=options.host,
        port=options.port,
        ssl_certfile=options.certificate,
        ssl_keyfile=options.key,
        log_level="warning",
        # The loggers of the settings: uvicorn's own would write a fault with everything it says.
        log_config=None,
        # Personal links are secrets; an access log would keep them.
        access_log=False,
        server_header=False,
        http=PatientProtocol,
        # It would believe whoever connects from this machine; SAMSPIL_PROXIES says whom to believe (settings).
        proxy_headers=False,
        # Open streams end at once (samspil.live), everything else gets this long.
        timeout_graceful_shutdown=WEB_GRACE,
        # Templates are read once, so a changed one needs a new process too; style sheets are read each time.
        reload=options.reload,
        reload_dirs=[str(PACKAGE)] if options.reload else None,
        reload_includes=["*.html", "*.txt", "*.mo"] if options.reload else None,
        backlog=4096,
    )
    return 0


def _allow_many_connections() -> None:
    """Each open stream is an open file, and the usual limit is 1024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


if __name__ == "__main__":
    sys.exit(main())
