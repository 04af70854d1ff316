# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Another day, time or place, or none at all: those who rely on it are told, and the officer is asked before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil import live
from samspil.core import audit
from samspil.core.errors import Refused
from samspil.core.written import as_written
from samspil.dialogue.meetings.models import Meeting, MeetingChange
from samspil.dialogue.meetings.series import announcing, made_from
from samspil.dialogue.planning.hooks import announcements, meeting_changed, people_told

if TYPE_CHECKING:
    from datetime import datetime

    from samspil.people.persons.models import User

WHEN_AND_WHERE = frozenset({"starts_at", "ends_at", "place"})


class AskFirst(Refused):
    """Nothing is changed: `people` would get a mail, so whoever asked must say that they know."""

    def __init__(self, before: MeetingChange, after: Meeting, people: int) -> None:
        said = ngettext(
            "%(people)s har fået dag og sted at vide og får mail om ændringen. Den er ikke gemt endnu.",
            "%(people)s har fået dag og sted at vide og får mail om ændringen. Den er ikke gemt endnu.",
            people,
        )
        super().__init__(said % {"people": people}, code="meeting-ask-first")
        self.before, self.after, self.people = before, after, people


def told_of(*, meeting: Meeting, now: datetime) -> int:
    """How many would get a mail."""
    return sum(told or 0 for told in people_told.all(meeting=meeting, now=now).values())


def meeting_hold(meeting: Meeting) -> None:
    """Hold the meeting's row and read it anew; refused once it is called off."""
    Meeting.objects.select_for_update().only("pk").get(pk=meeting.pk)
    meeting.refresh_from_db()
    if meeting.called_off_at is not None:
        raise Refused(_("Mødet er aflyst. Det kan ikke ændres mere."), code="meeting-called-off")


def change_of(before: Meeting, now: datetime) -> MeetingChange:
    """What the meeting is before a change, not saved yet."""
    return MeetingChange(
        meeting=before,
        sequence=before.sequence + 1,
        changed_at=now,
        starts_at=before.starts_at,
        ends_at=before.ends_at,
        place=before.place,
    )


def change_tell(*, change: MeetingChange, meeting: Meeting, tell: bool, by: User, now: datetime) -> None:
    """Save the change and tell those who rely on it, unless it is about the past. Raises AskFirst without `tell`."""
    if meeting.opened_at is not None or max(change.starts_at, meeting.starts_at) <= now:
        return
    people = told_of(meeting=meeting, now=now)
    if people and not tell:
        raise AskFirst(change, meeting, people)
    change.save()
    Meeting.objects.filter(pk=meeting.pk).update(sequence=change.sequence)
    meeting.sequence = change.sequence
    meeting_changed(meeting=meeting, by=by, now=now)
    live.publish(f"room:{meeting.uuid}", "moved")


def announced_take(*, meeting: Meeting, now: datetime) -> None:
    """Take over the name in calendars of the day that a letter announced, so that the day becomes the meeting.

    Only before anybody is written to, and only one meeting: what is in calendars keeps its name for ever.
    """
    before = None if meeting.announced_uid or meeting.invited_at else announcing(meeting=meeting)
    if before is None:
        return
    Meeting.objects.select_for_update().only("pk").get(pk=before.pk)
    if made_from(meeting=before) is not None:
        return
    letters = announcements.first(meeting=before) or 0
    meeting.announced_uid, meeting.sequence = before.next_uid, max(meeting.sequence, letters) + 1
    meeting.updated_at = now
    meeting.save(update_fields=["announced_uid", "sequence", "updated_at"])


@transaction.atomic
def meeting_call_off(*, meeting: Meeting, reason: str, by: User, now: datetime) -> None:
    """Call it off with a reason that all who were told can read. It stays so; a new one can be made like it."""
    meeting_hold(meeting)
    words = as_written(reason)
    if not words:
        raise Refused(_("Skriv grunden. Den står i mailen og på siden."), code="call-off-reason")
    if meeting.opened_at is not None:
        raise Refused(_("Mødet er begyndt. Det kan ikke aflyses."), code="meeting-begun")
    meeting.called_off_at, meeting.called_off_reason = now, words
    meeting.sequence, meeting.updated_at = meeting.sequence + 1, now
    meeting.save(update_fields=["called_off_at", "called_off_reason", "sequence", "updated_at"])
    audit.record(by=by, at=now, action="meeting.call_off", obj=meeting, changes={"called_off_at": (None, now)})
    meeting_changed(meeting=meeting, by=by, now=now)
    live.publish(f"room:{meeting.uuid}", "called-off")
