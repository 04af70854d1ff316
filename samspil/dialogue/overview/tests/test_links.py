# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""An officer sees who has a personal link, closes it, and sends another in its place."""

import datetime as dt
import html
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samspil.core import clock
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.inviting.actions import invitations_send, invitations_set, reminders_send
from samspil.dialogue.overview import actions
from samspil.dialogue.overview.queries import links
from samspil.dialogue.tests.factories import MeetingFactory
from samspil.people.models import AccessLink, BoardSeat, Person
from samspil.people.tests.factories import BoardSeatFactory, RoleAddressFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    return BoardSeatFactory(is_chair=True)


@pytest.fixture
def meeting(seat):
    """Its chair was invited and reminded: two links for one thing."""
    now = clock.now()
    made = MeetingFactory(tables=1, rounds=1, starts_at=now + dt.timedelta(days=9))
    address = RoleAddressFactory(kind="formand", board=seat.board)
    invitations_set(meeting=made, addresses=[address], by=made.created_by, now=now)
    invitations_send(meeting=made, by=made.created_by, now=now)
    reminders_send(meeting=made, by=made.created_by, now=now + dt.timedelta(seconds=1))
    return made


def tokens(kind):
    return [json.loads(row.secrets)[0] for row in MessageRecipient.objects.filter(kind=kind).order_by("pk")]


def press(officer, meeting, what):
    newest = AccessLink.objects.order_by("created_at", "pk").last()
    return officer.post(f"/moeder/{meeting.uuid}/links/{newest.uuid}/{what}/", follow=True)


def test_closing_closes_every_link_its_holder_has_for_the_same_thing(officer, meeting, seat):
    page = officer.get(f"/moeder/{meeting.uuid}/links/").content.decode()
    assert page.count("Virker</span>") == 1
    assert seat.person.name in page

    shown = press(officer, meeting, "luk").content.decode()
    assert "Lukket</span>" in shown
    for token in tokens("invitation") + tokens("reminder"):
        answer = Client().get(f"/svar/{token}/")
        assert answer.status_code == 404
        assert "lukket af dem, der sendte det" in answer.content.decode()


def test_a_new_link_is_mailed_and_the_old_ones_say_where_to_look(officer, meeting, seat):
    shown = press(officer, meeting, "nyt").content.decode()
    assert "Et nyt link er på vej" in shown
    [fresh] = tokens("link")
    mail = MessageRecipient.objects.get(kind="link")
    assert (mail.address, mail.person_uuid) == (seat.person.email, seat.person.uuid)
    assert fresh in mail.text
    assert fresh in mail.html
    assert Client().get(f"/svar/{fresh}/").status_code == 200
    for token in tokens("invitation") + tokens("reminder"):
        answer = Client().get(f"/svar/{token}/")
        assert answer.status_code == 404
        assert "nyeste mail" in answer.content.decode()


def test_a_second_press_on_the_same_page_sends_no_second_link(officer, meeting):
    """The page was not loaded anew: both presses are about the same link."""
    newest = AccessLink.objects.order_by("created_at", "pk").last()
    page = f"/moeder/{meeting.uuid}/links/{newest.uuid}/nyt/"

    for _press in range(3):
        assert "Et nyt link er på vej" in officer.post(page, follow=True).content.decode()
    [fresh] = tokens("link")
    assert Client().get(f"/svar/{fresh}/").status_code == 200

    # Whoever sees the new one, and closes it, can send another.
    page = f"/moeder/{meeting.uuid}/links/{AccessLink.objects.latest('pk').uuid}"
    officer.post(f"{page}/luk/")
    officer.post(f"{page}/nyt/")
    assert len(tokens("link")) == 2


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_send_one_link(meeting):
    newest = AccessLink.objects.order_by("created_at", "pk").last()
    both = threading.Barrier(2, timeout=60)

    def renew(_number):
        try:
            link = AccessLink.objects.get(pk=newest.pk)
            both.wait()
            actions.link_renew(meeting=meeting, link=link, by=meeting.created_by, now=clock.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(renew, range(2)))

    assert len(tokens("link")) == 1


