# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The hearing's pages: opening it, answering by link without an account, and answering what was written."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samspil.delivery.models import MessageRecipient
from samspil.dialogue.hearing.actions import KIND
from samspil.dialogue.letter.content import Place, Quote, from_json, to_json
from samspil.dialogue.models import Hearing, HearingRemark
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.hearing_evening import link_of, url
from samspil.dialogue.tests.letter_evening import an_evening, invite
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("later")]
WEEKLY = "Én samlet besked om ugen er nok."


def an_evening_to_be_heard():
    evening = an_evening()
    invite(evening)
    evening.draft()
    return evening


evening = made_once(an_evening_to_be_heard)


@pytest.fixture
def officer(evening, client):
    client.force_login(evening.by)
    return client


def test_opening_freezes_the_points_and_writes_to_each(officer, evening):
    before = officer.get(url(evening)).content.decode()
    response = officer.post(url(evening, "aabn/"), {"days": "7"})
    again = officer.post(url(evening, "aabn/"), {"days": "7"})

    hearing = Hearing.objects.get()
    assert "Åbn høringen" in before
    assert "Der bliver sendt 2 mails." in before
    assert (response.status_code, again.status_code) == (302, 302)
    assert MessageRecipient.objects.filter(kind=KIND).count() == 2
    assert all(not point["notes"] for theme in hearing.content["themes"] for point in theme["points"])
    assert "Høringen er åben til og med tirsdag 27. oktober 2026." in officer.get(url(evening)).content.decode()


@pytest.mark.parametrize("language", ["da", "en", "ar"])
def test_the_link_opens_without_an_account_in_every_language(officer, evening, client, language):
    officer.post(url(evening, "aabn/"), {"days": "7"})
    client.logout()

    response = client.get(f"{link_of()}?sprog={language}")

    page = response.content.decode()
    assert response.status_code == 200
    assert f'lang="{language}"' in page
    assert WEEKLY in page
    assert evening.weekly not in page


def test_what_is_said_is_kept_and_can_be_changed_until_the_last_day(officer, evening, client, later):
    officer.post(url(evening, "aabn/"), {"days": "7"})
    client.logout()
    link = link_of()

    first = client.post(link, {"v0": "differs", "w0": "Vi sagde højst én.", "v1": "agree", "whole": "Lektier mangler."})
    twice = client.post(link, {"v0": "differs", "w0": "Vi sagde højst én.", "v1": "agree", "whole": "Lektier mangler."})
    kept = HearingRemark.objects.count()
    thanks = client.get(first.url).content.decode()
    client.post(link, {"v0": "agree", "w0": ""})
    changed = sorted(HearingRemark.objects.values_list("verdict", flat=True))
    later.move_to(LATER + dt.timedelta(days=8))
    too_late = client.post(link, {"v0": "missing", "w0": "Også om aftenen."})

    assert (first.status_code, twice.status_code, kept) == (302, 302, 3)
    assert "Tak! Svaret er gemt." in thanks
    assert "Vi sagde højst én." in thanks
    assert changed == ["agree", "agree"]
    assert too_late.status_code == 422
    assert "Høringen er slut." in too_late.content.decode()
    assert HearingRemark.objects.filter(verdict="missing").count() == 0


def test_a_quote_in_another_language_stands_with_its_danish(officer, evening, client):
    officer.post(url(evening, "aabn/"), {"days": "7"})
    hearing = Hearing.objects.get()
    content = from_json(hearing.content)
    quote = Quote(ref="", place=Place(), text="أطلب من ابنتي", language="ar", danish="Jeg beder min datter")
    first, *more = content.themes
    points = (replace(first.points[0], quotes=(quote,)), *first.points[1:])
    hearing.content = to_json(replace(content, themes=(replace(first, points=points), *more)))
    hearing.save()

    page = client.get(link_of()).content.decode()

    assert "أطلب من ابنتي" in page
    assert "på dansk:" in page
    assert "Jeg beder min datter" in page


