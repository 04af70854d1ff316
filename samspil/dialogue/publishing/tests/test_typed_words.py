# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Nothing that an officer typed on the letter's page is lost, or left out of a letter that is said to be sent."""

import pytest

from samspil.dialogue.models import Letter, LetterVersion
from samspil.dialogue.publishing.tests.test_letter_pages import hidden, publish, url
from samspil.dialogue.tests.letter_evening import an_evening
from samspil.engines.sorting import PointState
from tests.forms import fields_of
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("later")]
SENTENCE = "Et punkt er skrevet om."


evening = made_once(an_evening)


@pytest.fixture
def officer(evening, client):
    client.force_login(evening.by)
    return client


def a_published_evening():
    evening = an_evening()
    publish(evening)
    return evening


published = made_once(a_published_evening)


@pytest.fixture
def corrector(published, client):
    client.force_login(published.by)
    return client


def page_of(evening, officer):
    return fields_of(officer.get(url(evening)).content, "brev")


def test_words_typed_beside_a_colleagues_send_are_not_said_to_be_sent(evening, officer):
    evening.draft()
    page = page_of(evening, officer)
    publish(evening)

    answer = officer.post(url(evening, "send/"), page | {"closing": "Tak for i aften."})

    assert answer.status_code == 409
    assert "Tak for i aften." in answer.text
    assert Letter.objects.get().closing == "Tak for i aften."
    assert LetterVersion.objects.get().content["closing"] != "Tak for i aften."


def test_a_double_press_with_words_is_one_letter(evening, officer):
    evening.draft()
    page = page_of(evening, officer) | {"closing": "Tak for i aften."}

    first, second = (officer.post(url(evening, "send/"), page) for _press in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert LetterVersion.objects.get().content["closing"] == "Tak for i aften."


@pytest.mark.parametrize("wrong", [{"introduction": "Vi var {mange}."}, {"revision": "1", "closing": "Mit."}])
@pytest.mark.parametrize("tail", ["", "send/", "saetninger/", "orden/"])
def test_the_sentence_about_a_correction_stays_where_a_press_is_refused(published, corrector, wrong, tail):
    published.draft(title="Kollegaens nye overskrift")
    page = page_of(published, corrector)

    answer = corrector.post(url(published, tail), page | {"changes": SENTENCE, **wrong})

    assert answer.status_code in {409, 422}
    assert SENTENCE in answer.text


@pytest.mark.parametrize("more", [{}, {"see": "side"}])
@pytest.mark.parametrize("tail", ["", "saetninger/", "orden/"])
def test_the_sentence_about_a_correction_stays_until_it_is_sent(published, corrector, tail, more):
    published.move(PointState(published.weekly, "Ét brev om ugen er nok."))
    page = page_of(published, corrector)

    corrector.post(url(published, tail), page | {"changes": SENTENCE, "order": "tables", **more})
    kept = page_of(published, corrector)
    corrector.post(url(published, "send/"), kept)

    assert kept["changes"].strip() == SENTENCE
    assert LetterVersion.objects.get(number=2).changes == SENTENCE
    assert not page_of(published, corrector)["changes"].strip()


def test_a_colleagues_sentences_under_a_theme_are_shown_before_they_are_overwritten(evening, officer):
    letter = evening.draft()
    page = page_of(evening, officer)
    theme = f"theme-{evening.fewer}"
    officer.post(url(evening), page | {theme: "Kollegaens sætning."})
    assert Letter.objects.get().revision > letter.revision

    answer = officer.post(url(evening), page | {theme: "Min sætning."})

    assert answer.status_code == 409
    assert "Min sætning." in answer.text
    assert "Kollegaens sætning." in answer.text
    assert hidden(answer, "revision") == str(Letter.objects.get().revision)
