# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The address that a calendar fetches: one's own meetings, by the roles of the day, until it is closed."""

import datetime as dt
import re

import pytest
from django.test import Client

from samspil.core import clock
from samspil.core.tests import rfc5545
from samspil.dialogue.tests import factories
from samspil.people.addresses.actions import address_ensure
from samspil.people.models import AccessLink, BoardSeat

SOON = clock.now() + dt.timedelta(days=20)


@pytest.fixture
def meetings(cast):
    """The board of Åskolen is invited to the first; the second is written to nobody."""
    first = factories.MeetingFactory(title="Inviteret", starts_at=SOON, invited_at=SOON)
    factories.InvitationFactory(meeting=first, address=address_ensure(kind="bestyrelse", board=cast.board))
    second = factories.MeetingFactory(title="Kun planlagt", starts_at=SOON + dt.timedelta(days=1))
    return first, second


@pytest.fixture
def as_member(cast):
    client = Client()
    client.force_login(cast.board_member)
    return client


def _address(client):
    page = client.post("/kalender/ny/").text
    return re.search(r"<code>https?://[^/]+(/kalender/[^<]+)</code>", page)[1]


def _titles(client, address):
    return [event["SUMMARY"] for event in rfc5545.read(client.get(address).content).events]


def test_a_board_member_gets_the_meetings_of_the_board_and_an_officer_gets_all(meetings, as_member, officer, client):
    member, all_ = _address(as_member), _address(officer)
    assert _titles(client, member) == ["Inviteret"]
    assert {"Inviteret", "Kun planlagt"} <= set(_titles(client, all_))
    kept = client.get(member)
    assert kept.headers["Cache-Control"] == "private, no-store"
    assert kept.headers["Content-Type"].startswith("text/calendar")


def test_what_is_moved_or_called_off_says_so_under_the_same_name(meetings, as_member, client):
    first, _second = meetings
    address = _address(as_member)
    (before,) = rfc5545.read(client.get(address).content).events
    first.called_off_at, first.called_off_reason, first.sequence = clock.now(), "Sygdom", 1
    first.save()
    (after,) = rfc5545.read(client.get(address).content).events
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_the_address_follows_the_role(meetings, cast, as_member, client):
    address = _address(as_member)
    yesterday = clock.today(clock.now()) - dt.timedelta(days=1)
    BoardSeat.objects.filter(person=cast.board_member.person).update(until_on=yesterday)
    assert _titles(client, address) == []


def test_a_new_address_closes_the_old_one_and_one_can_close_it(meetings, as_member, client):
    old, new = _address(as_member), _address(as_member)
    assert [client.get(address).status_code for address in (old, new)] == [404, 200]
    as_member.post("/kalender/luk/")
    assert client.get(new).status_code == 404
    assert client.get("/kalender/gaettet/moeder.ics").status_code == 404


def test_the_address_is_shown_once_and_only_a_digest_of_it_is_kept(meetings, as_member):
    token = _address(as_member).split("/")[2]
    assert token not in as_member.get("/kalender/").text
    assert not AccessLink.objects.filter(secret_digest=token).exists()


def test_guesses_are_slowed_down_as_for_every_link(meetings, as_member, client):
    address = _address(as_member)
    answers = [client.get(f"/kalender/x{number}/moeder.ics").text for number in range(62)]
    assert "Vent et minut" in answers[-1]
    assert client.get(address).status_code == 200
