# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What planning asks, and tells, those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core.hooks import after_commit, hook, provider

if TYPE_CHECKING:
    from datetime import datetime

    from samspil.dialogue.meetings.models import Meeting
    from samspil.dialogue.planning.models import PrintPack
    from samspil.people.persons.models import User


@provider
def people_told(*, meeting: Meeting, now: datetime) -> int | None:
    """How many rely on day and place, and get a mail when they are changed or the meeting is called off."""


@provider
def announcements(*, meeting: Meeting) -> int | None:
    """How many letters have named the day of the meeting after this one: the entry's number grew with each."""


@hook
def meeting_changed(*, meeting: Meeting, by: User, now: datetime) -> None:
    """The day, time or place of `meeting` is another than before, or it is called off; its `sequence` has grown."""


@after_commit
def pack_waits(*, pack: PrintPack) -> None:
    """A file for the tables is to be drawn. One that is lost is found again by a chore."""
