# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from samspil.core import texts
from samspil.core.errors import Refused
from samspil.core.models import TextVersion
from samspil.core.tests.actors import NOON, Officer

LATER = NOON + dt.timedelta(hours=1)


@pytest.fixture
def text(db):
    return texts.create(bodies={"da": "Hvad virker?", "en": "What works?", "ar": "  "}, by=Officer(), now=NOON)


def test_each_reads_his_own_language(text):
    english = texts.read(text, "en")

    assert (english.body, english.language, english.origin, english.is_fallback) == (
        "What works?",
        "en",
        "human",
        False,
    )
    assert texts.read(text, "da").origin == "original"


def test_without_the_language_one_reads_danish(text):
    arabic = texts.read(text, "ar")

    assert (arabic.body, arabic.language, arabic.is_fallback) == ("Hvad virker?", "da", True)


def test_a_regional_language_reads_its_parent(text):
    assert texts.read(text, "en-GB").body == "What works?"


@pytest.mark.django_db
def test_without_danish_one_reads_the_original():
    text = texts.create(bodies={"ar": "ما الذي ينجح؟"}, by=None, now=NOON)

    assert text.original_language == "ar"
    assert texts.read(text, "en").language == "ar"


@pytest.mark.django_db
def test_a_text_without_a_word_is_refused():
    with pytest.raises(Refused, match="tom") as refusal:
        texts.create(bodies={"da": " "}, by=None, now=NOON)

    assert refusal.value.code == "text-empty"


def test_a_machine_is_not_heard_before_a_person_has_approved(text):
    version = texts.set_body(text=text, language="ar", body="ما الذي ينجح؟", by=None, now=LATER, origin="machine")
    assert texts.read(text, "ar").is_fallback
    assert texts.awaiting_approval(text) == [version]
    assert "ar" not in texts.bodies(text)
    officer = Officer()

    texts.approve(version=version, by=officer, now=LATER)

    assert texts.read(text, "ar") == texts.Reading(
        body="ما الذي ينجح؟", language="ar", origin="machine", is_fallback=False
    )
    version.refresh_from_db()
    assert (version.approved_by, version.approved_at) == (officer.uuid, LATER)
    assert texts.awaiting_approval(text) == []


def test_a_machine_does_not_push_a_person_aside(text):
    texts.set_body(text=text, language="en", body="What is working?", by=None, now=LATER, origin="machine")

    assert texts.read(text, "en").body == "What works?"


@pytest.mark.django_db
def test_machine_versions_given_from_the_start_wait_too():
    text = texts.create(bodies={"da": "Hej", "en": "Hello"}, by=None, now=NOON, origin="machine")

    assert texts.read(text, "da").body == "Hej"
    assert texts.read(text, "en").is_fallback


def test_the_first_approval_stands(text):
    version = texts.set_body(text=text, language="ar", body="أ", by=None, now=NOON, origin="machine")
    first = Officer()
    texts.approve(version=version, by=first, now=NOON)

    again = texts.approve(version=version, by=Officer(), now=LATER)

    assert (again.approved_by, again.approved_at) == (first.uuid, NOON)


def test_what_was_said_before_is_kept(text):
    texts.set_body(text=text, language="da", body="Hvad virker godt?", by=None, now=LATER)

    assert texts.read(text, "da").body == "Hvad virker godt?"
    kept = text.versions.filter(language="da").order_by("number").values_list("number", "body")
    assert list(kept) == [(1, "Hvad virker?"), (2, "Hvad virker godt?")]


def test_a_translation_older_than_the_original_says_so(text):
    assert not texts.read(text, "en").is_outdated

    texts.set_body(text=text, language="da", body="Hvad virker godt?", by=None, now=LATER)

    assert texts.read(text, "en").is_outdated
    assert not texts.read(text, "da").is_outdated


def test_the_same_words_again_write_nothing(text):
    texts.set_body(text=text, language="en", body="What works?", by=None, now=LATER)

    assert text.versions.filter(language="en").count() == 1


def test_a_translation_can_be_withdrawn_and_the_original_cannot(text):
    texts.set_body(text=text, language="en", body="", by=None, now=LATER)
    assert texts.read(text, "en").language == "da"
    assert texts.bodies(text) == {"da": "Hvad virker?"}

    with pytest.raises(Refused):
        texts.set_body(text=text, language="da", body="", by=None, now=LATER)
    with pytest.raises(Refused):
        texts.set_body(text=text, language="da", body="Hvad?", by=None, now=LATER, origin="machine")

    assert texts.read(text, "da").body == "Hvad virker?"


def test_an_approval_has_both_who_and_when(text):
    version = text.versions.get(language="en")

    for half in ({"approved_at": NOON}, {"approved_by": Officer().uuid}):
        with pytest.raises(IntegrityError, match="approval_pair"), transaction.atomic():
            TextVersion.objects.filter(pk=version.pk).update(**half)


def test_reading_prefetched_texts_costs_no_query(text, django_assert_num_queries):
    found = list(type(text).objects.prefetch_related("versions"))

    with django_assert_num_queries(0):
        assert texts.read(found[0], "en").body == "What works?"
