# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the letters of a text say of its language, and where they say nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.scripts import language_by_letters, language_of


@pytest.mark.parametrize(
    ("text", "said", "language"),
    [
        ("أطلب من ابنتي أن تترجم لي.", "da", "ar"),
        ("أطلب من ابنتي أن تترجم لي.", "fa", "fa"),
        ("Færre beskeder", "ar", "da"),
        ("Krótki list", "pl", "pl"),
        ("Менше повідомлень", "da", "uk"),
        ("Мање порука", "bs", "bs"),
        ("குறைவான செய்திகள்", "en", "ta"),
        ("ትሑት መልእኽታት", "da", "ti"),
        ("更少的消息", "da", "zh"),
        ("کم پیغامات بھیجیں، بڑے خط نہیں", "da", "ur"),
        # One name among Danish words, and no words at all.
        ("Vi sender det til أمينة hver uge", "da", "da"),
        ("12-13 👍", "ar", "ar"),
        ("", "da", "da"),
        ("أب ab", "da", "da"),
    ],
)
def test_the_letters_decide_only_against_what_cannot_be(text, said, language):
    assert language_of(text, said) == language


@given(st.text(), st.sampled_from(["da", "ar", "uk", "pl", "zh"]))
def test_asked_again_the_answer_is_the_same(text, said):
    assert language_of(text, language_of(text, said)) == language_of(text, said)


def test_latin_letters_alone_name_no_language():
    assert (language_by_letters("Krótki list"), language_by_letters("رسائل أقل")) == ("", "ar")
