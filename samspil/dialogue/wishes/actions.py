# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Boards' wishes for the agenda: made, seconded, decided with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from samspil.core import audit
from samspil.core.errors import Refused
from samspil.core.files import file_with_row
from samspil.dialogue.meetings.attachments import checked
from samspil.dialogue.meetings.enums import ItemKind, MeetingKind
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.meetings.rules import asks_for_wishes
from samspil.dialogue.planning.actions.plan import agenda_item_add
from samspil.dialogue.wishes.enums import WishOutcome
from samspil.dialogue.wishes.models import AgendaWish, MeetingGoal, WishSecond

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from samspil.people.persons.models import User
    from samspil.people.roles.models import Board

MOST_A_BOARD = 5
ITEM_MINUTES = 10


def _open(meeting: Meeting, now: datetime) -> None:
    if meeting.wishes_by is None:
        raise Refused(_("Der er ikke bedt om ønsker til det møde."), code="wishes-not-asked")
    if not asks_for_wishes(meeting=meeting, now=now):
        raise Refused(
            _(
                "Fristen var %(day)s, så ønsket er ikke sendt. Teksten står her endnu. "
                "Skriv den til forvaltningen, eller gem den til næste møde."
            )
            % {"day": formats.date_format(meeting.wishes_by, "j. F")},
            code="wishes-closed",
        )


def wish_make(
    *,
    meeting: Meeting,
    board: Board,
    title: str,
    why: str,
    by: User,
    now: datetime,
    upload: UploadedFile[bytes] | None = None,
) -> AgendaWish:
    """A board's wish. Refused after the deadline. The same from the same board again is the same wish; the same title
    with other words or another file is refused, so that nothing is lost.
    """
    seen = checked(upload) if upload is not None else None
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
        _open(meeting, now)
        own = meeting.wishes.filter(board=board)
        known = own.filter(title__iexact=title).first()
        if known is not None and known.why == why and _same_file(known, upload):
            return known
        if known is not None:
            raise Refused(
                _(
                    "I har allerede et ønske, der hedder sådan. Dette er ikke sendt. Teksten står her endnu. "
                    "Kald det noget andet, eller træk det første tilbage. Et bilag skal vælges igen."
                ),
                code="wish-title-taken",
            )
        if own.count() >= MOST_A_BOARD:
            raise Refused(
                _("I har sendt %(most)s ønsker. Træk et af dem tilbage, hvis dette er vigtigere.")
                % {"most": MOST_A_BOARD},
                code="wishes-many",
            )
        wish = AgendaWish(meeting=meeting, board=board, title=title, why=why, created_at=now, created_by=by)
        if upload is None or seen is None:
            _make(wish, by, now)
        else:
            wish.filename, wish.content_type, wish.size = seen.filename, seen.content_type, seen.size
            with file_with_row(wish.file, seen.filename, upload):
                _make(wish, by, now)
    return wish


def _make(wish: AgendaWish, by: User, now: datetime) -> None:
    wish.save()
    audit.record(by=by, at=now, action="wish.make", obj=wish, changes={"title": (None, wish.title)})


def _same_file(known: AgendaWish, upload: UploadedFile[bytes] | None) -> bool:
    """Nothing new is attached: no file, or the very same one sent again."""
    if upload is None:
        return True
    if not known.file or known.size != upload.size:
        return False
    with known.file.open("rb") as kept:
        same = bool(kept.read() == upload.read())
    upload.seek(0)
    return same


def _held(wish: AgendaWish) -> AgendaWish | None:
    """The wish as it is now; None when it is withdrawn. The meeting's row is held first, as by all that touches it."""
    Meeting.objects.select_for_update().get(pk=wish.meeting_id)
    return AgendaWish.objects.select_related("meeting", "agenda_item").filter(pk=wish.pk).first()


def _held_still(wish: AgendaWish) -> AgendaWish:
    found = _held(wish)
    if found is None:
        raise Refused(_("Bestyrelsen har trukket ønsket tilbage. Intet er gemt."), code="wish-gone")
    return found


