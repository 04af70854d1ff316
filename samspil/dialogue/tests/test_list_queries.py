# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A list asks the database as often for three as for one."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samspil.core import clock
from samspil.dialogue.inviting.actions import invitations_send, invitations_set
from samspil.dialogue.models import Meeting
from samspil.dialogue.publishing.actions.publishing import letter_publish
from samspil.dialogue.tests.factories import LATER, InvitationFactory, MeetingFactory, live_meeting
from samspil.dialogue.tests.letter_evening import an_evening
from samspil.people.models import RoleAddress
from samspil.people.tests import factories as people
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def a_meeting(cast: Cast, meeting: Meeting) -> None:
    live_meeting()
    _invite(MeetingFactory(tables=1, rounds=1), _another_board())


def an_invited_board(cast: Cast, meeting: Meeting) -> None:
    _invite(meeting, _another_board())


def a_board(cast: Cast, meeting: Meeting) -> None:
    _another_board()


def an_officer(cast: Cast, meeting: Meeting) -> None:
    people.OfficerRoleFactory(municipality=cast.municipality)


def a_letter(cast: Cast, meeting: Meeting) -> None:
    """That the chair may read."""
    evening = an_evening()
    letter = evening.draft()
    letter_publish(meeting=evening.meeting, number=1, revision=letter.revision, by=evening.by, now=LATER)
    known = RoleAddress.objects.filter(kind="formand", board=cast.board)
    address = known.first() or people.RoleAddressFactory(kind="formand", board=cast.board)
    InvitationFactory(meeting=evening.meeting, address=address)
    Meeting.objects.filter(pk=evening.meeting.pk).update(invited_at=LATER)


def _another_board():
    board = people.BoardFactory()
    people.BoardSeatFactory(board=board, is_chair=True)
    people.BoardSeatFactory(board=board)
    return people.RoleAddressFactory(kind="bestyrelse", board=board)


def _invite(meeting: Meeting, address) -> None:
    now = clock.now()
    invitations_set(
        meeting=meeting,
        addresses=[*(row.address for row in meeting.invitations.select_related("address")), address],
        by=meeting.created_by,
        now=now,
    )
    invitations_send(meeting=meeting, by=meeting.created_by, now=now)


@pytest.mark.parametrize(
    ("page", "more", "role"),
    [
        ("/", a_meeting, "officer"),
        ("/", a_letter, "board_chair"),
        ("/moeder/", a_meeting, "officer"),
        ("/moeder/{meeting}/", an_invited_board, "officer"),
        ("/moeder/{meeting}/invitation/", an_invited_board, "officer"),
        ("/moeder/{meeting}/links/", an_invited_board, "officer"),
        ("/udbakke/", an_invited_board, "officer"),
        ("/bestyrelser/", a_board, "officer"),
        ("/skoler/", a_board, "officer"),
        ("/roller/", an_officer, "officer"),
    ],
)
def test_a_list_asks_as_often_for_three_as_for_one(
    cast: Cast, client: Client, page: str, more: Callable[[Cast, Meeting], None], role: str
) -> None:
    starts = clock.now() + dt.timedelta(days=30)
    meeting = MeetingFactory(tables=1, rounds=1, starts_at=starts)
    client.force_login(cast.user(role))
    address = page.format(meeting=meeting.uuid)

    def asked() -> list[str]:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        assert answer.status_code == 200
        return sorted(query["sql"].partition(" WHERE ")[0] for query in captured)

    more(cast, meeting)
    one = asked()
    more(cast, meeting)
    more(cast, meeting)

    assert asked() == one
