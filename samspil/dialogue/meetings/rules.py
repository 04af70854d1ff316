# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a meeting may say about those who were there (promise 6), and what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core import anonymity, clock
from samspil.dialogue.meetings.enums import MeetingKind

if TYPE_CHECKING:
    from datetime import datetime

    from samspil.dialogue.meetings.models import Meeting


def is_small(*, meeting: Meeting, tables: int) -> bool:
    """Whether its figures would point at families: a class meeting, or fewer tables than five."""
    return meeting.kind == MeetingKind.CLASS or tables < anonymity.SMALLEST


def is_of_class(meeting: Meeting) -> bool:
    """Whether it is a class's own, held by its team: what is sent about it is not the officers' to read."""
    return meeting.school_class_id is not None


def asks_for_a_yes(meeting: Meeting) -> bool:
    """Whether a table says for each note if its words may be published: in a class everybody knows everybody."""
    return meeting.kind == MeetingKind.CLASS


def asks_for_wishes(*, meeting: Meeting, now: datetime) -> bool:
    """Whether boards may wish for its agenda: until the end of the day in `wishes_by`, before the meeting itself."""
    if meeting.called_off_at is not None:
        return False
    return meeting.wishes_by is not None and clock.today(now) <= meeting.wishes_by and now < meeting.starts_at
