# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who an invitation reaches, and when."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samspil.core.errors import Refused
from samspil.delivery.enums import State
from samspil.delivery.models import MessageRecipient
from samspil.delivery.personal import STAND_IN
from samspil.delivery.queries import message_progress
from samspil.dialogue.inviting import mails as invitation_mail
from samspil.dialogue.inviting.actions import Sent, invitations_send, invitations_set, reminders_send
from samspil.dialogue.inviting.queries import answers, unreached
from samspil.dialogue.inviting.rules import held_address, holds
from samspil.dialogue.models import Invitation, InvitationReply, Meeting
from samspil.dialogue.overview.queries.home import row, rows
from samspil.dialogue.publishing.queries.versions import recipient_count
from samspil.dialogue.tests import factories
from samspil.people.addresses.actions import address_ensure
from samspil.people.models import AccessLink, Board, Person
from samspil.people.roles.queries.held import roles_of
from samspil.people.tests.factories import BoardSeatFactory, RoleAddressFactory, SchoolFactory
from tests.cast import Cast

# Half past midnight in Denmark is still the evening before in UTC.
AFTER_MIDNIGHT = dt.datetime(2026, 8, 31, 22, 30, tzinfo=dt.UTC)
TODAY = dt.date(2026, 9, 1)


@pytest.fixture
def planned(db: None) -> Meeting:
    return factories.MeetingFactory(tables=2, rounds=1)


@pytest.fixture
def board(planned: Meeting) -> Board:
    """Invited to the meeting; nobody has a seat yet."""
    address = RoleAddressFactory()
    assert address.board
    invitations_set(meeting=planned, addresses=[address], by=planned.created_by, now=AFTER_MIDNIGHT)
    return address.board


def _send(meeting: Meeting) -> Sent:
    return invitations_send(meeting=meeting, by=meeting.created_by, now=AFTER_MIDNIGHT)


def test_whoever_took_the_seat_today_is_written_to_at_half_past_midnight(planned: Meeting, board: Board) -> None:
    BoardSeatFactory(board=board, from_on=TODAY, is_chair=True)
    sent = _send(planned)
    assert (sent.mails, sent.empty) == (1, ())


def test_an_address_with_nobody_behind_it_is_written_to_once_somebody_is_there(planned: Meeting, board: Board) -> None:
    nobody = _send(planned)
    assert (nobody.mails, len(nobody.empty)) == (0, 1)
    planned.refresh_from_db()
    assert (answers(meeting=planned).waiting_to_be_sent, planned.invited_at) == (1, None)
    BoardSeatFactory(board=board, from_on=TODAY, is_chair=True)
    assert _send(planned).mails == 1
    assert answers(meeting=planned).waiting_to_be_sent == 0


def test_each_kind_of_mail_is_followed_under_its_own_heading(planned: Meeting, board: Board, officer: Client) -> None:
    BoardSeatFactory(board=board, from_on=TODAY, is_chair=True)
    _send(planned)
    page = officer.get(f"/moeder/{planned.uuid}/invitation/").text

    told, _heading, rest = page.partition('<h2 class="h4">Invitationen</h2>')
    assert "0 af 1 er sendt." not in told
    assert "0 af 1 er sendt." in rest
    assert "Påmindelsen til dem" not in page


def test_no_row_says_that_a_mail_was_sent_before_it_was(planned: Meeting, board: Board, officer: Client) -> None:
    page = f"/moeder/{planned.uuid}/invitation/"
    before = officer.get(page).text
    BoardSeatFactory(board=board, from_on=TODAY, is_chair=True)
    _send(planned)
    queued = officer.get(page).text
    reminders_send(meeting=planned, by=planned.created_by, now=AFTER_MIDNIGHT)
    reminded = officer.get(page).text

    assert "Ikke skrevet til endnu" in before
    assert "Skrevet til 01.09.2026, intet svar endnu" in queued
    assert "Skrevet til igen 01.09.2026, intet svar endnu" in reminded
    assert "0 af 1 er sendt" in queued
    for line in re.findall(r"<tr>.*?</tr>", before + queued + reminded, re.DOTALL):
        assert not re.search("sendt|mindet", line, re.IGNORECASE)
    assert MessageRecipient.objects.filter(state=State.WAITING).count() == 2


