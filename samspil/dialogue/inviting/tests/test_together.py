# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""People are counted, not posts: one mail a person, one answer a board, and none overwritten unread."""

import datetime as dt
import json
import re

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.inviting.actions import PURPOSE, invitations_send, invitations_set, reminders_send, reply_give
from samspil.dialogue.inviting.mails import CHANGED
from samspil.dialogue.inviting.queries import answers, raised_by, reply_of, seen_of
from samspil.dialogue.models import InvitationReply
from samspil.dialogue.overview.queries.home import rows
from samspil.dialogue.planning.actions.plan import meeting_update
from samspil.dialogue.tests.factories import OFFICERS, MeetingFactory, officer
from samspil.people.links.queries import link_by_token
from samspil.people.tests.factories import BoardSeatFactory, CommitteeSeatFactory, RoleAddressFactory

pytestmark = pytest.mark.django_db
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def chair():
    return BoardSeatFactory(is_chair=True)


@pytest.fixture
def member(chair):
    return BoardSeatFactory(board=chair.board)


@pytest.fixture
def invited(chair, member):
    """The board as a whole and its chair are both invited; its chair sits on the committee as well."""
    starts = clock.now() + dt.timedelta(days=9)
    meeting = MeetingFactory(tables=2, rounds=1, starts_at=starts)
    seat = CommitteeSeatFactory(person=chair.person)
    addresses = [
        RoleAddressFactory(kind="bestyrelse", board=chair.board),
        RoleAddressFactory(kind="formand", board=chair.board),
        RoleAddressFactory(kind="udvalg", board=None, committee=seat.committee),
    ]
    invitations_set(meeting=meeting, addresses=addresses, by=meeting.created_by, now=clock.now())
    invitations_send(meeting=meeting, by=meeting.created_by, now=clock.now())
    meeting.refresh_from_db()
    return meeting


def mails(person=None, kind="invitation"):
    found = MessageRecipient.objects.filter(kind=kind).order_by("pk")
    return list(found.filter(person_uuid=person.uuid) if person else found)


def url(person, place=0):
    return f"/svar/{json.loads(mails(person)[0].secrets)[place]}/"


def form(page):
    """What the page's form would send as it stands."""
    seen = re.search(r'name="seen_answer"(?: value="([^"]*)")?', page.content.decode())[1]
    return {"seen_answer": seen or "", "coming": "yes"}


def test_a_change_is_told_with_a_link_for_each_that_answers_apart(invited, chair, member, client):
    moved = {"starts_at": invited.starts_at + dt.timedelta(days=1), "ends_at": invited.ends_at + dt.timedelta(days=1)}
    meeting_update(meeting=invited, values=moved, by=invited.created_by, now=clock.now(), tell=True)

    (mail,) = mails(chair.person, CHANGED)
    secrets = json.loads(mail.secrets)
    assert len(secrets) == 2
    for secret in secrets:
        assert mail.text.count(secret) == 1
        assert secret in mail.html
        assert client.get(f"/svar/{secret}/").status_code == 200
    titles = {link_by_token(token=secret, purpose=PURPOSE, now=clock.now()).role_address.title for secret in secrets}
    assert len(titles) == 2
    assert all(title in mail.text for title in titles)
    (mail,) = mails(member.person, CHANGED)
    assert len(json.loads(mail.secrets)) == 1


def test_each_person_gets_one_mail_with_a_link_for_each_that_answers_apart(invited, chair, member):
    assert [len(json.loads(mail.secrets)) for mail in mails(chair.person)] == [2]
    assert [len(json.loads(mail.secrets)) for mail in mails(member.person)] == [1]
    assert len(mails()) == 2
    for secret in json.loads(mails(chair.person)[0].secrets):
        assert secret in mails(chair.person)[0].text
        assert secret in mails(chair.person)[0].html


def test_a_board_answers_once_through_whichever_of_its_roles_and_its_people_are_counted_once(invited, chair, member):
    Client().post(url(chair.person), {**form(Client().get(url(chair.person))), "people": "3"})
    Client().post(url(member.person), {**form(Client().get(url(member.person))), "people": "3"})

    found = answers(meeting=invited)
    assert (found.asked, found.answered, found.people, found.silent) == (2, 1, 3, 1)
    assert InvitationReply.objects.count() == 1
    assert {row.reply.people if row.reply else None for row in found.rows} == {3, None}
    [listed] = rows(held=OFFICERS, now=clock.now())
    assert listed.summary == "1 af 2 har svaret"
    # All the board's members are asked about the letter, not only the one who answered; who is silent as well.
    assert {row.address.kind for row in raised_by(meeting=invited)} == {"bestyrelse", "formand", "udvalg"}


def test_who_has_not_said_no_to_the_day_it_became_is_asked_about_the_letter(invited, chair, member):
    """One board had confirmed the new day: its four people alone were asked, of thirty-two."""
    Client().post(url(member.person), {**form(Client().get(url(member.person))), "people": "3"})
    said_yes = {row.address.kind for row in raised_by(meeting=invited)}
    InvitationReply.objects.update(coming=False, people=0)
    said_no = {row.address.kind for row in raised_by(meeting=invited)}
    invited.sequence += 1
    invited.save()
    said_no_to_another_day = {row.address.kind for row in raised_by(meeting=invited)}

    assert said_yes == {"bestyrelse", "formand", "udvalg"}
    assert said_no == {"udvalg"}
    assert said_no_to_another_day == {"bestyrelse", "formand", "udvalg"}


def test_the_page_says_why_fewer_answers_are_awaited_than_posts_stand_on_the_list(invited, client):
    client.force_login(officer())

    page = client.get(f"/moeder/{invited.uuid}/invitation/").text

    assert "0 af 2 har svaret. En bestyrelse og dens formand svarer som én." in page
    assert page.count('name="address"') == 3


def test_only_those_who_have_not_answered_are_reminded_and_once_each(invited, chair, member):
    Client().post(url(member.person), {**form(Client().get(url(member.person))), "people": "3"})
    sent = reminders_send(meeting=invited, by=invited.created_by, now=clock.now())
    assert sent.mails == 1
    [reminder] = mails(kind="reminder")
    assert (reminder.person_uuid, len(json.loads(reminder.secrets))) == (chair.person.uuid, 1)


def test_who_opens_the_page_later_sees_what_was_answered_by_which_post_and_when(invited, chair, member):
    answer = {**form(Client().get(url(chair.person))), "people": "3", "answered_by": "Amina"}
    Client().post(url(chair.person), answer)
    page = Client().get(url(member.person)).content.decode()
    assert "I kommer. I er 3." in page
    assert f"af Formanden for skolebestyrelsen, {chair.board.school.name}" in page
    assert "Amina" in page
    assert "gælder det i stedet for jer alle" in page
    assert "Ret svaret" in page


def test_a_page_that_was_open_meanwhile_overwrites_nothing_until_the_answer_has_been_read(invited, chair, member):
    old = form(Client().get(url(member.person)))
    Client().post(url(chair.person), {**form(Client().get(url(chair.person))), "people": "3"})

    refused = Client().post(url(member.person), {**old, "people": "9"})
    assert refused.status_code == 422
    assert "Der er svaret, siden du åbnede siden" in refused.content.decode()
    assert "I kommer. I er 3." in refused.content.decode()
    assert 'value="9"' in refused.content.decode()
    assert InvitationReply.objects.get().people == 3

    assert Client().post(url(member.person), {**form(refused), "people": "9"}).status_code == 302
    reply = InvitationReply.objects.get()
    assert (reply.people, reply.post.kind) == (9, "bestyrelse")


def test_the_same_answer_sent_twice_is_one(invited, member):
    answer = {**form(Client().get(url(member.person))), "people": "3"}
    assert [Client().post(url(member.person), answer).status_code for _press in range(2)] == [302, 302]


PRESS = st.tuples(st.sampled_from(["look", "send"]), st.integers(0, 1), st.integers(1, 5))


@given(presses=st.lists(PRESS, max_size=12))
@few
def test_no_answer_is_replaced_by_somebody_who_has_not_read_it(invited, chair, member, presses):
    InvitationReply.objects.all().delete()
    links = [
        link_by_token(token=url(seat.person)[6:-1], purpose="invitation", now=clock.now()) for seat in (chair, member)
    ]
    invitation, read = invited.invitations.first(), ["", ""]
    for number, (press, who, people) in enumerate(presses):
        now, stands = clock.now() + dt.timedelta(seconds=number), reply_of(invitation=invitation)
        if press == "look":
            read[who] = seen_of(stands)
            continue
        said = {"coming": True, "people": people, "languages": "", "access_needs": "", "answered_by": ""}
        unread = stands is not None and read[who] != seen_of(stands)
        if unread and stands.people != people:
            with pytest.raises(Refused):
                reply_give(link=links[who], **said, now=now, seen_answer=read[who])
            assert reply_of(invitation=invitation).people == stands.people
        else:
            reply_give(link=links[who], **said, now=now, seen_answer=read[who])
            assert reply_of(invitation=invitation).people == people
        assert InvitationReply.objects.count() == 1


def test_reported_a_scanner_that_sends_the_form_answers_nothing(invited, chair, client):
    address = url(chair.person)
    page = client.get(address).text
    form = page[page.index('<form method="post"') :].partition("</form>")[0]
    filled = re.findall(r'<input [^>]*type="(?:hidden|text|number)" name="([^"]+)"(?: value="([^"]*)")?', form)
    chosen = re.findall(r'<input [^>]*type="radio"[^>]*checked', form)

    refused = client.post(address, dict(filled))

    assert chosen == []
    assert refused.status_code == 422
    assert not InvitationReply.objects.exists()
    assert client.get(address).status_code == 200
