# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Questions put to people: a family's pages by personal link, and the page on which staff type an answer in."""

from django.http import Http404, HttpRequest, HttpResponse


def start(request: HttpRequest, token: str) -> HttpResponse:
    raise Http404
