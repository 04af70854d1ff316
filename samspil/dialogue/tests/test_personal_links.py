# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A personal link opens for the one it was sent to, and no longer than their role: at every address that takes one."""

import datetime as dt
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from samspil.core import clock
from samspil.delivery.models import MessageRecipient
from samspil.dialogue import urls
from samspil.dialogue.hearing.actions import hearing_close, hearing_open
from samspil.dialogue.inviting.actions import invitations_send, invitations_set
from samspil.dialogue.letter.content import from_json
from samspil.dialogue.models import HearingRemark, Invitation, InvitationReply, Meeting
from samspil.dialogue.publishing.actions.copies import letter_copies
from samspil.dialogue.publishing.actions.publishing import letter_publish
from samspil.dialogue.publishing.mails import LetterMail
from samspil.dialogue.tests.letter_evening import an_evening
from samspil.people.addresses.actions import address_mailbox_set
from samspil.people.addresses.mails import holders_once
from samspil.people.erasure.actions import person_erase
from samspil.people.links.actions import link_reissue, link_revoke
from samspil.people.models import AccessLink, BoardSeat
from samspil.people.persons.actions import account_close
from samspil.people.roles.models import Board
from samspil.people.tests.factories import BoardSeatFactory, RoleAddressFactory, UserFactory

pytestmark = pytest.mark.django_db
# The rest of a letter's addresses; the others take the secret alone.
REST = {"form": "csv", "number": 1, "attachment": "00000000-0000-0000-0000-000000000000"}
PREFIX = {"svar": "invitation", "hoering": "hearing", "brev": "letter"}
TAKES_A_TOKEN = [
    pattern
    for pattern in urls.urlpatterns
    # The screen's belongs to a meeting; a calendar's shows what its holder's roles of today let them see.
    if "token" in pattern.pattern.converters and pattern.name not in {"screen", "calendar-file"}
]


def outbox(person, kind):
    """The newest secret that was sent to a person, as the mail has it."""
    row = MessageRecipient.objects.filter(kind=kind, person_uuid=person.uuid).order_by("-pk")[0]
    [secret] = json.loads(row.secrets)
    return secret


@pytest.fixture
def seat():
    return BoardSeatFactory()


@pytest.fixture
def sent(seat):
    """By purpose, the secrets of one member's links to a meeting: invited, heard, and written to afterwards."""
    evening, now = an_evening(), clock.now()
    meeting = evening.meeting
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=now + dt.timedelta(days=3), ends_at=now + dt.timedelta(days=4)
    )
    meeting.refresh_from_db()
    address = RoleAddressFactory(kind="bestyrelse", board=seat.board)
    invitations_set(meeting=meeting, addresses=[address], by=evening.by, now=now)
    invitations_send(meeting=meeting, by=evening.by, now=now)
    draft = evening.draft()
    hearing = hearing_open(meeting=meeting, days=7, by=evening.by, now=now)
    found = {kind: outbox(seat.person, kind) for kind in ("invitation", "hearing")}
    hearing_close(meeting=meeting, by=evening.by, now=now)
    version = letter_publish(meeting=meeting, number=1, revision=draft.revision, by=evening.by, now=now)
    type(hearing).objects.update(closed_at=None)
    # As `letter_send` does it, without the seconds a PDF takes.
    [(_address, holder)] = holders_once([address], now=now)
    [copy] = letter_copies(
        version=version, mail=LetterMail(from_json(version.content)), starts_at=meeting.starts_at,
        to=[(address, holder)], invited=frozenset(), by=evening.by, now=now,
    )  # fmt: skip
    return found | {"letter": copy.secrets[0]}


def address_of(pattern, sent):
    route = str(pattern.pattern)
    token = sent[PREFIX[route.partition("/")[0]]]
    wanted = {name: REST[name] for name in pattern.pattern.converters if name != "token"}
    return reverse(f"dialogue:{pattern.name}", kwargs={"token": token, **wanted})


def answers(sent, patterns=TAKES_A_TOKEN):
    """What every address says to looking and to sending: the status, and whether it says that the link is closed."""
    client = Client()
    for pattern in patterns:
        url = address_of(pattern, sent)
        for reply in (client.get(url), client.post(url, {"coming": "yes", "people": "3", "rhythm": "weekly"})):
            yield pattern.name, reply.status_code, "Linket kan ikke bruges" in reply.content.decode(errors="ignore")


