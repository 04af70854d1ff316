# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""What makes a table's page a small app: its service worker, and what a phone needs to put it on its first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspil.core import clock
from samspil.core.throttle import names_looked_for
from samspil.core.written import as_written
from samspil.dialogue.meetings.languages import known
from samspil.dialogue.notes.queries import naming
from samspil.dialogue.room.actions import codes
from samspil.dialogue.room.queries import room as queries
from samspil.ui.languages import speaks

ICON_SIZES = (192, 512)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It stands beside the tables' addresses, because a worker rules what lies below its own."""
    return render(request, "dialogue/table_worker.js", content_type="text/javascript; charset=utf-8")


@speaks("da", "en", "ar")
@require_safe
def manifest(request: HttpRequest, code: str) -> HttpResponse:
    """Name, colours and icons of the table's page as an app. Opens at its own table."""
    table = codes.table_opened(request, code=code)
    address = reverse("dialogue:table", kwargs={"code": table.code})
    return JsonResponse(
        {
            "id": address,
            "name": _("Samspil, bord %(number)s") % {"number": table.number},
            "short_name": _("Bord %(number)s") % {"number": table.number},
            "start_url": address,
            "scope": reverse("dialogue:table-find"),
            "display": "standalone",
            "background_color": "#f6f4ed",
            "theme_color": "#f6f4ed",
            "icons": [_icon(size, purpose) for size in ICON_SIZES for purpose in ("any", "maskable")],
        },
        content_type="application/manifest+json",
    )


@speaks("da", "en", "ar")
@require_POST
def note_names(request: HttpRequest, code: str) -> HttpResponse:
    """A sentence when the words that are being written seem to name somebody; the words are kept nowhere.

    Only while a round is on, and for what may become a note: it is no place to try which names there are.
    """
    table = codes.table_opened(request, code=code)
    text, language = as_written(request.POST.get("note", "")), known(request.POST.get("language", ""))
    said = ""
    open_ = queries.is_writing(table=table, now=clock.now())
    if open_ and len(text) <= naming.MOST_SIGNS and names_looked_for(table.code, len(text.split())):
        said = naming.warning(rolls=naming.public_rolls(), text=text, language=language)
    return JsonResponse({"warning": said})


def _icon(size: int, purpose: str) -> dict[str, str]:
    return {
        "src": static(f"dialogue/app-{size}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }
