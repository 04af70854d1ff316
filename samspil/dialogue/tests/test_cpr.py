# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A CPR number stops and asks, wherever it is written; nothing that was written is lost."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from samspil.dialogue.models import InvitationReply, Letter, Note
from samspil.dialogue.tests.factories import live_meeting
from samspil.dialogue.tests.hearing_evening import a_hearing

pytestmark = pytest.mark.django_db
NUMBER, TEXT = "010190-1234", "Karl (010190-1234) græd & løb"


def fields(page):
    """What a browser would send again from the page that asks, as long as nobody writes there."""
    found = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page.text, re.S)
    found += re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text, re.S)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def none(page):
    """The same with the button that says that it is no CPR number."""
    return fields(page) | dict(re.findall(r'<button [^>]*name="(not-cpr)" value="([^"]*)"', page.text))


@pytest.mark.parametrize("clock", ["now"])
def test_at_a_table_it_is_asked_and_a_yes_saves_the_words(client, time_machine, clock):
    meeting = live_meeting()
    time_machine.move_to(meeting.starts_at, tick=False)
    address = reverse("dialogue:note-write", args=[meeting.tables.get(number=1).code])

    asked = client.post(address, {"note": TEXT, "round": "1", "language": "da"})
    app = client.post(address, {"note": TEXT, "round": "1"}, headers={"Accept": "application/json"})
    before = Note.objects.count()
    saved = client.post(address, none(asked))

    assert (asked.status_code, app.status_code, before) == (422, 422, 0)
    assert NUMBER in asked.text
    assert (app.json()["saved"], app.json()["numbers"]) == (False, "0101901234")
    assert saved.status_code == 302
    assert Note.objects.get().text == TEXT


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_it_is_corrected_where_it_is_asked_and_all_else_is_sent_as_it_was(client, time_machine, htmx):
    meeting = live_meeting()
    time_machine.move_to(meeting.starts_at, tick=False)
    address = reverse("dialogue:note-write", args=[meeting.tables.get(number=1).code])
    sent = {"note": f"{TEXT}\nog grinte", "round": "1", "uuid": str(uuid4()), "language": "en"}

    asked = client.post(address, sent, headers=htmx)
    corrected = fields(asked) | {"note": "Karl græd & løb"}
    client.post(address, corrected)

    assert fields(asked) == sent
    note = Note.objects.get()
    assert (note.text, str(note.pk), note.language) == ("Karl græd & løb", sent["uuid"], "en")


def test_a_confirmed_number_does_not_open_for_another(client):
    address = reverse("dialogue:note-write", args=[live_meeting().tables.get(number=1).code])

    asked = client.post(address, {"note": f"{TEXT} og 020290-4321", "not-cpr": "0101901234"})

    assert asked.status_code == 422
    assert "020290-4321" in asked.text
    assert none(asked)["not-cpr"] == "0202904321"


def test_it_is_asked_in_every_form_with_free_fields(client):
    evening = a_hearing()
    client.force_login(evening.by)
    meeting = evening.meeting
    forms = {
        reverse("dialogue:letter-edit", args=[meeting.uuid]): {"introduction": TEXT},
        reverse("dialogue:hearing-answer", args=[evening.token]): {"words": TEXT},
        reverse("dialogue:remark-reply", args=[meeting.uuid, evening.remark.uuid]): {"reply": TEXT},
        reverse("dialogue:plan", args=[meeting.uuid]): {"afterwards": TEXT},
    }

    answers = [client.post(address, sent) for address, sent in forms.items()]

    assert [answer.status_code for answer in answers] == [422] * len(forms)
    assert all(TEXT in list(fields(answer).values()) for answer in answers)
    assert TEXT not in str(Letter.objects.values_list("introduction", flat=True))
    assert not InvitationReply.objects.filter(access_needs__isnull=False).exists()


def test_two_fields_that_are_asked_about_are_told_apart(client):
    address = reverse("dialogue:note-write", args=[live_meeting().tables.get(number=1).code])

    asked = client.post(address, {"note": TEXT, "dissent": TEXT})
    one = client.post(address, {"note": TEXT})

    assert "Ret det her (1)" in asked.text
    assert "Ret det her (2)" in asked.text
    assert "Ret det her<" in one.text