ENDS = {
    "their seat ended": lambda seat, by, now: BoardSeat.objects.filter(pk=seat.pk).update(until_on=clock.today(now)),
    "the board ended": lambda seat, by, now: Board.objects.filter(pk=seat.board_id).update(until_on=clock.today(now)),
    "they were erased": lambda seat, by, now: person_erase(person=seat.person, by=by, now=now),
    "their account was closed": lambda seat, by, now: account_close(
        user=UserFactory(person=seat.person), by=by, now=now
    ),
    "an officer closed them": lambda seat, by, now: [
        link_revoke(link=link, by=by, now=now) for link in AccessLink.objects.all()
    ],
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_no_address_opens_for_somebody_whose_role_is_over(seat, sent, end):
    meeting = Meeting.objects.get()
    assert len(TAKES_A_TOKEN) > 12
    asked = {"invitation-answer", "hearing-answer", "letter-link"}
    some = [pattern for pattern in TAKES_A_TOKEN if pattern.name in asked]
    assert {name for name, status, _closed in answers(sent, some) if status == 200} == asked
    InvitationReply.objects.all().delete()

    end(seat, meeting.created_by, clock.now())

    after = list(answers(sent))
    assert {status for _name, status, _closed in after} <= {404, 405}
    assert all(closed for _name, status, closed in after if status == 404), after
    assert not InvitationReply.objects.exists()
    assert not HearingRemark.objects.exists()


def test_who_still_has_the_role_keeps_the_link_when_another_leaves(seat, sent):
    other = BoardSeatFactory(board=seat.board)
    BoardSeat.objects.filter(pk=other.pk).update(until_on=clock.today(clock.now()))
    assert Client().get(reverse("dialogue:invitation-answer", args=[sent["invitation"]])).status_code == 200


def test_an_old_mailbox_of_a_role_opens_nothing_when_the_role_has_another(seat):
    evening, now = an_evening(), clock.now()
    address = RoleAddressFactory(kind="formand", board=seat.board, mailbox="gammel@example.org")
    invitations_set(meeting=evening.meeting, addresses=[address], by=evening.by, now=now)
    Meeting.objects.update(starts_at=now + dt.timedelta(days=3), ends_at=now + dt.timedelta(days=4))
    invitations_send(meeting=evening.meeting, by=evening.by, now=now)
    [secret] = json.loads(MessageRecipient.objects.get(kind="invitation").secrets)
    url = reverse("dialogue:invitation-answer", args=[secret])
    assert Client().get(url).status_code == 200

    for mailbox in ("ny@example.org", ""):
        address_mailbox_set(address=address, mailbox=mailbox, by=evening.by, now=now)
        assert Client().get(url).status_code == 404


def test_a_link_that_was_replaced_says_so_and_the_new_one_opens(seat, sent):
    old = AccessLink.objects.get(purpose="invitation")
    link, token = link_reissue(link=old, by=None, now=clock.now())
    asked = Client().get(reverse("dialogue:invitation-answer", args=[sent["invitation"]]))

    assert asked.status_code == 404
    assert "skiftet ud med et nyt" in asked.content.decode()
    assert "nyeste mail" in asked.content.decode()
    assert Client().get(reverse("dialogue:invitation-answer", args=[token])).status_code == 200
    assert (link.person, link.role_address, link.scope) == (old.person, old.role_address, old.scope)


def test_each_reader_is_told_why_they_and_no_other_get_the_mail(seat):
    """Invited then, or in the seat today of a role that was: nobody is told that they were invited who was not."""
    evening, now = an_evening(), clock.now()
    Meeting.objects.update(starts_at=now + dt.timedelta(days=3), ends_at=now + dt.timedelta(days=4))
    evening.meeting.refresh_from_db()
    board = RoleAddressFactory(kind="bestyrelse", board=seat.board)
    box = RoleAddressFactory(kind="formand", board=seat.board, mailbox="formand@example.org")
    invitations_set(meeting=evening.meeting, addresses=[board, box], by=evening.by, now=now)
    invitations_send(meeting=evening.meeting, by=evening.by, now=now)
    new = BoardSeatFactory(board=seat.board)
    evening.draft()
    hearing_open(meeting=evening.meeting, days=7, by=evening.by, now=now)

    said = {row.address: row for row in MessageRecipient.objects.filter(kind="hearing")}
    for part in ("text", "html"):
        assert "fordi du var inviteret til mødet" in getattr(said[seat.person.email], part)
        assert "fordi du har en rolle, der var inviteret" in getattr(said[new.person.email], part)
        assert board.title in getattr(said[new.person.email], part)
        assert "til en postkasse for en rolle, der var inviteret" in getattr(said[box.mailbox], part)
        assert not [row for row in said.values() if "DERFOR" in getattr(row, part)]


def test_every_link_that_is_sent_knows_whom_it_was_sent_to_and_the_meeting(seat, sent):
    meeting = Meeting.objects.get()
    links = AccessLink.objects.all()
    assert {link.purpose for link in links} == {"invitation", "hearing", "letter"}
    assert {link.person for link in links} == {seat.person}
    assert {link.scope["meeting"] for link in links} == {str(meeting.uuid)}
    assert Invitation.objects.get().invited_at
    assert re.fullmatch(r"[\w-]{43}", sent["letter"])
