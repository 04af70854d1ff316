# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The timed reminders: once to each, by day, and to those who come the day and the place."""

import datetime as dt

import pytest

from samspil.core.clock import HOUSE_ZONE
from samspil.core.tests import rfc5545
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.inviting import actions
from samspil.dialogue.inviting.mails import CHANGED, EVE, REMIND
from samspil.dialogue.inviting.queries import eves_due, silent_due
from samspil.dialogue.models import Invitation, InvitationReply, Meeting
from samspil.dialogue.planning.actions.changes import meeting_call_off
from samspil.dialogue.planning.actions.plan import meeting_update
from samspil.dialogue.tests import factories
from samspil.people.tests.factories import BoardSeatFactory, RoleAddressFactory

STARTS = dt.datetime(2027, 3, 18, 17, tzinfo=HOUSE_ZONE)
NOON = dt.datetime(2027, 3, 15, 12, tzinfo=HOUSE_ZONE)
LONG_AGO = dt.datetime(2027, 2, 1, 12, tzinfo=HOUSE_ZONE)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@pytest.fixture
def meeting(db):
    """One board was invited as a board and by its chair: two invitations, two persons. Nobody has answered."""
    made = factories.MeetingFactory(tables=1, rounds=1, starts_at=STARTS, invited_at=LONG_AGO)
    chair = BoardSeatFactory(is_chair=True)
    BoardSeatFactory(board=chair.board)
    for kind in ("formand", "bestyrelse"):
        address = RoleAddressFactory(kind=kind, board=chair.board)
        factories.InvitationFactory(meeting=made, address=address, invited_at=LONG_AGO)
    return made


def _yes(meeting, *, coming=True, at=LONG_AGO):
    # A board answers once: here by its chair.
    chair = meeting.invitations.get(address__kind="formand")
    InvitationReply.objects.create(
        invitation=chair, coming=coming, people=2 * coming, answered_at=at, sequence=meeting.sequence
    )


def _send(meeting, now=NOON):
    return actions.timed_reminders_send(meeting=meeting, now=now)


def _mails(kind):
    return list(MessageRecipient.objects.filter(kind=kind).order_by("pk"))


def test_who_comes_gets_day_place_and_entry_once_whatever_number_of_roles_they_have(meeting):
    _yes(meeting)
    assert [_send(meeting), _send(meeting), _send(meeting, NOON + DAY)] == [2, 0, 0]
    rows = _mails(EVE)
    assert len({row.address for row in rows}) == len(rows) == 2
    assert "torsdag 18. marts 2027 kl. 17.00" in rows[0].text
    assert meeting.place in rows[0].text
    (file,) = rows[0].attachments.all()
    assert rfc5545.read(bytes(file.content)).events[0]["UID"] == meeting.uid


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (STARTS - 4 * DAY, 0),
        (NOON.replace(hour=6), 0),
        (NOON.replace(hour=7), 2),
        (NOON.replace(hour=20), 0),
        (STARTS - 10 * HOUR, 2),
        (STARTS + HOUR, 0),
    ],
)
def test_it_is_sent_some_days_before_by_day(meeting, now, due):
    _yes(meeting)
    assert len(eves_due(now=now)) == due


def test_who_says_no_has_just_answered_or_answered_to_another_day_is_left_in_peace(meeting):
    _yes(meeting, coming=False)
    assert _send(meeting) == 0
    InvitationReply.objects.update(coming=True, people=1, answered_at=NOON - HOUR)
    assert _send(meeting) == 0
    InvitationReply.objects.update(answered_at=LONG_AGO)
    Meeting.objects.filter(pk=meeting.pk).update(sequence=1)
    assert _send(meeting) == 0


def test_nobody_is_reminded_of_what_is_called_off_or_has_begun(meeting):
    _yes(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=NOON)
    assert _send(meeting) == 0
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=None)
    meeting_call_off(meeting=meeting, reason="Sygdom", by=meeting.created_by, now=LONG_AGO)
    assert _send(meeting) == 0


def test_a_mail_of_a_change_in_the_last_days_is_the_reminder(meeting):
    _yes(meeting)
    meeting_update(meeting=meeting, values={"place": "Hallen"}, by=meeting.created_by, now=NOON, tell=True)
    InvitationReply.objects.update(sequence=meeting.sequence)
    assert (_send(meeting, NOON + DAY), len(_mails(CHANGED)), _mails(EVE)) == (0, 2, [])


def test_a_meeting_that_is_moved_far_away_reminds_of_its_new_day(meeting):
    _yes(meeting)
    assert _send(meeting) == 2
    later = {"starts_at": STARTS + 30 * DAY, "ends_at": STARTS + 30 * DAY + HOUR}
    meeting_update(meeting=meeting, values=later, by=meeting.created_by, now=NOON, tell=True)
    InvitationReply.objects.update(sequence=meeting.sequence)
    assert [_send(meeting, NOON + DAY), _send(meeting, NOON + 30 * DAY)] == [0, 2]


def test_who_has_not_answered_is_reminded_once_before_the_last_day_for_it(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(reply_by=dt.date(2027, 3, 10))
    days = [NOON.replace(day=day) for day in (6, 7, 8, 10, 11)]
    assert [_send(meeting, day) for day in days] == [0, 2, 0, 0, 0]
    assert len(_mails(REMIND)) == 2


def test_a_role_that_nobody_holds_is_asked_for_once_and_not_for_ever(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(reply_by=dt.date(2027, 3, 16))
    Invitation.objects.all().delete()
    factories.InvitationFactory(meeting=meeting, address=RoleAddressFactory(), invited_at=LONG_AGO)
    assert len(silent_due(now=NOON)) == 1
    assert _send(meeting) == 0
    assert silent_due(now=NOON) == []
