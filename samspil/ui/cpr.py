# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""No CPR number is kept by mistake: whatever a form sends, in any field, is looked through before anything is saved.

Somebody is asked, and what they wrote stands on the page that asks. It is corrected there, or a number that is none is
confirmed.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from samspil.core.written import cpr_numbers

if TYPE_CHECKING:
    from collections.abc import Callable

CONFIRMED = "not-cpr"
_OURS = frozenset({"csrfmiddlewaretoken", CONFIRMED})


class CprMiddleware(MiddlewareMixin):
    """Answers in the view's place when a form holds what may be a CPR number that nobody has said is none."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST":
            return None
        confirmed = {one for value in request.POST.getlist(CONFIRMED) for one in value.split()}
        found = [number for number in _numbers(request) if number not in confirmed]
        return _asked(request, found) if found else None


def _numbers(request: HttpRequest) -> list[str]:
    return list(dict.fromkeys(number for _name, value in _sent(request) for number in cpr_numbers(str(value))))


def _sent(request: HttpRequest) -> list[tuple[str, Any]]:
    return [(name, value) for name, values in request.POST.lists() if name not in _OURS for value in values]


def _asked(request: HttpRequest, numbers: list[str]) -> HttpResponse:
    shown = ", ".join(f"{number[:6]}-{number[6:]}" for number in numbers)
    message = _("Det ligner et CPR-nummer: %(numbers)s. Det må ikke stå her. Intet er gemt endnu.") % {"numbers": shown}
    if not request.accepts("text/html"):
        said = {"saved": False, "message": message, "code": "cpr-number", "numbers": " ".join(numbers)}
        return JsonResponse(said, status=422)
    places = itertools.count(1)
    asked = [
        # The page shows what holds one of them, to be corrected there; the rest has the place 0.
        (name, value, 0 if set(numbers).isdisjoint(cpr_numbers(str(value))) else next(places))
        for name, value in _sent(request)
    ]
    context = {
        "message": message,
        "numbers": " ".join(numbers),
        "confirmed": CONFIRMED,
        "sent": asked,
        "several": max(place for _name, _value, place in asked) > 1,
        "earlier": request.POST.getlist(CONFIRMED),
        # A browser gives a file once: whoever sent one chooses it again.
        "files": bool(request.FILES),
    }
    htmx = bool(getattr(request, "htmx", False))
    answer = render(request, "ui/cpr.html", context, status=200 if htmx else 422)
    if htmx:
        answer["HX-Retarget"] = answer["HX-Reselect"] = "main"
        answer["HX-Reswap"] = "outerHTML"
    return answer
