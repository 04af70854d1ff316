# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A press after the log-in has ended: the words come back (reported of qualix and slice, docs/reported.md)."""

import html
import re
from uuid import uuid4

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

WORDS = "Vi prøver at <spørge> først\r\n\r\nog svarer bagefter. جرّبوا"


def address(name: str) -> str:
    return reverse(name, args=[uuid4()])


@pytest.mark.parametrize("name", ["dialogue:plan", "dialogue:sorting-move", "dialogue:letter-edit"])
def test_words_sent_after_the_log_in_ended_stand_on_the_answer(client, name):
    sent = {"statement": WORDS, "again": WORDS, "key": str(uuid4()), "csrfmiddlewaretoken": "x" * 64, "do": "point"}

    asked = address(name)
    answer = client.post(asked, sent)

    assert answer.status_code == 403
    page = answer.content.decode()
    fields = [html.unescape(words) for words in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)]
    assert fields == [WORDS]
    assert "Intet er gemt" in page
    assert f'{reverse("account_login")}?next={asked}"' in html.unescape(page)


def test_a_press_without_words_leads_to_the_log_in(client):
    answer = client.post(address("dialogue:sorting-move"), {"do": "place", "unit": str(uuid4())})

    assert answer.status_code == 302


@pytest.mark.parametrize(("sent", "copy"), [({"statement": WORDS}, True), ({"do": "undo"}, False)])
def test_htmx_keeps_the_page_with_its_words_and_says_why(client, sent, copy):
    answer = client.post(address("dialogue:sorting-move"), sent, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (403, "text/plain")
    assert answer.content.decode().startswith("Du er logget af, og intet er gemt.")
    assert ("Kopiér det, du skrev" in answer.content.decode()) is copy
