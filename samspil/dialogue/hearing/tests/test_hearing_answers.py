# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Answering a draft on its page: nothing is sent empty, praise is praise, and many points are few presses."""

import re

import pytest

from samspil.dialogue.letter.queries.draft import letter_of
from samspil.dialogue.models import HearingRemark, LetterReading
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.hearing_evening import url
from samspil.engines.sorting import text_digest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("later")]


def test_an_empty_answer_says_what_is_missing_and_has_the_focus(client, link):
    response = client.post(link, {})

    assert response.status_code == 422
    assert "Du har ikke svaret på noget endnu." in response.text
    assert re.search(r'role="alert"[^>]*data-autofocus', response.text)
    assert HearingRemark.objects.count() == 1
    assert client.post(link, {"v0": "", "w0": "  ", "whole": " "}).status_code == 422


def test_one_press_says_that_all_points_of_a_theme_fit_but_those_with_an_answer_of_their_own(client, evening, link):
    client.post(link, {"all1": "on", "v1": "differs", "w1": "Kun om hverdagen."})

    said = {str(remark.point): remark.verdict for remark in HearingRemark.objects.exclude(pk=evening.remark.pk)}
    assert said == {evening.first: "differs", evening.single: "agree"}
    assert "<strong data-done>2</strong>" in client.get(link).text


def test_each_group_of_answers_is_named_by_its_point_and_each_field_too(client, link):
    page = client.get(link).text

    legends = re.findall(r"<legend[^>]*>([^<]+)</legend>", page)
    labels = re.findall(r'<label class="form-label" for="id_w\d+">(.+?)</label>', page)
    groups = len(re.findall(r'type="radio"', page)) // 3
    assert len(legends) == len(set(legends)) == groups
    assert len(labels) == len(set(labels)) == groups
    assert all(legend in label for legend, label in zip(legends, labels, strict=True))


def test_a_point_that_a_person_has_approved_in_arabic_is_heard_in_arabic_with_its_danish(client, evening, link):
    danish = re.search(r"<legend[^>]*>([^<]+)</legend>", client.get(link).text)[1]
    arabic = "رسالة واحدة في الأسبوع تكفي."
    LetterReading.objects.create(
        letter=letter_of(meeting=evening.meeting), language="ar", place="point", digest=text_digest(danish),
        danish=danish, text=arabic, made_at=LATER, approved_at=LATER, approved_by=evening.by,
    )  # fmt: skip

    page = client.get(f"{link}?sprog=ar").text

    assert re.search(rf'<legend[^>]*lang="ar" dir="rtl">{arabic}</legend>', page)
    assert re.search(rf'lang="da" dir="ltr"><p>{danish}</p>', page)
    assert arabic not in client.get(f"{link}?sprog=da").text
    assert arabic not in client.get(f"{link}?sprog=en").text


def test_the_way_to_what_is_unanswered_needs_no_script(client, link):
    client.post(link, {"v0": "agree"})

    page = client.get(link).text

    target = re.search(r'href="#(p\d+)" data-next', page)[1]
    assert target == "p1"
    assert f'id="{target}"' in page


def test_praise_stands_under_what_was_chosen_and_waits_for_no_answer(client, evening, link):
    client.post(link, {"v0": "agree", "w0": "Rigtig godt hørt!", "whole": "Et fint brev."})

    client.force_login(evening.by)
    page = client.get(url(evening)).text

    before = page[: page.index("Rigtig godt hørt!")]
    assert before.rindex("Det er det, vi mente") > before.rindex('class="sp-remark"')
    whole = page[page.index("Om hele brevet") : page.index("Et fint brev.")]
    assert "Der mangler noget" not in whole
    assert page.count("Svar på bemærkningen") == 2


def test_words_without_a_choice_are_asked_for_one(client, link):
    assert "Vælg, hvad det er" in client.post(link, {"w0": "Rigtig godt hørt!"}).text


@pytest.mark.parametrize(("words", "tag"), [("هذا ليس ما قلناه", '<bdi lang="ar" dir="rtl">'), ("Nej.", "<bdi dir=")])
def test_the_letters_of_a_remark_decide_its_direction(client, evening, link, words, tag):
    client.post(link, {"v0": "differs", "w0": words})

    client.force_login(evening.by)
    assert re.search(f"{tag}[^>]*>?{words}|{tag}{words}", client.get(url(evening)).text)
