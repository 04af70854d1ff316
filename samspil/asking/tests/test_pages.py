# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A family's pages by link, and the page on which staff type an answer in."""

import datetime as dt
import io

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from samspil.asking.actions import answer, link_make, set_close
from samspil.asking.enums import Origin
from samspil.asking.models import Asked, AskedFor, Response
from samspil.asking.queries import not_reached, progress
from samspil.asking.rules import Said, said_from_json
from samspil.asking.tests.families import FEATURE, NOW, TODAY, ask, family, reader
from samspil.core.models import AuditEntry
from samspil.people.models import Guardianship
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db
PHONE = {"reach": Said(("phone",))}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def of(question_set, person):
    return Asked.objects.distinct().get(asked_for__question_set=question_set, person=person)


def opened(person=None, *, question_set=None):
    """Somebody who is asked, and the secret of their link."""
    person = person or family()
    asked = of(question_set or ask(person), person)
    return asked, link_make(asked=asked, by=None, now=NOW)


def page(token, number=None, name=""):
    if number:
        return reverse("asking:question", args=[token, number])
    return reverse(f"asking:{name or 'start'}", args=[token])


def said(asked, origin=Origin.LINK):
    row = Response.objects.filter(asked=asked, origin=origin).first()
    return said_from_json(row.said) if row else {}


def typing(asked, way="telefon"):
    return reverse("asking:type-in", args=[asked.uuid, way])


def staff(client, user=None):
    user = user or reader()
    client.force_login(user)
    return user


def test_a_family_answers_question_by_question_and_mends_it(client):
    asked, token = opened()
    first = client.get(page(token))
    assert client.post(page(token, 1), {"c1": "aula", "gem": "1"}).url == page(token, 2)
    sent = {"c2": ["language", "interpreter"], "t2": "Vi har nattevagter", "gem": "1"}
    assert client.post(page(token, 2), sent).url == page(token, 3)
    last = client.post(page(token, 3), {"t3": "", "gem": "1"})
    assert client.post(page(token, 1), {"c1": "phone", "gem": "1"}).status_code == 302

    assert "Begynd" in first.content.decode()
    assert last.url == f"{page(token)}?svaret=1#tak"
    assert said(asked) == {
        "reach": Said(("phone",)), "hard": Said(("language", "interpreter"), "Vi har nattevagter"), "hope": Said(),
    }  # fmt: skip
    shown = client.get(last.url).content.decode()
    assert "Tak! Svaret er gemt." in shown
    assert "Vi har nattevagter" in shown
    assert "Tolk ønskes" in shown


def test_looking_at_a_link_changes_nothing(client):
    asked, token = opened()
    before = AuditEntry.objects.count()
    for url in (page(token), page(token, 1), page(token, name="otherwise"), page(token, name="paper")):
        assert client.get(url).status_code == 200
    asked.refresh_from_db()
    assert (asked.answered_at, AuditEntry.objects.count(), said(asked)) == (None, before, {})


def test_an_empty_answer_says_what_one_can_do_and_rather_not_is_one(client):
    asked, token = opened()
    empty = client.post(page(token, 1), {"gem": "1"})
    assert (empty.status_code, "Vil helst ikke svare" in empty.content.decode()) == (422, True)
    assert client.post(page(token, 1), {"helst-ikke": "1"}).url == page(token, 2)
    assert said(asked) == {"reach": Said(declined=True)}


def test_rather_not_to_all_of_it_is_one_press_and_ends_it(client):
    asked, token = opened()
    url = client.post(page(token), {"helst-ikke": "1"}).url
    asked.refresh_from_db()
    assert asked.declined_at == NOW
    assert "vi spørger ikke igen" in client.get(url).content.decode()


@pytest.mark.parametrize("language", ["da", "en", "ar"])
def test_each_page_stands_in_each_language(client, language):
    _asked, token = opened()
    for url in (page(token), page(token, 2), page(token, name="otherwise")):
        response = client.get(f"{url}?sprog={language}")
        assert response.status_code == 200
        assert f'<html lang="{language}"' in response.content.decode()
    assert ("ما الذي" in client.get(page(token, 2)).content.decode()) is (language == "ar")


def test_a_language_that_the_pages_do_not_speak_is_a_draft_with_the_danish_beside(client):
    _asked, token = opened(family(language="pl"))
    shown = client.get(page(token, 2)).content.decode()
    assert '<span lang="pl" dir="ltr">Co utrudnia Wam udział?</span>' in shown
    assert "Kladde" in shown
    assert "Hvad gør det svært for jer at være med i skolen?" in shown


