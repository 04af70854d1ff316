# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What is sent as a passkey and is none: a sentence, whatever it holds."""

import pytest

from samspil.people.login.tests.test_login import logged_in
from samspil.people.tests.pages import text

pytestmark = pytest.mark.django_db

MADE_UP = [
    "",
    "{",
    "[" * 20_000,
    '{"a":' * 5_000,
    '{"id": ' + "9" * 5_000 + "}",
    "7",
    '["id"]',
    "{}",
    '{"id": null, "rawId": {}, "response": []}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": 7, "clientDataJSON": "AA"}}',
    '{"id": "AA", "rawId": "AA", "response": {"clientDataJSON": "e30", "signature": "AA"}}',
    '{"id": "AA", "rawId": "AA", "response": {"userHandle": "MQ", "clientDataJSON": "W10", "attestationObject": "oA"}}',
]


@pytest.mark.parametrize("credential", MADE_UP)
def test_it_is_refused_in_words(client, cast, credential):
    page = text(client.post("/konto/log-ind/noegle/", {"credential": credential}, follow=True))

    assert "Det lykkedes ikke. Prøv igen, eller brug en anden måde at logge ind på." in page


@pytest.mark.parametrize("credential", MADE_UP)
def test_it_is_no_new_key(cast, credential):
    client = logged_in(cast.officer, minutes=1)
    assert "Det lykkedes ikke" in text(client.post("/konto/noegler/ny/", {"credential": credential, "name": "Min"}))
