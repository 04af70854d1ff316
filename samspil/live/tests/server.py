# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A whole server for tests: the installation's own application, with a live source that tests can steer.

Channel "try:<name>" shows its latest event's data. `?role=` is the reader's role; nobody may follow a name that begins
with "closed", or one on which "shut" has been published. Run as a module: the port, then name=seconds for the waits of
samspil.live.asgi that a test cannot wait for.
"""

import os
import sys
from importlib import import_module
from typing import Any

import django
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

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
    from samspil.live.queries import events_after

    if channel.startswith("try:closed") or any(row.kind == "shut" for row in events_after(channel=channel, number=0)):
        return None
    return request.GET.get("role", "reader")


def render(channel: str, language: str, role: str) -> dict[str, str]:
    from django.utils import translation

    from samspil.live.queries import events_after

    rows = events_after(channel=channel, number=0)
    latest: dict[str, Any] = rows[-1].data if rows else {}
    return {
        "room": f"<p>{latest.get('text', '') * int(latest.get('times', 1))}</p>\n<p>{len(rows)}</p>",
        "form": f'<input id="field" aria-label="Note" title="{len(rows)}">',
        "who": f"{role} {language} {translation.get_language()}",
    }


def page(_: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(PAGE.format(name=name))


@csrf_exempt
def say(request: HttpRequest, name: str) -> HttpResponse:
    from django.db import transaction

    from samspil.live import publish

    with transaction.atomic():
        return JsonResponse({"number": publish(f"try:{name}", "said", {"text": request.POST["text"]})})


def readers(_: HttpRequest) -> HttpResponse:
    from samspil.live.hub import _HUBS

    return JsonResponse({"readers": sum(len(hub.readers) for hub in list(_HUBS.values()))})


def main(port: int, waits: dict[str, float]) -> None:
    import uvicorn
    from django.conf import settings

    from samspil.config.asgi import application
    from samspil.live import asgi, channels

    for name, seconds in waits.items():
        assert hasattr(asgi, name)
        setattr(asgi, name, seconds)
    channels.register("try", access=access, render=render)
    import_module(settings.ROOT_URLCONF).urlpatterns += [
        path("try/readers/", readers),
        path("try/<str:name>/", page),
        path("try/<str:name>/say/", say),
    ]
    uvicorn.run(application, host="127.0.0.1", port=port, log_level="info", access_log=False)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.config.settings")
    django.setup()
    main(int(sys.argv[1]), {name: float(value) for name, _, value in (word.partition("=") for word in sys.argv[2:])})
