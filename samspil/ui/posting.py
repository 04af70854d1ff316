# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Addresses that take something and show nothing of their own."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def posted(page: str, *names: str) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """Take POST alone; whoever reads the address comes to `page`, with those of the view's arguments that it needs.

    An address is read when a refused form's page is opened again, and after a log-in that stood before the press.
    Stands inside what asks who the reader is.
    """

    def decorate(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @functools.wraps(view)
        def taken(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method in {"GET", "HEAD"}:
                return redirect(reverse(page, kwargs={name: kwargs[name] for name in names}))
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])

        return taken

    return decorate
