# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A server process for tests: the installation's own application with live alone, so that it starts in a second.

Run as a module: the port, then name=seconds for the waits of samspil.live.asgi that a test cannot wait for.
"""

import sys

import uvicorn


def main(port: int, waits: dict[str, float]) -> None:
    from samspil.config.asgi import application
    from samspil.live import asgi, channels
    from samspil.live.tests import pages

    for name, seconds in waits.items():
        assert hasattr(asgi, name)
        setattr(asgi, name, seconds)
    channels.register("try", access=pages.access, render=pages.render)
    uvicorn.run(application, host="127.0.0.1", port=port, log_level="info", access_log=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), {name: float(value) for name, _, value in (word.partition("=") for word in sys.argv[2:])})
