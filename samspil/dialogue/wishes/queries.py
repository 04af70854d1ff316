# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What boards wish to talk about, who may wish, and how many meetings the year still wants."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.core import clock
from samspil.dialogue.inviting.rules import may_read
from samspil.dialogue.meetings.access import may_hold
from samspil.dialogue.meetings.enums import MeetingKind
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.wishes.enums import WishOutcome
from samspil.dialogue.wishes.models import AgendaWish, MeetingGoal
from samspil.people.roles import rules
from samspil.people.schools.queries.visible import boards_for

if TYPE_CHECKING:
    from samspil.people.roles.held import HeldRoles
    from samspil.people.roles.models import Board


def meeting_with_wishes(*, held: HeldRoles, uuid: UUID) -> Meeting | None:
    """The meeting for officers, and for whoever is invited once it asks for wishes; for others there is none."""
    meeting = Meeting.objects.select_related("school_class").filter(uuid=uuid).first()
    if meeting is None:
        return None
    if may_hold(held, meeting):
        return meeting
    return meeting if meeting.wishes_by and _invited(held, meeting) else None


def _invited(held: HeldRoles, meeting: Meeting) -> bool:
    """A role of theirs was invited, or their board by its chair: what a board wishes is for all its members.

    Boards are asked before the invitation goes out: it is enough that the board is on the list, and while a dialogue
    meeting has no list yet, it is every board's.
    """
    boards = rules.board_ids(held)
    if may_read(held=held, meeting=meeting):
        return True
    if not boards:
        return False
    listed = meeting.invitations.filter(address__board__in=boards)
    return listed.exists() or (meeting.kind == MeetingKind.DIALOGUE and not meeting.invitations.exists())


def _knows_of(held: HeldRoles, meeting: Meeting) -> bool:
    """They are invited to it, or it asks them for wishes."""
    return may_read(held=held, meeting=meeting) or (meeting.wishes_by is not None and _invited(held, meeting))


def meetings_asking(*, held: HeldRoles, now: datetime) -> list[Meeting]:
    """Coming meetings that ask this reader's boards for wishes, the nearest first."""
    if not rules.board_ids(held):
        return []
    coming = Meeting.objects.filter(wishes_by__gte=clock.today(now), starts_at__gt=now, called_off_at__isnull=True)
    return [meeting for meeting in coming.order_by("starts_at", "pk")[:20] if _invited(held, meeting)]


def own_boards(*, held: HeldRoles, now: datetime) -> list[Board]:
    """The boards this reader sits on, by the school's name."""
    mine = rules.board_ids(held)
    return [board for board in boards_for(held=held, day=clock.today(now)) if board.pk in mine] if mine else []


@dataclass(frozen=True, slots=True)
class WishShown:
    """`boards` counts the one that wished and those that stand behind it. `other`: the meeting it was put off to, None
    where this reader is not invited to it.
    """

    wish: AgendaWish
    school: str
    boards: int
    seconded: bool
    mine: bool
    other: Meeting | None

    @property
    def outcome(self) -> str:
        """What became of it, in words: the reader may know that it is not decided."""
        return str(WishOutcome(self.wish.outcome).label)


def wishes(*, meeting: Meeting, boards: list[Board], held: HeldRoles = frozenset()) -> list[WishShown]:
    """Every wish for the meeting, those with the most boards behind them first."""
    mine = {board.pk for board in boards}
    knows = functools.cache(functools.partial(_knows_of, held))
    found = (
        meeting.wishes.select_related("board__school", "agenda_item", "other_meeting")
        .prefetch_related("seconds")
        .annotate(behind=Count("seconds"))
        .order_by("-behind", "created_at", "pk")
    )
    return [
        WishShown(
            wish=wish,
            school=wish.board.school.name,
            boards=1 + len(wish.seconds.all()),
            seconded=any(second.board_id in mine for second in wish.seconds.all()),
            mine=wish.board_id in mine,
            other=wish.other_meeting if wish.other_meeting and knows(wish.other_meeting) else None,
        )
        for wish in found
    ]


def wish_of(*, meeting: Meeting, uuid: UUID) -> AgendaWish:
    found = meeting.wishes.select_related("board__school", "meeting").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def coming_meetings(*, but: Meeting, now: datetime) -> list[Meeting]:
    """Other meetings that are still to be held, the nearest first."""
    coming = Meeting.objects.filter(starts_at__gt=now, called_off_at__isnull=True, school_class__isnull=True)
    return list(coming.exclude(pk=but.pk).order_by("starts_at", "pk")[:20])


def wishes_moved_here(*, meeting: Meeting) -> list[AgendaWish]:
    """Wishes made for another meeting that were put off to this one."""
    return list(meeting.wishes_from_elsewhere.select_related("board__school", "meeting").order_by("created_at", "pk"))


def undecided(*, meeting: Meeting) -> int:
    return meeting.wishes.filter(outcome=WishOutcome.OPEN).count()


@dataclass(frozen=True, slots=True)
class YearOfMeetings:
    """Meetings of one kind in a calendar year beside how many were decided on; `goal` None: nobody has said."""

    kind: str
    year: int
    goal: int | None
    held: int
    planned: int

    @property
    def missing(self) -> int:
        return max(0, (self.goal or 0) - self.held - self.planned)

    @property
    def words(self) -> str:
        """What is missing, in a sentence."""
        if self.goal is None:
            return _("Skriv, hvor mange dialogmøder kommunen har besluttet at holde om året.")
        if self.missing:
            return ngettext(
                "Der mangler ét møde i %(year)s.", "Der mangler %(count)s møder i %(year)s.", self.missing
            ) % {"count": self.missing, "year": self.year}
        if self.planned:
            return _("Når de planlagte møder er holdt, er årets møder nået.")
        return _("Årets møder er holdt.")


def year_of_meetings(*, now: datetime, kind: MeetingKind = MeetingKind.DIALOGUE) -> YearOfMeetings:
    """The calendar year's meetings between the committee and the boards: held means that it was opened or is over."""
    today = clock.today(now)
    goal = MeetingGoal.objects.filter(kind=kind).values_list("a_year", flat=True).first()
    standing = Meeting.objects.filter(kind=kind, called_off_at__isnull=True)
    rows = standing.values_list("starts_at", "ended_at", "ends_at", "opened_at")
    days = [(clock.today(starts), _is_held(ended, ends, opened, now)) for starts, ended, ends, opened in rows]
    inside = [held for day, held in days if day.year == today.year]
    return YearOfMeetings(str(kind), today.year, goal, sum(inside), len(inside) - sum(inside))


def _is_held(ended: datetime | None, ends: datetime, opened: datetime | None, now: datetime) -> bool:
    """Over, or begun and past its time. One that was never opened was not held here."""
    return ended is not None or (opened is not None and ends < now)


def person_export(person_uuid: UUID) -> dict[str, object]:
    """The wishes one person has sent on a board's behalf."""
    rows = AgendaWish.objects.filter(created_by__person__uuid=person_uuid).order_by("pk")
    sent = [{"emne": row.title, "hvorfor": row.why, "sendt": row.created_at.isoformat()} for row in rows]
    return {"ønsker til dagsordenen": sent} if sent else {}
