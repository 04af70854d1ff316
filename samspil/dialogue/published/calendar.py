# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The next meeting's date as a calendar entry, from what the letter says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samspil.core import clock, ics
from samspil.dialogue.meetings.calendar import entry
from samspil.dialogue.meetings.series import made_from
from samspil.dialogue.meetings.words import Moved, moved

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting
    from samspil.dialogue.publishing.queries.versions import Published


def file_name() -> str:
    """The name of the file, in the reader's language."""
    return _("naeste-moede.ics")


@dataclass(frozen=True, slots=True)
class Since:
    """What has become of the announced meeting: it is called off (`meeting`), or is another than the letter says."""

    meeting: Meeting
    lines: tuple[Moved, ...]


def next_since(published: Published) -> Since | None:
    """None where the letter is still true, as far as anybody knows."""
    following, made = published.content.next, made_from(meeting=published.meeting)
    if following is None or made is None:
        return None
    starts, ends = clock.local(made.starts_at), clock.local(made.ends_at)
    before = _Announced(
        datetime.combine(following.on, following.starts or starts.time(), clock.HOUSE_ZONE),
        datetime.combine(following.on, following.ends or ends.time(), clock.HOUSE_ZONE),
        following.place or made.place,
    )
    lines = moved(before, made)
    return Since(made, lines) if lines or made.called_off_at else None


@dataclass(slots=True)
class _Announced:
    """As the letter says it; what it leaves open is no change."""

    starts_at: datetime
    ends_at: datetime
    place: str


def next_ics(published: Published, *, now: datetime) -> bytes | None:
    """A whole day when no time is set; None when the letter names no date.

    The UID is the same in each version, and the meeting keeps it once it is made: from then on its own day and place
    are given, and that it is called off, but nothing else of its plan.
    """
    content, following = published.content, published.content.next
    if following is None:
        return None
    summary = _("Næste møde efter »%(title)s«") % {"title": content.meeting_title}
    made = made_from(meeting=published.meeting)
    if made is not None:
        return ics.one(replace(entry(made), summary=summary, text=made.called_off_reason), now=now)
    zone, starts, ends = clock.HOUSE_ZONE, following.starts, following.ends
    announced = ics.Entry(
        uid=published.meeting.next_uid,
        summary=summary,
        starts=datetime.combine(following.on, starts, zone) if starts else following.on,
        ends=datetime.combine(following.on, ends, zone) if starts and ends else None,
        place=following.place,
        # A correction may name another day.
        sequence=published.version.number - 1,
    )
    return ics.one(announced, now=now)
