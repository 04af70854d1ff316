# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The asynchronous application that `samspil serve` runs: live streams and static files in front of Django."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextvars import copy_context
from typing import IO, cast

import django
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.signals import request_started
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.config.settings")
# Threads come and go: each would otherwise open a connection of its own for each request (docs/adr/request-threads.md).
os.environ.setdefault("DATABASE_POOL", "10")
# Nobody waits longer for a page, and a question that takes longer holds up the others. Not for migrations and backups.
os.environ.setdefault("DATABASE_STATEMENT_SECONDS", "30")

django.setup(set_prefix=False)

# These read settings and models, so they come after the set-up.
from samspil.config.bodies import Receive, Scope, Send, with_limits  # noqa: E402
from samspil.config.static import with_static  # noqa: E402
from samspil.core.afterwards import afterwards  # noqa: E402
from samspil.live.asgi import LiveApp  # noqa: E402

THREADS = 12


class ThreadedDjango(ASGIHandler):
    """Django with its whole middleware, and its signals, in one thread.

    All our views are synchronous. Django's own handler would carry each request to a thread and back for every
    middleware and view, and begin a thread of the request's own for the signals before and after it; here it goes to a
    thread once (docs/adr/request-threads.md has the measurement).
    """

    _threads = ThreadPoolExecutor(THREADS, thread_name_prefix="request")

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with closing(body):
            loop = asyncio.get_running_loop()
            # A context of its own, so that a language activated here does not stay in the thread.
            response = await loop.run_in_executor(self._threads, copy_context().run, self._answer, scope, body)
            await self.send_response(response, send)
            if response.streaming:
                await loop.run_in_executor(self._threads, response.close)

    def _answer(self, scope: Scope, body: IO[bytes]) -> HttpResponseBase:
        """The response; whole, it is closed already, which ends with request_finished."""
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=self.__class__, scope=scope)
        request, refused = self.create_request(scope, body)
        response = self.get_response(request) if request else cast("HttpResponseBase", refused)
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        if not response.streaming:
            response.close()
        return response


afterwards.gather()
application = LiveApp(with_static(with_limits(ThreadedDjango())))
