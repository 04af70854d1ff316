# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.engines.lix import lix, sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vi mødes kl. 8.30 den 7. oktober. Det er bl.a. for jer.", 2),
        ("Tak! Vi ses.", 2),
        ("Overskrift uden punktum\nEn sætning.", 2),
        ("»Så ser jeg heller ikke den vigtige.« Det står der.", 2),
        ("Han går i 3. klasse. F.eks. i dag.", 2),
        ("Mødet slutter 19.30", 1),
        ("", 0),
        ("…", 0),
    ],
)
def test_full_stops_inside_a_sentence_do_not_end_it(text, count):
    assert len(sentences(text)) == count


def test_lix_is_words_per_sentence_and_the_share_of_long_words():
    # Ten words, two sentences, two of them longer than six letters.
    text = "Vi vil gerne tale sammen. Skolen begynder efter ferien igen."

    assert lix(text) == pytest.approx(10 / 2 + 100 * 1 / 10)


def test_numbers_are_words_but_never_long():
    assert lix("1.240.000") == pytest.approx(1.0)


def test_a_text_without_words_has_no_lix():
    assert lix(" … ") == 0


@given(st.text())
def test_any_text_has_a_lix_between_nothing_and_all(text):
    assert 0 <= lix(text) <= len(text) + 100
