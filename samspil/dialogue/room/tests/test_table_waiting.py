# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The table's page before its evening and after it."""

import pytest
from django.test import Client

from samspil.dialogue.tests import factories

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
