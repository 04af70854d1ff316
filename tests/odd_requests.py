# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Requests with values that no page of ours sends, for whoever tries every address."""

import inspect
import sys
import zlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve

ODD = (
    "a\x00b",
    "٣²",
    "9" * 5000,
    "99999999999999999999",
    "0001-01-01",
    '[{"id": 5, "response": {"userHandle": {}, "clientDataJSON": 7}, "rawId": []}]',
)


class Odd(QueryDict):
    """What was sent, but about half of whatever is asked for is odd: what, depends on the name and the address."""

    where: str | None = None

    def odd(self, key: object) -> str | None:
        # Without an address it is a copy that somebody made of us.
        drawn = zlib.crc32(f"{key} {self.where}".encode())
        return None if self.where is None or drawn % 2 else ODD[drawn // 2 % len(ODD)]

    def __getitem__(self, key: str) -> Any:
        return super().__getitem__(key) if (odd := self.odd(key)) is None else odd

    def get(self, key: str, default: Any = None) -> Any:
        return super().get(key, default) if (odd := self.odd(key)) is None else odd

    def getlist(self, key: str, default: Any = None) -> Any:
        return super().getlist(key, default) if (odd := self.odd(key)) is None else [odd]

    def __contains__(self, key: object) -> bool:
        return self.odd(key) is not None or super().__contains__(key)


def odd_of(sent: QueryDict, where: str) -> Odd:
    made = Odd(sent.urlencode(), mutable=True)
    made.where = where
    for key in list(sent):
        if (odd := made.odd(key)) is not None:
            made.setlist(key, [odd])
    return made


def make_odd(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The last middleware: what the views get to read is odd."""

    def middleware(request: HttpRequest) -> HttpResponse:
        where = request.headers["X-Where"]
        request.GET = odd_of(request.GET, where)
        request.POST = odd_of(request.POST, where)  # type: ignore[assignment]  # it stands for one
        return get_response(request)

    return middleware


def reads_the_query(url: str) -> bool:
    """Whether the view's module reads what stands behind the »?« of an address: for others a page is only drawn."""
    view = inspect.unwrap(resolve(url).func)
    return ".GET" in inspect.getsource(sys.modules[view.__module__])
