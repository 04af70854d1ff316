# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A refusal that no view has caught still reaches the person as plain words, never as "Noget gik galt"."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.deprecation import MiddlewareMixin

from samspil.core.errors import SamspilError
from samspil.ui.errors import error_number

logger = logging.getLogger("samspil.ui.errors")


class RefusalMiddleware(MiddlewareMixin):
    """Answers a SamspilError with its own words: a page, or the bare words to htmx, which `samspil.js` shows."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, SamspilError):
            return None
        status = int(getattr(exception, "status", 409))
        number = error_number()
        logger.info("%s: refused, %s", number, exception.code)
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(str(exception), status=status, content_type="text/plain; charset=utf-8")
        page = loader.render_to_string("ui/errors/refused.html", {"message": str(exception), "error_id": number})
        return HttpResponse(page, status=status)
