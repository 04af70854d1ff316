# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the first page shows: the one next thing, and every meeting with how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.delivery.enums import State
from samspil.delivery.queries import outbox_counts
from samspil.dialogue.inviting.models import InvitationReply
from samspil.dialogue.inviting.queries import TOGETHER, answers
from samspil.dialogue.inviting.rules import may_read
from samspil.dialogue.letter.models import LetterVersion
from samspil.dialogue.meetings.enums import Stage
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.overview.queries.steps import Mailed, Step, mailed_of, next_step
from samspil.dialogue.promises.queries.answers import Overdue, Tally, overdue, tallies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from samspil.people.roles.held import HeldRoles

STEPS = (Stage.PLAN, Stage.INVITED, Stage.EVENING, Stage.SORTING, Stage.LETTER, Stage.SENT)


@dataclass(frozen=True, slots=True)
class Row:
    meeting: Meeting
    steps: tuple[str, ...]
    now: int
    summary: str
    next: Step

    @property
    def place(self) -> int:
        """Counted from one."""
        return self.now + 1

    @property
    def step_words(self) -> str:
        return _("%(step)s, trin %(now)s af %(all)s") % {
            "step": self.steps[self.now],
            "now": self.now + 1,
            "all": len(self.steps),
        }


@dataclass(frozen=True, slots=True)
class Home:
    rows: tuple[Row, ...]
    first: Row | None
    replies: tuple[InvitationReply, ...]
    undelivered: int
    overdue: tuple[Overdue, ...]


def home(*, now: datetime) -> Home:
    """Every open meeting, and the one that needs somebody first: the live one, then sorting, then the nearest, and then
    a letter whose points wait for an answer.
    """
    found = rows(now=now)
    urgency = {Stage.EVENING: 0, Stage.SORTING: 1, Stage.LETTER: 2, Stage.PLAN: 3, Stage.INVITED: 4, Stage.SENT: 9}
    urgency[Stage.CALLED_OFF] = 10
    waiting = sorted(found, key=lambda row: (urgency[row.meeting.stage], row.meeting.starts_at))
    first = next((row for row in waiting if not row.next.idle), None)
    failed = outbox_counts().get(State.FAILED, 0)
    return Home(tuple(found), first, tuple(_replies()), failed, tuple(overdue(now=now)))


def _replies() -> Iterable[InvitationReply]:
    """The five newest answers to invitations."""
    return InvitationReply.objects.select_related(
        "invitation__meeting",
        "invitation__address__board__school",
        "invitation__address__school",
        "invitation__address__committee",
        "invitation__address__municipality",
    ).order_by("-answered_at", "pk")[:5]


def rows(*, now: datetime) -> list[Row]:
    """All meetings, the newest first."""
    counted = Meeting.objects.annotate(
        notes_kept=Count("notes", filter=Q(notes__withdrawn_at__isnull=True), distinct=True),
        listed=Count("invitations", distinct=True),
        asked=Count(TOGETHER, filter=Q(invitations__invited_at__isnull=False), distinct=True),
        answered=Count(TOGETHER, filter=Q(invitations__reply__sequence=F("sequence")), distinct=True),
    )
    found = list(counted.order_by("-starts_at", "pk")[:200])
    published = [meeting.pk for meeting in found if meeting.published_at]
    answered, mailed = tallies(meetings=published, now=now), mailed_of(published)
    return [_row(meeting, answered.get(meeting.pk), mailed.get(meeting.pk), now) for meeting in found]


def row(*, meeting: Meeting, now: datetime) -> Row:
    published = [meeting.pk] if meeting.published_at else []
    answered, mailed = tallies(meetings=published, now=now), mailed_of(published)
    return _row(meeting, answered.get(meeting.pk), mailed.get(meeting.pk), now)


def _row(meeting: Meeting, tally: Tally | None, mailed: Mailed | None, now: datetime) -> Row:
    stage = meeting.stage
    # A meeting that is called off stays where it was.
    reached = stage if stage in STEPS else Stage.INVITED if meeting.invited_at else Stage.PLAN
    return Row(
        meeting=meeting,
        steps=tuple(str(step.label) for step in STEPS),
        now=STEPS.index(reached),
        summary=_summary(meeting, stage),
        next=next_step(meeting, stage, tally, mailed, now),
    )


def _summary(meeting: Meeting, stage: Stage) -> str:
    if stage == Stage.CALLED_OFF:
        return _("Aflyst: %(reason)s") % {"reason": meeting.called_off_reason}
    if stage in {Stage.PLAN, Stage.INVITED}:
        # Counted for all at once in `rows`.
        known: dict[str, int] = vars(meeting)
        if "listed" not in known:
            found = answers(meeting=meeting)
            known = {"listed": found.invited, "asked": found.asked, "answered": found.answered}
        asked, answered = known["asked"], known["answered"]
        if not known["listed"]:
            return _("Ingen er valgt til invitationen endnu")
        if not asked:
            return _("Ingen er skrevet til endnu")
        return _("%(answered)s af %(asked)s har svaret") % {"answered": answered, "asked": asked}
    notes = getattr(meeting, "notes_kept", None)
    notes = meeting.notes.filter(withdrawn_at__isnull=True).count() if notes is None else notes
    return ngettext("%(notes)s note", "%(notes)s noter", notes) % {"notes": notes}


def letters_for(*, held: HeldRoles) -> list[LetterVersion]:
    """The newest version of each letter that this reader was invited to, the newest first."""
    newest = (
        LetterVersion.objects.select_related("letter__meeting").order_by("letter_id", "-number").distinct("letter_id")
    )
    mine = [version for version in newest if may_read(held=held, meeting=version.letter.meeting)]
    return sorted(mine, key=lambda version: version.published_at, reverse=True)


def overdue_for(*, letters: Collection[LetterVersion], now: datetime) -> list[Overdue]:
    """What is over time in the letters that a reader may read."""
    return overdue(now=now, versions=letters)
