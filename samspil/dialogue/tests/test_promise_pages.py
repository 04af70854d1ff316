# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The pages about promises: the officer's list and form, and the letter that shows the answers to its readers."""

import datetime as dt

import pytest
import time_machine

from samspil.dialogue.models import PromiseAnswer
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.promise_evening import answer, sent_evening

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def evening():
    return sent_evening()


@pytest.fixture
def officer(evening, client):
    client.force_login(evening.by)
    return client


def url(evening, tail=""):
    return f"/moeder/{evening.meeting.uuid}/loefter/{tail}"


def words(**more):
    return {
        "seen": "0",
        "state": "promise",
        "words": "Vi samler det i ét brev om ugen.",
        "owner_name": "Hanne Toft, skolechef",
        "owner_address": "",
        "owner_email": "hanne@example.org",
        "due_on": "15.01.2027",
        **more,
    }


def test_every_point_stands_on_the_page_and_says_that_nobody_has_answered(officer, evening):
    page = officer.get(url(evening)).content.decode()

    assert page.count("Ingen har svaret endnu") == 5
    assert "Én samlet besked om ugen er nok." in page
    assert "5 uden svar" in page


def test_an_answer_is_saved_and_stands_in_the_letter(officer, evening):
    response = officer.post(url(evening, f"{evening.weekly}/"), words())

    assert response.status_code == 302
    letter = officer.get(f"/breve/{evening.version.uuid}/").content.decode()
    assert "Løfte, i gang" in letter
    assert "senest 15.01.2027" in letter
    assert "Vi samler det i ét brev om ugen." in letter
    assert "hanne@example.org" not in letter


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": ""}, "Skriv mindst én sætning."),
        ({"owner_name": ""}, "Skriv, hvem der gør det."),
        ({"owner_email": ""}, "Vælg en post, eller skriv en mailadresse"),
        ({"due_on": ""}, "Skriv en dato, så alle ved"),
        ({"due_on": "01.10.2026"}, "Datoen er gået."),
        ({"state": "kept"}, "Vælg"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(officer, evening, wrong, said):
    response = officer.post(url(evening, f"{evening.weekly}/"), words(**wrong))

    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert wrong.get("owner_name", "Hanne Toft, skolechef") in page
    assert not PromiseAnswer.objects.exists()


def test_an_answer_on_top_of_a_colleagues_is_refused_and_keeps_the_words(officer, evening):
    answer(evening, evening.weekly, state="no", words="Det kan vi ikke i år.")

    response = officer.post(url(evening, f"{evening.weekly}/"), words())
    again = officer.post(url(evening, f"{evening.weekly}/"), words(seen="1"))

    page = response.content.decode()
    assert response.status_code == 409
    assert "En kollega har svaret" in page
    assert "Det kan vi ikke i år." in page
    assert "Vi samler det i ét brev om ugen." in page
    assert 'name="seen" value="1"' in page
    assert again.status_code == 302


def test_a_point_that_the_letter_does_not_have_is_not_found(officer, evening):
    assert officer.get(url(evening, f"{evening.meeting.uuid}/")).status_code == 404
    assert officer.get(url(evening, f"{evening.weekly}/")).status_code == 200


def test_overdue_is_said_in_days(officer, evening):
    answer(evening, evening.weekly, due_on=dt.date(2026, 10, 25))

    with time_machine.travel(LATER + dt.timedelta(days=24), tick=False):
        officer.force_login(evening.by)
        page = officer.get(f"/breve/{evening.version.uuid}/").content.decode()

    assert "Løfte, 19 dage over tiden" in page
    assert "skulle være holdt 25.10.2026" in page
