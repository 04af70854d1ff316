# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The rows of a version's dump: those that the access matrix needs for its pages, and answers to a letter."""

import datetime as dt

from django.db import transaction

from samspil.core import clock
from samspil.delivery.models import Message, MessageAttachment, MessageRecipient
from samspil.dialogue.meetings.enums import MeetingKind
from samspil.dialogue.models import (
    AgendaWish,
    Echo,
    Invitation,
    InvitationReply,
    LetterPrint,
    MailRhythm,
    NoteRevision,
    SortingSeat,
    WishSecond,
)
from samspil.dialogue.notes.enums import HarvestAnswer
from samspil.dialogue.promises.actions.mails import promise_digest_send
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.promise_evening import answer
from samspil.dialogue.wishes.actions import meeting_goal_set
from tests import access_rows, access_rows_meetings, access_rows_package, access_rows_promises, access_rows_seating
from tests.cast import Cast, make_cast


@transaction.atomic
def make() -> None:
    """An evening under way, one whose letter is sent, open and answered, one that is heard, one that is coming."""
    cast = make_cast()
    access_rows._run(cast)
    access_rows_meetings.make_all(cast)
    access_rows_meetings.screen_token(cast)
    access_rows_meetings.invitation_token(cast)
    access_rows_package.shown(cast)
    access_rows_promises.digest_token(cast)
    access_rows_promises.heard(cast)
    access_rows_seating.with_guest(cast)
    access_rows_seating.wishing(cast)
    _answers(cast)
    _smaller_tables(cast)
    _small_files()
    meeting_goal_set(kind=MeetingKind.DIALOGUE, a_year=2, by=cast.officer, now=clock.now())


def _answers(cast: Cast) -> None:
    evening = access_rows_meetings.evening(cast)
    evening.version = access_rows_meetings.version(cast)
    answer(evening, evening.weekly)
    answer(evening, evening.single, state="no", words="Det kan vi ikke love.", due_on=None)
    promise_digest_send(meeting=evening.meeting, now=LATER + dt.timedelta(days=1))


def _smaller_tables(cast: Cast) -> None:
    """One row each of what no page of the matrix needs."""
    evening = access_rows_meetings.evening(cast)
    first, second = evening.notes["weekly1"], evening.notes["weekly2"]
    Echo.objects.create(table=second.table, note=first, own=second, answer=HarvestAnswer.values[0], answered_at=LATER)
    NoteRevision.objects.create(note=first, number=1, text="En besked om ugen.", replaced_at=LATER)
    SortingSeat.objects.create(meeting=evening.meeting, by=cast.officer, note=first, seen_at=LATER)
    invitation = Invitation.objects.order_by("pk")[0]
    MailRhythm.objects.create(address=invitation.address, chosen_at=LATER)
    InvitationReply.objects.create(
        invitation=invitation, coming=True, people=3, access_needs="En plads tæt på døren", answered_at=LATER
    )
    wish = AgendaWish.objects.order_by("pk")[0]
    WishSecond.objects.create(wish=wish, board=cast.other_board, by=cast.officer, at=LATER)


def _small_files() -> None:
    """A PDF and a mail's page are most of the dump and say nothing about tables."""
    LetterPrint.objects.update(content=b"%PDF-1.7")
    MessageAttachment.objects.update(content=b"%PDF-1.7")
    for model in (Message, MessageRecipient):
        model.objects.update(html=None)