def test_a_second_press_sends_nothing_twice(planned: Meeting, board: Board) -> None:
    BoardSeatFactory(board=board, from_on=TODAY, is_chair=True)
    _send(planned)
    with pytest.raises(Refused, match="ingen nye"):
        _send(planned)
    assert message_progress(ref=planned.uuid, kind=invitation_mail.INVITE).total == 1


def test_all_boards_are_put_on_the_list_with_one_press_and_those_on_it_stay(cast: Cast, officer: Client) -> None:
    meeting = factories.MeetingFactory(tables=2, rounds=1)
    rows = [RoleAddressFactory(kind=kind) for kind in ("bestyrelse", "bestyrelse", "formand")]
    page = f"/moeder/{meeting.uuid}/invitation/"
    officer.post(page, {"address": str(rows[2].uuid)})
    officer.post(page, {"address": str(rows[2].uuid), "all": "bestyrelse"})
    assert {row.invitation.address_id for row in answers(meeting=meeting).rows} >= {row.pk for row in rows}


def test_who_was_written_to_is_on_the_list_though_the_board_has_ended(planned: Meeting, board: Board) -> None:
    BoardSeatFactory(board=board, from_on=TODAY, is_chair=True)
    _send(planned)
    Board.objects.filter(pk=board.pk).update(until_on=TODAY + dt.timedelta(days=1))
    assert [row.invitation.address.board_id for row in answers(meeting=planned).rows] == [board.pk]


def test_who_takes_an_empty_seat_after_the_invitation_is_reached_by_the_letter(planned: Meeting) -> None:
    held, empty = RoleAddressFactory(), RoleAddressFactory()
    BoardSeatFactory(board=held.board, from_on=TODAY, is_chair=True)
    invitations_set(meeting=planned, addresses=[held, empty], by=planned.created_by, now=AFTER_MIDNIGHT)
    assert recipient_count(meeting=planned, now=AFTER_MIDNIGHT) == 0
    _send(planned)
    assert recipient_count(meeting=planned, now=AFTER_MIDNIGHT) == 1
    BoardSeatFactory(board=empty.board, from_on=TODAY, is_chair=True)
    assert recipient_count(meeting=planned, now=AFTER_MIDNIGHT) == 2


def test_who_cannot_be_reached_is_named_under_one_of_their_roles(cast: Cast) -> None:
    meeting = factories.MeetingFactory(tables=2, rounds=1)
    addresses = [RoleAddressFactory(kind=kind, board=cast.board) for kind in ("bestyrelse", "formand")]
    invitations_set(meeting=meeting, addresses=addresses, by=meeting.created_by, now=AFTER_MIDNIGHT)
    Person.objects.filter(pk=cast.board_chair.person.pk).update(email=None, email_digest="")

    found = unreached(answers=answers(meeting=meeting), now=AFTER_MIDNIGHT)

    assert [row.count for row in found] == [1]


def test_everybody_is_invited_with_one_press_and_seen_before_a_mail_leaves(cast: Cast, officer: Client) -> None:
    meeting = factories.MeetingFactory(tables=2, rounds=1)
    for kind in ("bestyrelse", "formand"):
        RoleAddressFactory(kind=kind, board=cast.board)
    RoleAddressFactory(kind="udvalg", board=None, committee=cast.committee)
    empty = RoleAddressFactory(kind="formand", board=cast.other_board)
    Person.objects.filter(pk=cast.board_member.person.pk).update(email=None, email_digest="")
    page = f"/moeder/{meeting.uuid}/invitation/"

    shown = officer.post(page, {"all": "*"}, follow=True)
    words = shown.content.decode()
    assert shown.redirect_chain == [(f"{page}se/", 302)]
    # The chair of Åskolen's board has two roles, and the member of it has no address.
    assert "2 mails er klar. De er ikke sendt endnu." in words
    assert f"{empty.title}</bdi>: ingen at skrive til." in words
    assert "1 person har ingen mailadresse." in words
    assert f"/bestyrelser/{cast.other_board.uuid}/" in words
    assert meeting.title in words
    assert not MessageRecipient.objects.exists()
    assert STAND_IN in officer.get(f"{page}mail/").content.decode()
    assert not AccessLink.objects.exists()

    officer.post(f"{page}send/")
    assert MessageRecipient.objects.count() == 2