@transaction.atomic
def wish_withdraw(*, wish: AgendaWish, by: User, now: datetime) -> None:
    """The board takes its own wish back, as long as nobody has decided about it."""
    found = _held(wish)
    if found is None:
        return
    wish = found
    if wish.outcome != WishOutcome.OPEN:
        raise Refused(_("Ønsket er afgjort. Det kan ikke trækkes tilbage."), code="wish-decided")
    audit.record(by=by, at=now, action="wish.withdraw", obj=wish, changes={"title": (wish.title, None)})
    _file_go(wish)
    wish.delete()


def _file_go(wish: AgendaWish) -> None:
    """The file goes only when the row is gone for certain."""
    if wish.file:
        stored, name = wish.file.storage, str(wish.file.name)
        transaction.on_commit(lambda: stored.delete(name))


@transaction.atomic
def wish_second(*, wish: AgendaWish, board: Board, by: User, now: datetime) -> None:
    """Stand behind another board's wish: once a board, however many of its members press."""
    wish = _held_still(wish)
    _open(wish.meeting, now)
    if wish.board_id == board.pk:
        raise Refused(_("Det er jeres eget ønske. Det tæller allerede med."), code="wish-own")
    _second, new = WishSecond.objects.get_or_create(wish=wish, board=board, defaults={"by": by, "at": now})
    if new:
        audit.record(by=by, at=now, action="wish.second", obj=wish, changes={"board": (None, str(board.uuid))})


@transaction.atomic
def wish_unsecond(*, wish: AgendaWish, board: Board, by: User, now: datetime) -> None:
    meeting = Meeting.objects.select_for_update().get(pk=wish.meeting_id)
    _open(meeting, now)
    gone, _rows = WishSecond.objects.filter(wish=wish, board=board).delete()
    if gone:
        audit.record(by=by, at=now, action="wish.unsecond", obj=wish, changes={"board": (str(board.uuid), None)})


@transaction.atomic
def wish_decide(
    *,
    wish: AgendaWish,
    outcome: WishOutcome,
    reason: str,
    by: User,
    now: datetime,
    other_meeting: Meeting | None = None,
) -> AgendaWish:
    """Say what became of a wish. On the agenda a line is added last, once; elsewhere or not now needs a reason."""
    wish = _held_still(wish)
    reason = reason.strip()
    if outcome == WishOutcome.OPEN:
        raise Refused(_("Vælg, hvad der skal ske med ønsket."), code="wish-outcome")
    if outcome != WishOutcome.AGENDA and not reason:
        raise Refused(_("Skriv en grund. Bestyrelsen skal kunne læse, hvorfor."), code="wish-reason")
    before = wish.outcome
    if outcome == WishOutcome.AGENDA and wish.agenda_item is None:
        wish.agenda_item = agenda_item_add(
            meeting=wish.meeting, kind=ItemKind.OTHER, title=wish.title, minutes=ITEM_MINUTES, by=by, now=now
        )
    wish.outcome, wish.reason = outcome, reason
    wish.other_meeting = other_meeting if outcome == WishOutcome.OTHER else None
    if outcome != WishOutcome.AGENDA:
        # The line stays on the agenda until somebody takes it away in the plan: it may have been worked on.
        wish.agenda_item = None
    wish.decided_at, wish.decided_by = now, by
    wish.save()
    audit.record(by=by, at=now, action="wish.decide", obj=wish, changes={"outcome": (before, str(outcome))})
    return wish


@transaction.atomic
def meeting_goal_set(*, kind: MeetingKind, a_year: int, by: User, now: datetime) -> MeetingGoal:
    """How many meetings of the kind are to be held each calendar year."""
    goal, _new = MeetingGoal.objects.select_for_update().get_or_create(kind=kind, defaults={"a_year": 0})
    if goal.a_year != a_year or _new:
        audit.record(by=by, at=now, action="meetings.goal", obj=goal, changes={"a_year": (goal.a_year, a_year)})
        goal.a_year = a_year
        goal.save(update_fields=["a_year"])
    return goal
