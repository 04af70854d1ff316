# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Every recipe can be held as it stands, and is easy to read."""

import pytest
from django.utils import translation

from samspil.dialogue.meetings.enums import ItemKind, MeetingKind
from samspil.dialogue.meetings.queries import agenda, rounds
from samspil.dialogue.planning.actions.plan import meeting_create
from samspil.dialogue.planning.recipes import RECIPES, recipe
from samspil.dialogue.tests import factories
from samspil.engines.lix import lix


def codes(some):
    return [one.code for one in some]


def test_each_has_a_code_of_its_own():
    assert len(set(codes(RECIPES))) == len(RECIPES)
    assert [recipe(code) for code in codes(RECIPES)] == list(RECIPES)


@pytest.mark.django_db
@pytest.mark.parametrize("one", RECIPES, ids=codes(RECIPES))
def test_a_meeting_can_be_planned_from_it(one):
    by = factories.officer()
    meeting = meeting_create(recipe=one, title="Aften", starts_at=factories.EVENING, by=by, now=factories.EVENING)

    assert [line.item.title for line in agenda(meeting=meeting).lines] == [step.title for step in one.steps]
    assert len(rounds(meeting=meeting)) == sum(step.kind == ItemKind.ROUND for step in one.steps)
    assert meeting.tables.count() == one.tables


@pytest.mark.parametrize("one", RECIPES, ids=codes(RECIPES))
def test_its_rounds_have_a_question_in_danish_english_and_arabic(one):
    asked = [step.question for step in one.steps if step.kind == ItemKind.ROUND]

    assert all(question and set(question) == {"da", "en", "ar"} for question in asked)
    assert all(all(words.endswith(("?", ".", "؟")) for words in question.values()) for question in asked)


@pytest.mark.parametrize("one", RECIPES, ids=codes(RECIPES))
def test_it_is_easy_to_read_and_says_what_it_asks_of_people(one):
    danish = " ".join(
        [one.purpose.da, one.asks.da, *(words.da for words in one.materials)]
        + [step.question["da"] for step in one.steps if step.question]
    )

    assert lix(danish) < 35
    with translation.override("en"):
        assert str(one.asks) == one.asks.en
    with translation.override("ar"):
        assert str(one.asks) == one.asks.da


def test_a_class_meeting_is_never_about_one_child():
    classes = [one for one in RECIPES if one.kind == MeetingKind.CLASS]

    assert codes(classes) == ["class-0-3", "class-4-6", "class-7-9", "year-start"]
    assert all(one.minutes <= 90 for one in classes)
