# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A whole server for tests: the installation's own application, with a live source that tests can steer.

Channel "try:<name>" shows its latest event's data. ?role= in the address is the reader's role, unless the name begins
with "closed" or "may-<name>" has been published on by "shut".
"""

import os
import time
from importlib import import_module

import django
from django.http import HttpRequest, HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.config.settings")


def access(request: HttpRequest, channel: str) -> str | None:
    from samspil.live.queries import events_after

    if channel.startswith("try:closed") or any(row.kind == "shut" for row in events_after(channel=channel, number=0)):
        return None
    return request.GET.get("role", "reader")


def render(channel: str, language: str, role: str) -> dict[str, str]:
    from django.utils import translation

    from samspil.live.queries import events_after

    rows = events_after(channel=channel, number=0)
    latest = rows[-1].data if rows else {}
    time.sleep(float(latest.get("sleep", 0)))
    said = latest.get("text", "") * int(latest.get("times", 1))
    return {
        "room": f"<p>{said}</p>\n<p>{len(rows)}</p>",
        "who": f"{role} {language} {translation.get_language()}",
    }


def page(request: HttpRequest, name: str) -> HttpResponse:
    """A page for the browser tests: a live channel, a field, and how often it was drawn."""
    return HttpResponse(
        f"""<!doctype html><html lang="da"><head><title>{name}</title>
        <script type="module" src="/static/live/live.js"></script></head><body>
        <div data-live="/live/try:{name}/"><div data-live-swap="room">nothing yet</div></div>
        <div data-live="/live/try:{name}-other/"><div data-live-swap="room">nothing yet</div></div>
        <p data-live-lost hidden>Forbindelsen er væk. Siden prøver igen.</p></body></html>"""
    )


def application_for_tests():
    from django.conf import settings

    from samspil.config import asgi
    from samspil.live import channels

    channels.register("try", access=access, render=render)
    import_module(settings.ROOT_URLCONF).urlpatterns.append(path("try/<str:name>/", page))
    return asgi.application


if os.environ.get("SAMSPIL_LIVE_TEST_SERVER"):
    django.setup()
    application = application_for_tests()
