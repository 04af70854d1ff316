# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The rows of the seating plan and the boards' wishes in the access matrix (see tests/access_rows.py)."""

from typing import Any

from tests.access_rows import Row, only
from tests.access_rows_meetings import POST_LAST, acts, both, live_meeting, looks, meeting
from tests.cast import Cast


def with_guest(cast: Cast) -> dict[str, Any]:
    """The meeting with a guest, whom the form names."""
    from samspil.dialogue.models import Guest

    if "guest" not in cast.made:
        cast.made["guest"] = Guest.objects.create(meeting=live_meeting(cast), name="Amina")
    return meeting(cast)


def away(cast: Cast) -> dict[str, Any]:
    return {"away": cast.made["guest"].uuid}


SEATING = {
    "dialogue:seating": looks(meeting),
    "dialogue:seating-ask": acts(meeting, get=POST_LAST),
    "dialogue:seating-accept": Row(url=meeting, get=POST_LAST, post=only(officer=404), why="No plan was named."),
    "dialogue:seating-absent": acts(with_guest, get=POST_LAST, data=away),
    "dialogue:seating-print": looks(meeting),
    "dialogue:seating-guests": both(meeting),
    "dialogue:guests-fill": acts(meeting, get=POST_LAST),
    "dialogue:guests-paste": acts(meeting, get=POST_LAST),
    "dialogue:guests-clear": acts(meeting, get=POST_LAST),
    "dialogue:seating-wish": acts(meeting, get=POST_LAST),
    "dialogue:table-seats": acts(meeting, get=POST_LAST),
}