def test_a_press_that_sends_nothing_says_so(cast: Cast, officer: Client) -> None:
    meeting = factories.MeetingFactory(tables=2, rounds=1)
    empty = [RoleAddressFactory(kind="bestyrelse"), RoleAddressFactory(kind="formand")]
    invitations_set(meeting=meeting, addresses=empty, by=cast.officer, now=AFTER_MIDNIGHT)

    page = officer.post(f"/moeder/{meeting.uuid}/invitation/send/", follow=True).content.decode()

    assert "Ingen mail er sendt." in page
    assert "0 mails" not in page
    assert f"{empty[1].title}; {empty[0].title}." in page
    assert "Ingen er skrevet til endnu." in page


def test_only_those_who_were_written_to_are_counted(planned: Meeting, board: Board) -> None:
    BoardSeatFactory(board=board, from_on=TODAY, is_chair=True)
    _send(planned)
    more = [row.invitation.address for row in answers(meeting=planned).rows] + [RoleAddressFactory() for _ in range(3)]
    invitations_set(meeting=planned, addresses=more, by=planned.created_by, now=AFTER_MIDNIGHT)
    found = answers(meeting=planned)
    assert (found.invited, found.asked, found.answered, found.silent) == (4, 1, 0, 1)
    [listed] = rows(held=factories.OFFICERS, now=AFTER_MIDNIGHT)
    assert listed.summary == "0 af 1 har svaret"
    assert row(meeting=planned, now=AFTER_MIDNIGHT).summary == "0 af 1 har svaret"


def test_a_role_whose_holder_was_invited_before_can_be_marked_as_invited(
    planned: Meeting, board: Board, officer: Client
) -> None:
    BoardSeatFactory(board=board, from_on=TODAY, is_chair=True)
    _send(planned)
    invitations_set(
        meeting=planned,
        addresses=[
            *(row.address for row in planned.invitations.all()),
            RoleAddressFactory(kind="bestyrelse", board=board),
        ],
        by=planned.created_by,
        now=AFTER_MIDNIGHT,
    )
    send = f"/moeder/{planned.uuid}/invitation/send/"
    page = officer.get(f"/moeder/{planned.uuid}/invitation/se/").text
    assert "har fået invitationen før" in page
    assert f'action="{send}"' in page
    officer.post(send)
    assert answers(meeting=planned).waiting_to_be_sent == 0


def test_roles_of_every_kind_are_sent_to_without_a_query_for_each(planned: Meeting) -> None:
    def asked(number: int) -> int:
        leaders = [RoleAddressFactory(kind="ledelse", board=None, school=SchoolFactory()) for _ in range(number)]
        invitations_set(meeting=planned, addresses=leaders, by=planned.created_by, now=AFTER_MIDNIGHT)
        with CaptureQueriesContext(connection) as queries:
            _send(planned)
        return len(queries)

    assert asked(1) == asked(4)


def test_the_database_and_python_agree_on_whose_an_invitation_is(planned: Meeting, cast: Cast) -> None:
    owners = {
        "forvaltning": {"municipality": cast.municipality},
        "bestyrelse": {"board": cast.board},
        "formand": {"board": cast.board},
        "ledelse": {"school": cast.school},
        "udvalg": {"committee": cast.committee},
        "klasse": {"school_class": cast.school_class},
    }
    rows = [
        factories.InvitationFactory(meeting=planned, address=address_ensure(kind=kind, **owner))
        for kind, owner in owners.items()
    ]
    users = [cast.officer, cast.board_chair, cast.school_leader, cast.committee_member, cast.parent, cast.stranger]

    for user in users:
        held = roles_of(user=user, now=AFTER_MIDNIGHT)
        asked = set(Invitation.objects.filter(held_address(held), meeting=planned))
        assert asked == {row for row in rows if holds(held, row.address)}
        assert bool(asked) == (user != cast.stranger)


def test_the_list_asks_as_much_for_three_invited_roles_as_for_one(planned: Meeting, officer: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(f"/moeder/{planned.uuid}/invitation/").status_code == 200
            return len(captured)

    def answered() -> None:
        invitation = factories.InvitationFactory(meeting=planned, invited_at=AFTER_MIDNIGHT)
        InvitationReply.objects.create(
            invitation=invitation, post=invitation.address, coming=True, people=2, answered_at=AFTER_MIDNIGHT
        )

    answered()
    queries()
    one = queries()
    for _ in range(2):
        answered()

    assert queries() == one
