# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a table is told when the evening is over: once to the ear, and never of a round that does not come."""

import re

import pytest

from samspil.dialogue.conftest import NOW
from samspil.dialogue.planning.actions.changes import meeting_call_off
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.tests import factories

pytestmark = pytest.mark.django_db
NEXT_ROUND = "Se, om næste runde er begyndt"


def press(meeting, what):
    return room.control(meeting=meeting, press=what, seen_version=meeting.control_version, by=None, now=NOW)


def page(client, meeting):
    return client.get(f"/bord/{meeting.tables.first().code}/").content.decode()


def said(html):
    return re.search(r'data-say="([^"]*)"', html)[1]


def before_it_begins(meeting):
    type(meeting).objects.filter(pk=meeting.pk).update(current_round=None, opened_at=None)


def call_off(meeting):
    before_it_begins(meeting)
    meeting.refresh_from_db()
    meeting_call_off(meeting=meeting, reason="Oplægsholderen er syg.", by=factories.officer(), now=NOW)


def until_the_last_round_is_closed(meeting):
    while meeting.rounds.filter(started_at=None).exists():
        meeting = press(meeting, "start")
    return press(meeting, "close")


def test_the_end_of_the_evening_is_said_when_the_last_round_was_said_to_be_over(meeting, client):
    closed = until_the_last_round_is_closed(meeting)
    before = said(page(client, closed))

    ended = press(closed, "end")

    assert (before, said(page(client, ended))) == ("Runden er slut", "Tak for jeres noter.")


def test_after_the_evening_no_page_speaks_of_a_round_that_is_on(meeting, client, officer):
    closed = until_the_last_round_is_closed(meeting)
    last = closed.rounds.count()
    factories.NoteFactory(table=closed.tables.first(), round=closed.current_round)
    during = page(client, closed)
    steered = officer.get(f"/moeder/{closed.uuid}/styring/").text

    press(closed, "end")
    after = page(client, closed)
    steered_after = officer.get(f"/moeder/{closed.uuid}/styring/").text

    assert "Jeres noter i runden<" in during
    assert f"Jeres noter i runde {last}<" in after
    for before, now in ((during, after), (steered, steered_after)):
        assert ("Runden er slut" in before, "Aftenen er slut" in before) == (True, False)
        assert ("Runden er slut" in now, "Aftenen er slut" in now) == (False, True)


def test_that_the_meeting_is_called_off_is_said(meeting, client):
    call_off(meeting)

    assert said(page(client, meeting)) == "Mødet er aflyst"


def test_a_next_round_is_only_spoken_of_where_one_is_left(meeting, client):
    between = press(meeting, "close")
    with_a_next = NEXT_ROUND in page(client, between)

    ended = press(until_the_last_round_is_closed(between), "end")

    assert (with_a_next, NEXT_ROUND in page(client, ended)) == (True, False)


def test_a_page_that_waits_for_nothing_is_not_fetched_anew_every_ten_seconds(meeting, client):
    before_it_begins(meeting)
    waits = 'http-equiv="refresh"' in page(client, meeting)
    call_off(meeting)

    assert (waits, 'http-equiv="refresh"' in page(client, meeting)) == (True, False)
