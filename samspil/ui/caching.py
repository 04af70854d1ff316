# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Nobody keeps a copy of an answer that is not for everybody: no proxy, and no browser that others use too."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin

View = TypeVar("View", bound=Callable[..., Any])

PRIVATE: Final = "private, no-store"
# A copy may be kept, and is asked about each time: what is shown to all today may be taken back tomorrow.
OPEN: Final = "public, no-cache"
# What no page of ours uses, neither may anything that found its way into one.
_PERMISSIONS: Final = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def for_everybody(view: View) -> View:
    """Say that what a view answers is public: the same for all who are not logged in."""
    view.for_everybody = True  # type: ignore[attr-defined]  # read by PrivateMiddleware
    return view


class PrivateMiddleware(MiddlewareMixin):
    """The outermost, so that redirects, refusals and pages of errors pass it too."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        said = {part.strip().partition("=")[0] for part in response.headers.get("Cache-Control", "").split(",")}
        if _is_open(request, response):
            response.headers["Cache-Control"] = OPEN
            patch_vary_headers(response, ["Cookie", "Accept-Language"])
        elif not {"private", "no-store"} <= said:
            response.headers["Cache-Control"] = PRIVATE
        return response


def _is_open(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Of a page for everybody, but not with somebody's name at its top, nor with a cookie."""
    match = request.resolver_match
    marked = match is not None and getattr(match.func, "for_everybody", False)
    logged_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    return bool(marked and response.status_code == 200 and not logged_in and not response.cookies)
