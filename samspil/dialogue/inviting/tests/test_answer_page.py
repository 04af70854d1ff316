# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the page where one answers says, and to whom."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from samspil.core import clock
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.inviting import actions
from samspil.dialogue.models import Meeting
from samspil.dialogue.planning.actions.changes import meeting_call_off
from samspil.dialogue.tests import factories
from samspil.people.tests.factories import BoardSeatFactory, RoleAddressFactory

NOW = clock.now()
IN_DANISH = "data-in-danish"


@pytest.fixture
def meeting(db: None) -> Meeting:
    made = factories.MeetingFactory(tables=1, rounds=1, starts_at=NOW + dt.timedelta(days=40))
    address = RoleAddressFactory(kind="bestyrelse", board=BoardSeatFactory().board)
    actions.invitations_set(meeting=made, addresses=[address], by=made.created_by, now=NOW)
    actions.invitations_send(meeting=made, by=made.created_by, now=NOW)
    return made


def _page(client: Client, language: str = "da", token: str = "") -> str:
    address = reverse("dialogue:invitation-answer", args=[token or _token()])
    return client.get(address, {"sprog": language}, follow=True).text


def _token() -> str:
    return re.search(r"/svar/([^/\s]+)/", MessageRecipient.objects.get(kind="invitation").text)[1]


@pytest.mark.parametrize(("language", "said"), [("da", False), ("en", True), ("ar", True)])
def test_whoever_reads_another_language_is_told_what_stands_in_danish(
    meeting: Meeting, client: Client, language: str, said: bool
) -> None:
    assert (IN_DANISH in _page(client, language)) is said


def test_the_programme_of_a_meeting_that_is_called_off_is_not_promised(meeting: Meeting, client: Client) -> None:
    # Kept by its reader: the mail itself is withdrawn with the meeting where it has not arrived.
    token = _token()
    before = _page(client, token=token)
    meeting_call_off(meeting=meeting, reason="Salen er under vand.", by=meeting.created_by, now=NOW)

    after = _page(client, token=token)

    for promise in ("Det skal vi tale om", "Hvad sker der bagefter?", "<h2"):
        assert (promise in before, promise in after) == (True, False), promise
