# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the first page shows: the one next thing, and every meeting with how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.delivery.enums import State
from samspil.delivery.queries import outbox_counts
from samspil.dialogue.inviting.models import Invitation, InvitationReply
from samspil.dialogue.inviting.queries import Counted, counted, placed, title_of
from samspil.dialogue.inviting.rules import may_read_of
from samspil.dialogue.letter.models import LetterVersion
from samspil.dialogue.meetings.access import held_by
from samspil.dialogue.meetings.enums import Stage
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.models import Note
from samspil.dialogue.overview.queries.steps import Mailed, Step, mailed_of, next_step
from samspil.dialogue.promises.queries.answers import Overdue, Tally, overdue, tallies
from samspil.people.roles.rules import may_administer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from samspil.people.roles.held import HeldRoles

STEPS = (Stage.PLAN, Stage.INVITED, Stage.EVENING, Stage.SORTING, Stage.LETTER, Stage.SENT)


@dataclass(frozen=True, slots=True)
class Row:
    meeting: Meeting
    steps: tuple[str, ...]
    now: int
    summary: str
    next: Step
    invited: Counted

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
    # Who answered, by the name that this reader may see, and what.
    replies: tuple[tuple[str, InvitationReply], ...]
    undelivered: int
    overdue: tuple[Overdue, ...]


def home(*, held: HeldRoles, now: datetime, viewer: int | None = None) -> Home:
    """Every open meeting, and the one that needs somebody first: the live one, then sorting, then the nearest, and then
    a letter whose points wait for an answer.
    """
    found = rows(held=held, now=now)
    urgency = {Stage.EVENING: 0, Stage.SORTING: 1, Stage.LETTER: 2, Stage.PLAN: 3, Stage.INVITED: 4, Stage.SENT: 9}
    urgency[Stage.CALLED_OFF] = 10
    waiting = sorted(found, key=lambda row: (urgency[row.meeting.stage], row.meeting.starts_at))
    first = next((row for row in waiting if not row.next.idle), None)
    failed = outbox_counts().get(State.FAILED, 0) if may_administer(held) else 0
    sent = Meeting.objects.filter(held_by(held), published_at__isnull=False).values_list("pk", flat=True)
    return Home(
        tuple(found), first, tuple(_replies(held, viewer)), failed, tuple(overdue(now=now, meetings=list(sent)))
    )


def _replies(held: HeldRoles, viewer: int | None) -> Iterable[tuple[str, InvitationReply]]:
    """The five newest answers to invitations."""
    theirs = InvitationReply.objects.filter(held_by(held, "invitation__meeting__"))
    newest = list(theirs.select_related("invitation__meeting").order_by("-answered_at", "pk")[:5])
    asked = placed(Invitation.objects.filter(pk__in=[reply.invitation_id for reply in newest])).in_bulk()
    return [(title_of(asked[reply.invitation_id], held=held, viewer=viewer), reply) for reply in newest]


@dataclass(frozen=True, slots=True)
class _Figures:
    """Of several meetings, by their keys: each is asked for once for all of them."""

    notes: Mapping[int, int]
    invited: Mapping[int, Counted]
    promised: Mapping[int, Tally]
    mailed: Mapping[int, Mailed]


def _figures(meetings: Sequence[Meeting], now: datetime) -> _Figures:
    keys = [meeting.pk for meeting in meetings]
    published = [meeting.pk for meeting in meetings if meeting.published_at]
    kept = Note.objects.filter(meeting__in=keys, withdrawn_at__isnull=True).order_by().values_list("meeting")
    return _Figures(
        notes=dict(kept.annotate(Count("pk"))),
        invited=counted(meetings=keys),
        promised=tallies(meetings=published, now=now),
        mailed=mailed_of(published),
    )


def rows(*, held: HeldRoles, now: datetime) -> list[Row]:
    """The meetings that are theirs to hold, the newest first."""
    found = list(Meeting.objects.filter(held_by(held)).order_by("-starts_at", "pk")[:200])
    figures = _figures(found, now)
    return [_row(meeting, figures, now) for meeting in found]


def row(*, meeting: Meeting, now: datetime) -> Row:
    return _row(meeting, _figures([meeting], now), now)


def _row(meeting: Meeting, figures: _Figures, now: datetime) -> Row:
    stage = meeting.stage
    # A meeting that is called off stays where it was.
    reached = stage if stage in STEPS else Stage.INVITED if meeting.invited_at else Stage.PLAN
    return Row(
        meeting=meeting,
        steps=tuple(str(step.label) for step in STEPS),
        now=STEPS.index(reached),
        summary=_summary(meeting, stage, figures),
        next=next_step(meeting, stage, figures.promised.get(meeting.pk), figures.mailed.get(meeting.pk), now),
        invited=figures.invited.get(meeting.pk, Counted()),
    )


def _summary(meeting: Meeting, stage: Stage, figures: _Figures) -> str:
    if stage == Stage.CALLED_OFF:
        return _("Aflyst: %(reason)s") % {"reason": meeting.called_off_reason}
    if stage in {Stage.PLAN, Stage.INVITED}:
        invited = figures.invited.get(meeting.pk, Counted())
        if not invited.listed:
            return _("Ingen er valgt til invitationen endnu")
        if not invited.asked:
            return _("Ingen er skrevet til endnu")
        return _("%(answered)s af %(asked)s har svaret") % {"answered": invited.answered, "asked": invited.asked}
    notes = figures.notes.get(meeting.pk, 0)
    return ngettext("%(notes)s note", "%(notes)s noter", notes) % {"notes": notes}


def letters_for(*, held: HeldRoles) -> list[LetterVersion]:
    """The newest version of each letter that this reader was invited to, the newest first: to be named by its `title`,
    so without what stands in it.
    """
    newest = LetterVersion.objects.order_by("letter_id", "-number").distinct("letter_id")
    versions = list(newest.select_related("letter__meeting").defer("content").annotate(title=KT("content__title")))
    readable = may_read_of(held=held, meetings=[version.letter.meeting_id for version in versions])
    mine = [version for version in versions if version.letter.meeting_id in readable]
    return sorted(mine, key=lambda version: version.published_at, reverse=True)


def overdue_for(*, letters: Collection[LetterVersion], now: datetime) -> list[Overdue]:
    """What is over time in the letters that a reader may read."""
    return overdue(now=now, meetings={letter.letter.meeting_id for letter in letters})
