# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A feature for tests: a live source that they can steer, and pages that follow it.

Channel "try:<name>" shows its latest event's data. `?role=` is the reader's role; nobody may follow a name that begins
with "closed", or one on which "shut" has been published.
"""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path
from django.utils import translation

from samspil.live import hub, publish
from samspil.live.queries import events_after

PAGE = """<!doctype html><html lang="da"><head><title>{name}</title>
<script type="module" src="/static/live/live.js"></script></head><body>
<main data-live="/live/try:{name}/">
  <div data-live-swap="room"><p>not yet</p></div>
  <div data-live-swap="form"><input id="field" aria-label="Note"></div>
  <p data-live-lost hidden>Forbindelsen er væk. Siden prøver igen.</p>
  <p data-live-closed hidden>Siden viser ikke længere nyt. Genindlæs siden.</p>
</main>
<section data-live="/live/?channel=try:{name}-b&amp;channel=try:{name}-c"><div data-live-swap="room"></div></section>
</body></html>"""


def access(request: HttpRequest, channel: str) -> str | None:
    if channel.startswith("try:closed") or any(row.kind == "shut" for row in events_after(channel=channel, number=0)):
        return None
    return request.GET.get("role", "reader")


def render(channel: str, language: str, role: str) -> dict[str, str]:
    rows = events_after(channel=channel, number=0)
    latest: dict[str, Any] = rows[-1].data if rows else {}
    return {
        "room": f"<p>{latest.get('text', '') * int(latest.get('times', 1))}</p>\n<p>{len(rows)}</p>",
        "form": f'<input id="field" aria-label="Note" title="{len(rows)}">',
        "who": f"{role} {language} {translation.get_language()}",
    }


def page(_: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(PAGE.format(name=name))


def say(request: HttpRequest, name: str) -> HttpResponse:
    with transaction.atomic():
        return JsonResponse({"number": publish(f"try:{name}", "said", {"text": request.POST["text"]})})


def readers(_: HttpRequest) -> HttpResponse:
    return JsonResponse({"readers": sum(len(one.readers) for one in list(hub._HUBS.values()))})


urlpatterns = [
    path("live/", include("samspil.live.urls")),
    path("try/readers/", readers),
    path("try/<str:name>/", page),
    path("try/<str:name>/say/", say),
]