def test_nobody_gets_a_new_link_for_a_role_they_have_not_any_more(officer, meeting, seat):
    BoardSeat.objects.filter(pk=seat.pk).update(until_on=clock.today(clock.now()))
    page = officer.get(f"/moeder/{meeting.uuid}/links/").content.decode()
    assert "Virker ikke: rollen er slut" in page
    refused = press(officer, meeting, "nyt")
    assert refused.status_code == 409
    assert "har ikke rollen i dag" in refused.content.decode()
    assert not tokens("link")


def test_a_protected_name_is_not_shown_and_anothers_meeting_has_no_such_link(officer, meeting, seat):
    Person.objects.filter(pk=seat.person.pk).update(name_protected=True)
    page = officer.get(f"/moeder/{meeting.uuid}/links/").content.decode()
    assert seat.person.name not in page
    assert "Navnet er beskyttet" in page
    assert press(officer, MeetingFactory(), "luk").status_code == 404
    assert not AccessLink.objects.filter(revoked_at__isnull=False).exists()


def test_the_page_asks_the_database_no_more_for_a_whole_board(officer, meeting, seat):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            officer.get(f"/moeder/{meeting.uuid}/links/")
        return len(queries)

    one = asked()
    board = RoleAddressFactory(kind="bestyrelse", board=seat.board)
    BoardSeatFactory.create_batch(4, board=seat.board)
    invitations_set(meeting=meeting, addresses=[board], by=meeting.created_by, now=clock.now())
    invitations_send(meeting=meeting, by=meeting.created_by, now=clock.now())

    assert AccessLink.objects.count() == 6
    # One more for the other kind of role.
    assert asked() == one + 1


def test_a_long_list_is_turned_page_by_page_and_searched_by_the_names_one_may_see(officer, meeting, seat, monkeypatch):
    monkeypatch.setattr(links, "A_PAGE", 2)
    now = clock.now()
    members = [BoardSeatFactory(board=seat.board) for _ in range(4)]
    Person.objects.filter(pk=members[0].person_id).update(name_protected=True)
    whole = RoleAddressFactory(kind="bestyrelse", board=seat.board)
    listed = [row.address for row in meeting.invitations.select_related("address")]
    invitations_set(meeting=meeting, addresses=[*listed, whole], by=meeting.created_by, now=now)
    invitations_send(meeting=meeting, by=meeting.created_by, now=now)
    address = f"/moeder/{meeting.uuid}/links/"

    seen, following = [], ""
    while following is not None:
        page = officer.get(address + following).content.decode()
        seen += re.findall(r"<h2 class=\"h3\"><bdi>(.*?)</bdi>", page)
        found = re.search(r'href="(\?fra=\d+)"', page)
        following = found[1] if found else None

    everybody = [seat.person, *(member.person for member in members[1:])]
    assert sorted(seen) == sorted([*(html.escape(person.name) for person in everybody), "Navnet er beskyttet"])
    one = officer.get(address, {"soeg": members[1].person.given_name.upper()}).content.decode()
    assert html.escape(members[1].person.name) in one
    assert members[0].person.name not in officer.get(address, {"soeg": members[0].person.given_name}).content.decode()
    assert "0 links passer." in officer.get(address, {"soeg": "Ingen hedder sådan"}).content.decode()


def test_a_press_in_a_search_comes_back_to_the_search(officer, meeting, seat):
    newest = AccessLink.objects.order_by("created_at", "pk").last()
    name = seat.person.given_name
    page = officer.get(f"/moeder/{meeting.uuid}/links/", {"soeg": name}).content.decode()
    assert f'name="soeg" value="{html.escape(name)}"' in page

    answer = officer.post(f"/moeder/{meeting.uuid}/links/{newest.uuid}/luk/", {"soeg": name}, follow=True)

    assert answer.request["QUERY_STRING"]
    assert "1 link passer." in answer.content.decode()