@pytest.mark.parametrize("verdict", ["missing", ""])
def test_what_one_writes_while_the_hearing_closes_stands_on_the_page_to_be_copied(officer, evening, client, verdict):
    officer.post(url(evening, "aabn/"), {"days": "7"})
    link = link_of()
    client.post(link, {"v0": "differs", "w0": "Vi sagde højst én.", "whole": "Lektierne."})
    officer.post(url(evening, "luk/"))

    too_late = client.post(link, {"v0": verdict, "w0": "Også om aftenen,\nog i ferien.", "whole": "Lektierne."})

    page = too_late.content.decode()
    assert too_late.status_code == 422
    assert "Det skrev du nu" in page
    assert "Også om aftenen,<br>og i ferien." in page
    assert page.count("Lektierne.") == 1
    assert "Det skrev du nu" not in client.get(link).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"v0": "differs", "w0": ""}, "Skriv, hvad der ikke passer"),
        ({"w0": "Men ikke om vinteren"}, "Du har skrevet noget."),
        ({"v0": "missing", "w0": "x" * 1001}, "Der er plads til 1000"),
    ],
)
def test_what_cannot_be_kept_is_said_and_every_word_stays(officer, evening, client, wrong, said):
    officer.post(url(evening, "aabn/"), {"days": "7"})
    client.logout()

    response = client.post(link_of(), {**wrong, "whole": "Og lektierne."})

    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert wrong["w0"] in page
    assert "Og lektierne." in page
    assert not HearingRemark.objects.exists()


def test_the_officer_answers_a_remark_and_its_writer_reads_it(officer, evening, client, later):
    officer.post(url(evening, "aabn/"), {"days": "7"})
    link = link_of()
    client.post(link, {"v0": "differs", "w0": "Vi sagde højst én."})
    remark = HearingRemark.objects.get()

    page = officer.get(url(evening)).content.decode()
    empty = officer.post(url(evening, f"svar/{remark.uuid}/"), {"revision": "1", "taken": "yes", "reply": ""})
    good = officer.post(
        url(evening, f"svar/{remark.uuid}/"), {"revision": "1", "taken": "yes", "reply": "Det er rettet nu."}
    )

    assert "Vi sagde højst én." in page
    assert "færre end 5" in page
    assert empty.status_code == 422
    assert good.status_code == 302
    assert "Det er rettet nu." in client.get(link).content.decode()


def test_a_letter_waits_for_the_hearing_and_for_the_answers(officer, evening, client):
    officer.post(url(evening, "aabn/"), {"days": "7"})
    client.post(link_of(), {"v0": "differs", "w0": "Vi sagde højst én."})
    edit = f"/moeder/{evening.meeting.uuid}/brev/"

    while_open = officer.get(edit).content.decode()
    officer.post(url(evening, "luk/"))
    closed = officer.get(edit).content.decode()
    remark = HearingRemark.objects.get()
    officer.post(
        url(evening, f"svar/{remark.uuid}/"), {"revision": "1", "taken": "no", "reply": "Andre sagde præcis én."}
    )
    ready = officer.get(edit).content.decode()

    assert "Høringen er ikke slut." in while_open
    assert "Høringen er ikke slut." not in closed
    assert "1 bemærkning fra høringen mangler et svar." in closed
    assert "Klar til at sende" in ready


def test_a_wrong_link_opens_nothing(client, evening):
    assert client.get("/hoering/findes-ikke/").status_code == 404


def test_the_officers_page_asks_as_much_for_one_remark_as_for_three(officer, evening, client):
    officer.post(url(evening, "aabn/"), {"days": "7"})
    client.post(link_of(), {"v0": "differs", "w0": "Vi sagde højst én."})
    with CaptureQueriesContext(connection) as one:
        officer.get(url(evening))
    client.post(link_of(1), {"v0": "missing", "w0": "Aldrig om aftenen.", "whole": "Lektierne."})

    with CaptureQueriesContext(connection) as three:
        page = officer.get(url(evening)).content.decode()

    assert page.count("Svar på bemærkningen") == 3
    assert len(three) == len(one)
