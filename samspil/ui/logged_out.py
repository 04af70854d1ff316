# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Words that are sent after the log-in has ended are not lost: they are given back before one logs in again."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _

_OURS = frozenset({"csrfmiddlewaretoken"})
# A single word this long may be an address or a name; shorter ones are the page's own choices.
LONG_WORD = 20


def logged_out(request: HttpRequest) -> HttpResponse | None:
    """What answers a form in the view's place; None where it holds nothing that somebody may have written.

    htmx leaves the page as it is and shows the sentence; any other browser would put the log-in in the page's place.
    """
    fields = (values for name, values in request.POST.lists() if name not in _OURS)
    # The same words may be sent twice, as a field and as what it was before.
    words = dict.fromkeys(value for values in fields for value in values if _written(value))
    if getattr(request, "htmx", False):
        copied = _("Du er logget af, og intet er gemt. Kopiér det, du skrev. Log så ind igen.")
        said = copied if words else _("Du er logget af, og intet er gemt. Log ind igen.")
        return HttpResponse(said, status=403, content_type="text/plain; charset=utf-8")
    if not words:
        return None
    onward = redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL)).url
    context = {"words": list(words), "login": onward}
    return render(request, "ui/errors/logged_out.html", context, status=403)


def _written(value: str) -> bool:
    """Whether a person may have written it, so that it is not one of the page's own values."""
    return len(value.split()) > 1 or (len(value) >= LONG_WORD and not _is_id(value))


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
