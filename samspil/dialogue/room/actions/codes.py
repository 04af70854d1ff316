# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""From a code to its table, for every address that takes one: wrong codes are counted here and nowhere else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404

from samspil.core import clock, throttle
from samspil.dialogue.room.queries import room as queries

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from samspil.dialogue.meetings.models import MeetingTable

# A code ends with its meeting: when the letter is sent, and where none is ever sent, this long after.
LONGEST = timedelta(days=365)
COOKIE = "samspil_bord"
_DAY = 24 * 60 * 60


def table_found(request: HttpRequest, *, code: str) -> MeetingTable | None:
    """The table that the code opens.

    Where many wrong codes come from, a right one is not let in either until the minute is over, and Throttled is
    raised; but a device that has opened the table before goes on.
    """
    found = queries.table_with_code(code=code)
    table = found if found is not None and _is_open(found) else None
    if found is not None and request.get_signed_cookie(COOKIE, default="", salt=COOKIE) == found.code:
        # Nobody guesses what their device knows: pages that stay open after the letter keep nobody out elsewhere.
        return table
    if not code.strip():
        return None
    throttle.refuse_guessing(request)
    if table is None:
        throttle.code_missed(request)
    return table


def table_opened(request: HttpRequest, *, code: str) -> MeetingTable:
    """The same, or 404."""
    table = table_found(request, code=code)
    if table is None:
        raise Http404
    return table


def remember(response: HttpResponse, table: MeetingTable) -> HttpResponse:
    """Let the device in again, whatever others behind the same address try."""
    response.set_signed_cookie(
        COOKIE,
        table.code,
        salt=COOKIE,
        max_age=_DAY,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    return response


def _is_open(table: MeetingTable) -> bool:
    return table.meeting.published_at is None and table.meeting.ends_at + LONGEST > clock.now()
