# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Pages that belong to no feature, and what is said when something goes wrong."""

import errno
import logging
import sys
from datetime import date

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.http import require_safe

from samspil.ui import samples
from samspil.ui.errors import error_number
from samspil.ui.languages import speaks

logger = logging.getLogger("samspil.ui.errors")
# Full, the user's share of it is full, or no file may be that large.
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

# When the accessibility statement was last gone through by a person.
ACCESSIBILITY_REVISED = date(2026, 11, 22)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/pages/accessibility.html", {"revised": ACCESSIBILITY_REVISED})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/pages/privacy.html")


@speaks("da", "en", "ar")
@require_safe
def style_page(request: HttpRequest) -> HttpResponse:
    """Every part in each state, in Danish only; for those who build, so only in the demo and in development.

    It speaks Arabic only so that one can see it from right to left.
    """
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    return render(request, "ui/pages/stil.html", samples.everything(request))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error("ui/errors/400.html", 400, request)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error("ui/errors/403.html", 403, request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error("ui/errors/404.html", 404, request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the fault is being handled. A database that is gone or too slow is no fault of the page's, nor is a
    disk that is full.
    """
    fault = sys.exc_info()[1]
    if isinstance(fault, OperationalError | InterfaceError) or getattr(fault, "errno", None) in _DISK_FULL:
        response = _error("ui/errors/503.html", 503, request)
        response["Retry-After"] = "10"
        return response
    return _error("ui/errors/500.html", 500, request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _error("ui/errors/csrf.html", 403, request, reason)


def _error(template: str, status: int, request: HttpRequest, reason: str = "") -> HttpResponse:
    """Rendered without the request, so that nothing is asked of the database; the number ties the page to the log."""
    number = error_number()
    # The address may hold a personal link: only the name of the route is written.
    route = request.resolver_match.view_name if request.resolver_match else "-"
    # What follows the dash in a reason is the reader's own header, with the address of a page in it.
    logger.warning("%s: %s at %s. %s", number, status, route, reason.partition(" - ")[0])
    # Read by samspil.core.logs: the trace of the fault comes with the number that the reader was told.
    request.error_number = number  # type: ignore[attr-defined]  # as said above
    return HttpResponse(loader.render_to_string(template, {"error_id": number}), status=status)