def test_two_of_one_link_see_each_others_words(client):
    asked, token = opened()
    form = {"t3": "Mors ord", "initial-t3": "", "gem": "1"}
    client.post(page(token, 3), form)
    other = client.post(page(token, 3), form | {"t3": "Fars ord"})

    assert other.status_code == 422
    assert "Mors ord" in other.content.decode()
    assert "Fars ord" in other.content.decode()
    assert said(asked)["hope"].text == "Mors ord"


def test_what_is_typed_when_it_closes_stays_on_the_page(client):
    asked, token = opened()
    set_close(question_set=asked.question_set, by=None, now=NOW)
    closed = client.post(page(token, 3), {"t3": "Det vigtigste", "gem": "1"})

    assert closed.status_code == 409
    assert "Det vigtigste" in closed.content.decode()
    assert "Der er lukket for svar" in closed.content.decode()
    assert client.get(page(token, 3)).url == page(token)
    assert said(asked) == {}


def test_a_link_dies_with_the_guardianship_and_the_answer_stays(client):
    asked, token = opened()
    client.post(page(token, 1), {"c1": "phone", "gem": "1"})
    Guardianship.objects.filter(guardian=asked.person).update(until_on=TODAY)
    dead = client.post(page(token, 3), {"t3": "Mine ord", "gem": "1"})

    assert (dead.status_code, client.get(page(token)).status_code) == (404, 404)
    assert "Mine ord" in dead.content.decode()
    assert said(asked) == PHONE
    found = progress(feature=FEATURE, subject=asked.question_set.subject, kind="voice", now=NOW)
    assert (found.homes, found.reached) == (1, 1)


def test_a_guardian_who_loses_custody_answers_no_more(client):
    asked, token = opened()
    Guardianship.objects.filter(guardian=asked.person).update(custody=False)
    assert client.get(page(token)).status_code == 404


def test_a_press_twice_is_one_answer(client):
    asked, token = opened()
    for _ in range(2):
        assert client.post(page(token, 1), {"c1": "phone", "gem": "1"}).status_code == 302
    assert Response.objects.get(asked=asked).revision == 1


def test_one_page_for_all_the_children_and_a_later_class_is_asked_for(client):
    pupils = [make.PersonFactory(email=None, given_name=name) for name in ("Sara", "Omar")]
    both = family(pupils=pupils)
    first = ask(pupils=[pupils[0].pk])
    answer(asked=of(first, both), values=PHONE, origin=Origin.LINK, now=NOW)
    second = ask(pupils=[pupils[1].pk])
    _asked, token = opened(both, question_set=second)
    shown = client.get(page(token)).content.decode()

    assert "Sara" in shown
    assert "Omar" in shown
    assert "De ser ikke jeres svar, før I siger ja." in shown
    client.post(page(token), {"del": "1"})
    assert AskedFor.objects.get(question_set=second).seen_at == NOW


def test_another_day_and_a_call_ask_nothing_more(client):
    asked, token = opened()
    other = page(token, name="otherwise")
    assert client.post(other, {"tryk": "dag", "day": "28.08.2026"}).status_code == 302
    late = client.post(other, {"tryk": "dag", "day": "28.08.2027"})
    assert client.post(other, {"tryk": "ring", "interpreter": "on"}).status_code == 302

    asked.refresh_from_db()
    assert (asked.remind_on, asked.wish, asked.interpreter) == (dt.date(2026, 8, 28), "call", True)
    assert (late.status_code, "senest 09.09.2026" in late.content.decode()) == (422, True)
    [home] = not_reached(
        feature=FEATURE, subject=asked.question_set.subject, kind="voice", held=frozenset(), viewer=None,
        school_id=None, now=NOW,
    )  # fmt: skip
    assert (home.people[0].wish_words, home.people[0].interpreter) == ("Vil gerne ringes op", True)
    client.post(other, {"tryk": "nej"})
    asked.refresh_from_db()
    assert (asked.wish, asked.interpreter) == ("", False)


@pytest.mark.parametrize(("language", "word"), [("da", "Sprog"), ("ar", "24"), ("pl", "Czas")])
def test_the_sheet_is_in_the_familys_language_and_names_nobody_but_the_child(client, language, word):
    person = family(language=language, given_name="Fatima")
    asked, _token = opened(person)
    staff(client)
    response = client.get(reverse("asking:staff-paper", args=[asked.uuid]))
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(response.content)).pages)

    assert response["Content-Type"] == "application/pdf"
    assert asked.uuid.hex[:6].upper() in text
    assert "Fatima" not in text
    assert word in text or language == "ar"


