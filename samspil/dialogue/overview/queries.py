# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the first page shows: the one next thing, and every meeting with how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.delivery.enums import State
from samspil.delivery.queries import outbox_counts
from samspil.dialogue.hearing.queries import waiting
from samspil.dialogue.inviting.models import InvitationReply
from samspil.dialogue.inviting.rules import may_read
from samspil.dialogue.letter.models import LetterVersion
from samspil.dialogue.meetings.enums import Stage
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.meetings.queries import missing_before_invitation
from samspil.dialogue.promises.queries.answers import Overdue, Tally, overdue, tallies
from samspil.dialogue.sorting.queries.progress import sorting_progress

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from samspil.people.roles.held import HeldRoles

STEPS = (Stage.PLAN, Stage.INVITED, Stage.EVENING, Stage.SORTING, Stage.LETTER, Stage.SENT)


@dataclass(frozen=True, slots=True)
class Step:
    """The one thing to do now, in a sentence, with where to do it."""

    title: str
    words: str
    url: str
    press: str
    # Nobody waits for it: a page to look at, when nothing else is to do.
    idle: bool = False


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
        asked=Count("invitations", distinct=True),
        answered=Count("invitations__reply", distinct=True),
    )
    found = list(counted.order_by("-starts_at", "pk")[:200])
    sent = tallies(meetings=[meeting.pk for meeting in found if meeting.published_at], now=now)
    return [_row(meeting, sent.get(meeting.pk), now) for meeting in found]


def row(*, meeting: Meeting, now: datetime) -> Row:
    sent = tallies(meetings=[meeting.pk], now=now) if meeting.published_at else {}
    return _row(meeting, sent.get(meeting.pk), now)


def _row(meeting: Meeting, tally: Tally | None, now: datetime) -> Row:
    stage = meeting.stage
    return Row(
        meeting=meeting,
        steps=tuple(str(step.label) for step in STEPS),
        now=STEPS.index(stage),
        summary=_summary(meeting, stage),
        next=_sent(meeting, tally) if stage == Stage.SENT else _next(meeting, stage, now),
    )


def _summary(meeting: Meeting, stage: Stage) -> str:
    if stage in {Stage.PLAN, Stage.INVITED}:
        asked = getattr(meeting, "asked", None)
        asked = meeting.invitations.count() if asked is None else asked
        answered = getattr(meeting, "answered", None)
        answered = meeting.invitations.filter(reply__isnull=False).count() if answered is None else answered
        if not asked:
            return _("Ingen er valgt til invitationen endnu")
        return _("%(answered)s af %(asked)s har svaret") % {"answered": answered, "asked": asked}
    notes = getattr(meeting, "notes_kept", None)
    notes = meeting.notes.filter(withdrawn_at__isnull=True).count() if notes is None else notes
    return ngettext("%(notes)s note", "%(notes)s noter", notes) % {"notes": notes}


def _next(meeting: Meeting, stage: Stage, now: datetime) -> Step:
    makers = {
        Stage.PLAN: _plan,
        Stage.INVITED: _invited,
        Stage.EVENING: _evening,
        Stage.SORTING: _sorting,
        Stage.LETTER: _letter,
    }
    return makers[stage](meeting, now)


def _plan(meeting: Meeting, now: datetime) -> Step:
    gaps = missing_before_invitation(meeting=meeting)
    if gaps:
        words = ngettext(
            "Der mangler %(count)s ting, før invitationen kan sendes.",
            "Der mangler %(count)s ting, før invitationen kan sendes.",
            len(gaps),
        ) % {"count": len(gaps)}
        return Step(_("Læg planen færdig"), words, reverse("dialogue:plan", args=[meeting.uuid]), _("Gå til planen"))
    words = _("Planen er klar. Vælg, hvem der skal med, og send invitationen.")
    return Step(
        _("Send invitationen"), words, reverse("dialogue:invitations", args=[meeting.uuid]), _("Gå til invitationen")
    )


def _invited(meeting: Meeting, now: datetime) -> Step:
    if meeting.starts_at - now < timedelta(hours=3):
        words = _("Åbn styringen på den computer, der skal vise storskærmen.")
        return Step(_("Begynd aftenen"), words, reverse("dialogue:control", args=[meeting.uuid]), _("Gå til styringen"))
    words = _("Se, hvem der har svaret, og mind resten om det.")
    return Step(_("Følg svarene"), words, reverse("dialogue:invitations", args=[meeting.uuid]), _("Se svar"))


def _evening(meeting: Meeting, now: datetime) -> Step:
    words = _("Mødet er i gang. Uret og bordene følger styringen.")
    return Step(_("Styr aftenen"), words, reverse("dialogue:control", args=[meeting.uuid]), _("Gå til styringen"))


def _sorting(meeting: Meeting, now: datetime) -> Step:
    progress = sorting_progress(meeting=meeting)
    url = reverse("dialogue:sorting", args=[meeting.uuid])
    if progress.left:
        title = ngettext("Sortér den sidste note", "Sortér de sidste %(left)s noter", progress.left) % {
            "left": progress.left
        }
        words = _("%(done)s af %(total)s er lagt på plads.") % {"done": progress.done, "total": progress.total}
        return Step(title, words, url, _("Gå til noterne"))
    words = _("Alle noter er lagt på plads. Luk sorteringen, og skriv brevet.")
    return Step(_("Luk sorteringen"), words, url, _("Gå til noterne"))


def _letter(meeting: Meeting, now: datetime) -> Step:
    waits = waiting(meeting=meeting, now=now)
    url = reverse("dialogue:hearing", args=[meeting.uuid])
    if waits.unanswered:
        title = ngettext(
            "Svar på én bemærkning til brevet", "Svar på %(count)s bemærkninger til brevet", waits.unanswered
        )
        words = _("De, der var med, har læst udkastet. Hver bemærkning får et svar, før brevet sendes.")
        return Step(title % {"count": waits.unanswered}, words, url, _("Gå til høringen"))
    if waits.open_until is not None:
        words = _("De, der var med, læser udkastet. Brevet kan sendes, når høringen er slut.")
        return Step(_("Følg høringen"), words, url, _("Gå til høringen"))
    words = _("Noterne er samlet. Skriv de sidste ord, se det igennem, og send det.")
    return Step(_("Skriv brevet"), words, reverse("dialogue:letter-edit", args=[meeting.uuid]), _("Gå til brevet"))


def _sent(meeting: Meeting, tally: Tally | None) -> Step:
    url = reverse("dialogue:promises", args=[meeting.uuid])
    if tally is not None and tally.unanswered:
        title = ngettext("Svar på ét punkt i brevet", "Svar på %(count)s punkter i brevet", tally.unanswered)
        words = _("Hvert punkt får et løfte, et nej med en grund eller et andet svar. Alle, der var med, kan læse det.")
        return Step(title % {"count": tally.unanswered}, words, url, _("Gå til punkterne"))
    if tally is not None and tally.late:
        title = ngettext("Ét løfte er over tiden", "%(count)s løfter er over tiden", tally.late)
        words = _("Er det holdt, så skriv det. Ellers giv en ny dato.")
        return Step(title % {"count": tally.late}, words, url, _("Gå til løfterne"))
    words = _("Brevet er sendt til alle, der var inviteret.")
    letter = reverse("dialogue:letter-edit", args=[meeting.uuid])
    return Step(_("Se brevet"), words, letter, _("Se brevet"), idle=True)


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
