# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from django.urls import reverse

from samspil.dialogue.tests import factories
from tests.cast import make_cast

pytestmark = pytest.mark.django_db


def test_the_address_of_a_refused_note_opened_again_is_the_table(client):
    table = factories.live_meeting().tables.get(number=1)
    address = reverse("dialogue:note-write", args=[table.code])
    refused = client.post(address, {"note": " "})

    again = client.get(address)

    assert refused.status_code == 422
    assert (again.status_code, again["Location"]) == (302, reverse("dialogue:table", args=[table.code]))
    assert client.get(again["Location"]).status_code == 200
    assert client.put(address).status_code == 405


def test_a_press_before_the_log_in_leads_to_the_page_it_was_made_on(client):
    meeting = factories.live_meeting()
    address = reverse("dialogue:invitations-send", args=[meeting.uuid])
    asked = client.post(address, {"press": ""})
    client.force_login(make_cast().officer)

    back = client.get(address)

    assert reverse("account_login") in asked["Location"]
    assert back["Location"] == reverse("dialogue:invitations", args=[meeting.uuid])


def test_a_stranger_is_told_nothing(client):
    meeting = factories.live_meeting()
    client.force_login(make_cast().board_member)

    assert client.get(reverse("dialogue:invitations-send", args=[meeting.uuid])).status_code == 404
    assert client.get(reverse("dialogue:note-write", args=["IKKE99"]), follow=True).status_code == 404
