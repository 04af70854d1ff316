# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What allauth knows and this house does not offer."""

from typing import NoReturn

from django.http import Http404, HttpRequest


def closed(request: HttpRequest) -> NoReturn:
    raise Http404
