# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import re

import pytest

from samspil.dialogue.planning import handouts
from samspil.dialogue.planning.handouts import ASSUMPTIONS, ELEMENTS, EXCLUSION, HOW_TO, INCLUSION, LANGUAGES, say


def lix(text: str) -> float:
    words = re.findall(r"\w+", text)
    sentences = max(1, len(re.findall(r"[.!?:]+(?:\s|$)", text)))
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def everything():
    for spiral in (INCLUSION, EXCLUSION):
        yield from (spiral.title, *spiral.steps, spiral.outcome)
    for sheet in (ASSUMPTIONS, ELEMENTS):
        yield from (sheet.title, sheet.use, *sheet.lines, sheet.credit)
    yield from HOW_TO
    yield from (handouts.SPIRALS_USE, handouts.ESSENTIAL, handouts.DIFFERS, handouts.OR_WRITE)


def test_the_sheets_have_what_the_talk_had():
    assert (len(INCLUSION.steps), len(EXCLUSION.steps)) == (5, 5)
    assert (len(ASSUMPTIONS.lines), len(ELEMENTS.lines)) == (6, 8)
    assert (INCLUSION.widens, EXCLUSION.widens) == (True, False)


def test_every_text_is_there_in_every_language_and_in_its_own_script():
    for text in everything():
        assert set(text) == set(LANGUAGES)
        assert re.search(r"[\u0600-\u06ff]", text["ar"])
        assert not re.search(r"[\u0600-\u06ff]", text["da"] + text["en"])


@pytest.mark.parametrize("sheet", [ASSUMPTIONS, ELEMENTS])
def test_lists_are_easy_to_read(sheet):
    assert lix(" ".join(line["da"] for line in sheet.lines)) < 30


@pytest.mark.parametrize("spiral", [INCLUSION, EXCLUSION])
def test_spirals_are_easy_to_read(spiral):
    assert lix(" ".join([*(step["da"] for step in spiral.steps), spiral.outcome["da"]])) < 30


def test_the_source_is_named_by_author_and_year():
    assert "Gro Emmertsen Lund (2024)" in ASSUMPTIONS.credit["da"]
    assert "2024" in ELEMENTS.credit["ar"]


def test_a_language_without_words_of_its_own_gets_danish():
    assert say(ASSUMPTIONS.title, "so") == ASSUMPTIONS.title["da"]
    assert handouts.languages_of(["ar", "so"]) == ["da", "ar"]
