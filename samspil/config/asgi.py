# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The asynchronous application that `samspil serve` runs: live streams and static files in front of Django."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import django
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.config.settings")
# Threads come and go: each would otherwise open a connection of its own for each request (docs/adr/request-threads.md).
os.environ.setdefault("DATABASE_POOL", "10")
# Nobody waits longer for a page, and a question that takes longer holds up the others. Not for migrations and backups.
os.environ.setdefault("DATABASE_STATEMENT_SECONDS", "30")

django.setup(set_prefix=False)

# These read settings and models, so they come after the set-up.
from django.db import close_old_connections  # noqa: E402

from samspil.config.bodies import with_limits  # noqa: E402
from samspil.config.static import with_static  # noqa: E402
from samspil.live.asgi import LiveApp  # noqa: E402

THREADS = 12


class ThreadedDjango(ASGIHandler):
    """Django with its whole middleware in one thread.

    All our views are synchronous. Django's own handler would carry each request to a thread and back for every
    middleware and view; here it goes there once (docs/adr/request-threads.md has the measurement).
    """

    _threads = ThreadPoolExecutor(THREADS, thread_name_prefix="request")

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        # A context of its own, so that a language activated here does not stay in the thread.
        answer = copy_context().run
        return await asyncio.get_running_loop().run_in_executor(self._threads, answer, self._answer, request)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        close_old_connections()
        try:
            return self.get_response(request)
        finally:
            close_old_connections()


application = LiveApp(with_static(with_limits(ThreadedDjango())))
