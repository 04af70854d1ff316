# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The next meeting's date as a calendar entry, from what the letter says."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samspil.core import clock, ics

if TYPE_CHECKING:
    from samspil.dialogue.publishing.queries.versions import Published


def file_name() -> str:
    """The name of the file, in the reader's language."""
    return _("naeste-moede.ics")


def next_ics(published: Published, *, now: datetime) -> bytes | None:
    """A whole day when no time is set; None when the letter names no date.

    The UID is the same in each version, and the meeting keeps it once it is made (`meetings.series`).
    """
    content, following = published.content, published.content.next
    if following is None:
        return None
    zone, starts, ends = clock.HOUSE_ZONE, following.starts, following.ends
    entry = ics.Entry(
        uid=published.meeting.next_uid,
        summary=_("Næste møde efter »%(title)s«") % {"title": content.meeting_title},
        starts=datetime.combine(following.on, starts, zone) if starts else following.on,
        ends=datetime.combine(following.on, ends, zone) if starts and ends else None,
        place=following.place,
        # A correction may name another day.
        sequence=published.version.number - 1,
    )
    return ics.one(entry, now=now)
