# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The web process, as `samspil serve` starts it."""

import resource
import sys

import uvicorn

from samspil.cli import danish, environment
from samspil.cli.installation import PACKAGE
from samspil.cli.supervising import follow_parent
from samspil.core import logs

GRACE = 4
_FILES = 65_536


def main() -> int:
    parser = danish.Parser(prog="samspil web")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--reload", action="store_true")
    options = parser.parse_args()
    follow_parent(GRACE + 4)
    environment.prepare()
    logs.take_over()
    _allow_many_connections()
    uvicorn.run(
        "samspil.config.asgi:application",
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
        # Open streams end at once (samspil.live), everything else gets this long.
        timeout_graceful_shutdown=GRACE,
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
