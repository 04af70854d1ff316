# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Pages are sent compressed to those who are not logged in."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSED = {"text/html", "application/json"}


class CompressionMiddleware(GZipMiddleware):
    """Compress a page where no secret stands beside words that somebody else chose.

    The length of a compressed page tells what is in it (BREACH). A table's page and a page of a personal link hold no
    secret but the code or link they were asked with, which whoever can ask for them has already, and CSRF tokens, which
    Django masks anew in each answer (and it adds up to 100 random bytes). Pages of those who are logged in may hold
    table codes and links of others: they go as they are. So does a stream, which must not be held back.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if kind not in COMPRESSED or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return response
        return super().process_response(request, response)
