# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who may follow what. The answer is an ordinary one; samspil.live.asgi turns a granted one into a stream."""

from collections.abc import Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from samspil.live.channels import CHANNEL_NAME, SOURCES
from samspil.live.readers import Place

MOST_CHANNELS = 8


class LiveResponse(HttpResponse):
    """A granted stream: what it may follow and where it resumes.

    Sent as it stands (by a server without samspil.live.asgi in front) it is a stream that ends at once, and a browser
    comes back after `retry`.
    """

    def __init__(self, *, places: Sequence[Place], language: str, last: str, named: bool) -> None:
        super().__init__(b"retry: 5000\n\n", content_type="text/event-stream")
        self.places = tuple(places)
        self.language = language
        self.last = last
        self.named = named
        # no-transform: a proxy that compresses would hold events back; the last line is for nginx.
        self["Cache-Control"] = "private, no-store, no-transform"
        self["X-Accel-Buffering"] = "no"


@require_safe
def stream(request: HttpRequest, channel: str = "") -> HttpResponse:
    """One channel by its path, or several as ?channel=…&channel=…; 404 for one that the reader may not know of."""
    channels = [channel] if channel else list(dict.fromkeys(request.GET.getlist("channel")))
    if not 1 <= len(channels) <= MOST_CHANNELS:
        raise Http404
    return LiveResponse(
        places=[Place(channel=name, role=_role(request, name)) for name in channels],
        language=_language(request),
        last=request.headers.get("Last-Event-ID") or request.GET.get("last", ""),
        named=not channel,
    )


def _role(request: HttpRequest, channel: str) -> str:
    source = SOURCES.of(channel) if CHANNEL_NAME.fullmatch(channel) else None
    role = source.access(request, channel) if source else None
    if role is None:
        raise Http404
    return role


def _language(request: HttpRequest) -> str:
    # The page says which language it is in: a cookie may have changed in another tab since it was drawn.
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE
