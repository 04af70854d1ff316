# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The table's page and the big screen before the evening and after it."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from samspil.dialogue.room import live
from samspil.dialogue.tests import factories
from samspil.ui.templatetags.samspil import da_long_date

pytestmark = pytest.mark.django_db


def test_before_the_evening_it_says_when_and_where(client: Client) -> None:
    meeting = factories.MeetingFactory(tables=1, rounds=1, place="Salen på Ådal Skole")

    page = client.get(f"/bord/{meeting.tables.get().code}/").text

    assert str(factories.EVENING.year) in page
    assert "Salen på Ådal Skole" in page
    assert "Vælg en, der skriver for bordet." in page


def test_after_the_evening_it_says_thank_you_and_what_comes(client: Client) -> None:
    meeting = factories.live_meeting()
    type(meeting).objects.filter(pk=meeting.pk).update(ended_at=factories.LATER)

    page = client.get(f"/bord/{meeting.tables.first().code}/").text

    assert "Tak for jeres noter." in page
    assert "får det" in page
    assert "Næste møde" not in page


def test_after_the_evening_it_says_when_the_next_meeting_is_as_that_is_known_now(client: Client) -> None:
    meeting = factories.live_meeting()
    type(meeting).objects.filter(pk=meeting.pk).update(ended_at=factories.LATER, next_on=dt.date(2030, 3, 6))
    table = f"/bord/{meeting.tables.first().code}/"
    assert "Næste møde er onsdag 6. marts 2030." in client.get(table).text

    made = factories.MeetingFactory(
        announced_uid=meeting.next_uid, starts_at=dt.datetime(2030, 3, 13, 17, tzinfo=dt.UTC), tables=1, rounds=1
    )
    assert "Næste møde er onsdag 13. marts 2030." in client.get(table).text

    type(made).objects.filter(pk=made.pk).update(called_off_at=factories.LATER, called_off_reason="Sygdom")
    assert "Næste møde" not in client.get(table).text


def test_the_big_screen_counts_nothing_before_the_first_round_and_says_the_day(officer: Client) -> None:
    meeting = factories.MeetingFactory(tables=6, rounds=1)

    page = officer.get(f"/moeder/{meeting.uuid}/storskaerm/").text

    assert da_long_date(factories.EVENING) in page
    assert "har skrevet" not in page
    assert "i runden" not in page


def test_whoever_steers_is_told_when_the_evening_is_on_another_day(officer: Client) -> None:
    meeting = factories.MeetingFactory(tables=6, rounds=1)
    control = f"/moeder/{meeting.uuid}/styring/"

    with time_machine.travel(factories.EVENING - dt.timedelta(days=20), tick=False):
        assert "Start først runden, når I sidder ved bordene." in officer.get(control).text
    with time_machine.travel(factories.EVENING - dt.timedelta(hours=1), tick=False):
        page = officer.get(control).text
        assert "Start først runden, når I sidder ved bordene." not in page
        assert "Ingen runde er begyndt." in page
        assert "har skrevet i runden" not in page


def test_the_big_screen_says_thank_you_after_the_evening(officer: Client) -> None:
    meeting = factories.live_meeting()
    type(meeting).objects.filter(pk=meeting.pk).update(ended_at=factories.LATER, next_on=dt.date(2030, 3, 6))

    page = officer.get(f"/moeder/{meeting.uuid}/storskaerm/").text
    foot = live.notes_render(f"notes:{meeting.uuid}", "da", live.PROJECTOR)["foot"]

    assert "Tak for jeres noter." in page
    assert "Næste møde er onsdag 6. marts 2030." in page
    assert "Runde" not in page
    assert "har skrevet" not in foot


@pytest.mark.parametrize("kind", ["mistyped", "sent"])
def test_a_sign_whose_code_opens_nothing_leads_to_where_a_code_is_typed(client: Client, kind: str) -> None:
    code = "XXXXXX"
    if kind == "sent":
        meeting = factories.live_meeting()
        now = factories.LATER
        type(meeting).objects.filter(pk=meeting.pk).update(ended_at=now, sorting_closed_at=now, published_at=now)
        code = meeting.tables.first().code

    answer = client.get(f"/bord/{code}/")

    assert answer.status_code == 404
    assert f'value="{code}"' in answer.text
    assert "Koden passer ikke til et bord" in answer.text
    assert "Når brevet fra mødet er sendt, virker koden ikke mere." in answer.text
