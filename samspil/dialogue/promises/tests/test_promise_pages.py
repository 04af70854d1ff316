# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The pages about promises: the officer's list and form, and the letter that shows the answers to its readers."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samspil.delivery.models import MessageRecipient
from samspil.dialogue.inviting.actions import invitations_send, invitations_set
from samspil.dialogue.meetings.enums import ItemKind
from samspil.dialogue.models import PromiseAnswer
from samspil.dialogue.planning.actions.plan import agenda_item_add, meeting_copy
from samspil.dialogue.publishing.actions.publishing import letter_send
from samspil.dialogue.room.actions.control import control
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.promise_evening import answer, url, words
from samspil.people.tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("later")]


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


def queries_of(client, address):
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_the_pages_ask_as_much_for_one_answer_as_for_three(officer, evening):
    pages = [url(evening), f"/breve/{evening.version.uuid}/", f"/moeder/{evening.meeting.uuid}/", "/"]
    answer(evening, evening.weekly)
    for page in pages:  # what is counted of the sorted notes is kept after the first time
        officer.get(page)
    one = [queries_of(officer, page) for page in pages]
    answer(evening, evening.first)
    answer(evening, evening.single, state="no", words="Vi er for få.")

    assert [queries_of(officer, page) for page in pages] == one


def test_a_reader_by_link_and_a_board_member_see_the_answers_and_what_is_over_time(evening, client):
    answer(evening, evening.weekly, due_on=(LATER + dt.timedelta(days=2)).date())
    letter_send(version=evening.version, by=evening.by, now=LATER)
    link = re.search(r"/brev/([^/\s]+)/", MessageRecipient.objects.filter(kind="letter").first().text)[0]
    member = UserFactory(person=evening.meeting.invitations.get().address.board.seats.order_by("pk").first().person)

    with time_machine.travel(LATER + dt.timedelta(days=5), tick=False):
        by_link = client.get(link).content.decode()
        client.force_login(member)
        home = client.get("/").content.decode()
        client.force_login(UserFactory())
        stranger = client.get("/").content.decode()

    assert "Løfte, 3 dage over tiden" in by_link
    # Said once while it is early, and of each point when the next meeting is over.
    assert "Ingen har svaret endnu" not in by_link
    assert "4 punkter venter på svar. Svarene ventes inden næste møde, søndag 20. december 2026." in by_link
    with time_machine.travel(dt.datetime(2026, 12, 21, 8, 0, tzinfo=dt.UTC), tick=False):
        late = client.get(link).content.decode()
    assert late.count("Ingen har svaret endnu") == 4
    assert "venter på svar" not in late
    assert "Løfter over tiden" in home
    assert "Én samlet besked om ugen er nok." in home
    assert "Løfter over tiden" not in stranger


@pytest.mark.parametrize("language", ["da", "en", "ar"])
def test_an_invited_board_reads_what_came_of_the_last_meeting(evening, client, language):
    answer(evening, evening.weekly)
    copy = meeting_copy(meeting=evening.meeting, starts_at=LATER + dt.timedelta(days=60), by=evening.by, now=LATER)
    invitations_set(meeting=copy, addresses=[evening.meeting.invitations.get().address], by=evening.by, now=LATER)
    invitations_send(meeting=copy, by=evening.by, now=LATER)
    mail = MessageRecipient.objects.filter(kind="invitation").first()
    link = re.search(r"/svar/([^/\s]+)/", mail.text)[0]

    page = client.get(f"{link}?sprog={language}").content.decode()

    assert "Én samlet besked om ugen er nok." in page
    assert "1 i gang, 4 uden svar" in mail.text
    assert "Siden sidst" in mail.html


def test_the_big_screen_shows_it_before_the_first_round_and_not_after(officer, evening):
    answer(evening, evening.weekly)
    copy = meeting_copy(meeting=evening.meeting, starts_at=LATER + dt.timedelta(days=60), by=evening.by, now=LATER)
    words = {"da": "Hvad nu?"}
    agenda_item_add(
        meeting=copy, kind=ItemKind.ROUND, title="Runde 1", minutes=15, question=words, by=evening.by, now=LATER
    )

    before = officer.get(f"/moeder/{copy.uuid}/storskaerm/").content.decode()
    control(meeting=copy, press="start", seen_version=0, by=evening.by, now=LATER)
    after = officer.get(f"/moeder/{copy.uuid}/storskaerm/").content.decode()

    assert "Det her er sket siden sidst." in before
    assert "Løfte, i gang" in before
    assert "siden sidst" not in after