def test_a_call_is_written_down_read_back_and_kept_with_its_typist(client):
    asked, _token = opened()
    user = staff(client)
    form = {"c1": "phone", "t3": "Gode venner", "d2": "on"}
    back = client.post(typing(asked), form | {"laes": "1"})
    nothing = said(asked, Origin.PHONE)
    kept = client.post(typing(asked), form | {"gem": "1"})

    assert "Gode venner" in back.content.decode()
    assert '<input type="hidden" name="c1" value="phone">' in back.content.decode()
    assert nothing == {}
    assert kept.status_code == 302
    assert said(asked, Origin.PHONE) == {
        "reach": Said(("phone",)), "hard": Said(declined=True), "hope": Said(text="Gode venner"),
    }  # fmt: skip
    row = Response.objects.get(asked=asked)
    assert (row.typed_by, row.typed_at) == (user, NOW)
    shown = client.get(typing(asked)).content.decode()
    assert "Gode venner" in shown
    assert AuditEntry.objects.filter(action="asking.read", object_pk=str(asked.pk)).count() == 1
    assert "Ret det" in client.post(typing(asked), form | {"laes": "1"}).content.decode()


def test_two_who_type_at_once_see_each_others_words():
    asked, _token = opened()
    first, second = Client(), Client()
    staff(first)
    staff(second)
    seen = {"initial-c1": "", "initial-t3": "", "initial-t2": ""}
    first.post(typing(asked), {"t3": "Fra Sofie", "gem": "1"} | seen)
    refused = second.post(typing(asked), {"t3": "Fra Amal", "gem": "1"} | seen)

    assert refused.status_code == 422
    assert "Fra Sofie" in refused.content.decode()
    assert "Fra Amal" in refused.content.decode()
    assert said(asked, Origin.PHONE)["hope"].text == "Fra Sofie"
    again = second.post(typing(asked), {"t3": "Fra Sofie. Fra Amal", "gem": "1"} | seen | {"initial-t3": "Fra Sofie"})
    assert again.status_code == 302


def test_a_paper_is_typed_in_with_its_day_and_none_to_come(client):
    asked, _token = opened()
    staff(client)
    late = client.post(typing(asked, "papir"), {"c1": "aula", "given_on": "20.08.2026", "gem": "1"})
    kept = client.post(typing(asked, "papir"), {"c1": "aula", "given_on": "17.08.2026", "gem": "1"})

    assert (late.status_code, kept.status_code) == (422, 302)
    assert Response.objects.get(asked=asked).given_at.date() == dt.date(2026, 8, 17)


def test_they_would_rather_not_can_be_typed_in(client):
    asked, _token = opened()
    staff(client)
    client.post(typing(asked), {"helst-ikke": "1"})
    asked.refresh_from_db()
    assert asked.declined_at == NOW


def test_nobody_else_knows_of_it(client):
    asked, _token = opened()
    client.force_login(make.UserFactory())
    assert client.get(typing(asked)).status_code == 404
    assert client.get(reverse("asking:staff-paper", args=[asked.uuid])).status_code == 404
    staff(client)
    assert client.get(typing(asked, "roegsignal")).status_code == 404


def test_a_protected_name_is_not_on_the_page_of_who_works_elsewhere(client):
    person = family(given_name="Hemmelig")
    type(person).objects.filter(pk=person.pk).update(name_protected=True)
    asked, _token = opened(person)
    staff(client)
    shown = client.get(typing(asked)).content.decode()
    assert "Hemmelig" not in shown
    assert "Navnet er beskyttet" in shown


@pytest.mark.parametrize("number", [1, 3])
def test_a_familys_page_costs_the_same_for_one_child_and_for_three(client, number):
    pupils = [make.PersonFactory(email=None) for _ in range(number)]
    person = family(pupils=pupils)
    _asked, token = opened(person)
    with CaptureQueriesContext(connection) as queries:
        client.get(page(token, 1))
    assert len(queries) <= 34


def test_lists_cost_the_same_for_one_home_and_for_three():
    counts = []
    for number in (1, 3):
        homes = [family() for _ in range(number)]
        question_set = ask(*homes)
        answer(asked=of(question_set, homes[0]), values=PHONE, origin=Origin.LINK, now=NOW)
        values = {"feature": FEATURE, "subject": question_set.subject, "kind": "voice", "now": NOW}
        with CaptureQueriesContext(connection) as queries:
            progress(**values)
            not_reached(held=frozenset(), viewer=None, school_id=None, **values)
        counts.append(len(queries))
    assert counts[0] == counts[1]
