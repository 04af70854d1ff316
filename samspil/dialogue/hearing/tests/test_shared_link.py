# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A mailbox that several read: two open one link, and neither takes away unread what the other answered."""

import pytest

from samspil.dialogue.models import HearingRemark
from tests.forms import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("later")]


def page_of(client, link):
    """What a browser without JavaScript sends of the page as it is now."""
    return fields_of(client.get(link).content, "hoering")


def said(evening):
    found = HearingRemark.objects.exclude(pk=evening.remark.pk)
    return {str(remark.point or ""): (remark.verdict, remark.words) for remark in found}


def test_one_press_for_a_theme_on_an_old_page_overwrites_no_answer(client, evening, link):
    old = page_of(client, link)
    client.post(link, page_of(client, link) | {"v1": "differs", "w1": "Kun om hverdagen."})

    answer = client.post(link, old | {"all1": "on"})

    assert answer.status_code == 302
    assert said(evening) == {evening.first: ("differs", "Kun om hverdagen."), evening.single: ("agree", "")}


def test_an_old_page_takes_no_words_away(client, evening, link):
    old = page_of(client, link)
    client.post(
        link, page_of(client, link) | {"v1": "differs", "w1": "Kun om hverdagen.", "whole": "Der mangler noget."}
    )

    answer = client.post(link, old | {"v0": "agree"})

    assert answer.status_code == 302
    assert said(evening)[evening.first] == ("differs", "Kun om hverdagen.")
    assert said(evening)[""] == ("missing", "Der mangler noget.")
    assert len(said(evening)) == 3


def test_two_answers_to_one_point_are_shown_before_the_first_is_overwritten(client, evening, link):
    old = page_of(client, link)
    client.post(link, page_of(client, link) | {"v1": "differs", "w1": "Kun om hverdagen."})

    refused = client.post(link, old | {"v1": "missing", "w1": "Og i ferien."})
    kept = said(evening)
    answer = client.post(link, fields_of(refused.content, "hoering"))

    assert refused.status_code == 422
    assert "»Ikke helt«" in refused.text
    assert "»Kun om hverdagen.«" in refused.text
    assert kept == {evening.first: ("differs", "Kun om hverdagen.")}
    assert answer.status_code == 302
    assert said(evening) == {evening.first: ("missing", "Og i ferien.")}


def test_reported_who_goes_back_and_sends_again_is_not_told_that_it_was_somebody_else(client, evening, link):
    """The page that the browser goes back to shows nothing of what was sent from it."""
    old = page_of(client, link)
    client.post(link, old | {"v1": "differs", "w1": "Kun om hverdagen."})

    same = client.post(link, old | {"v1": "differs", "w1": "Kun om hverdagen."})
    other = client.post(link, old | {"v1": "differs", "w1": "Kun i ugen."})

    assert same.status_code == 302
    assert len(said(evening)) == 1
    assert "er der gemt »Kun om hverdagen.«" in other.text
    assert "n anden har" not in other.text


def test_words_can_still_be_taken_back(client, evening, link):
    client.post(
        link, page_of(client, link) | {"v1": "differs", "w1": "Kun om hverdagen.", "whole": "Der mangler noget."}
    )

    client.post(link, page_of(client, link) | {"v1": "agree", "w1": "", "whole": ""})

    assert said(evening) == {evening.first: ("agree", "")}
