# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Work that nobody waits for. In the web process it is done when the answers that are on their way have gone out."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable

from django.db import close_old_connections, connections

logger = logging.getLogger(__name__)

Work = Callable[[], object]
# Ten tables save within less than this; what they all ask for is then done once.
GATHERED_SECONDS = 0.3


class Afterwards:
    """`do` does a piece of work at once, until `gather` is called: from then on beside the requests, once for each key.

    What has not begun is lost with its process, so it must be something that is found again.
    """

    def __init__(self) -> None:
        self._gathers = False
        self._lock = threading.Lock()
        self._waiting: dict[Hashable, Work] = {}

    def gather(self) -> None:
        self._gathers = True

    def do(self, key: Hashable, work: Work) -> None:
        if not self._gathers:
            work()
            return
        with self._lock:
            begins = not self._waiting
            self._waiting[key] = work
        if begins:
            # No daemon: a process that stops does it before it ends.
            threading.Timer(GATHERED_SECONDS, self._run).start()

    def _run(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        close_old_connections()
        for key, work in waiting.items():
            try:
                work()
            except Exception:  # the next piece is somebody else's
                logger.exception("Afterwards: %s", key)
        connections.close_all()


afterwards = Afterwards()
