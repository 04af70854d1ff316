# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.written import as_written, plain_digits


@pytest.mark.parametrize(
    "unseen",
    [
        "",
        " \n\t",
        "\u200b",
        "\u200b\u200d \u2060\ufeff",
        "\u00ad",
        "\u3164",
        "\u2800\u2800",
        "\u202e\u202c",
        "\x00\x07",
    ],
)
def test_words_of_which_nothing_is_seen_are_no_words(unseen):
    assert as_written(unseen) == ""


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Ro i timen \n", "Ro i timen"),
        ("først\r\nså\rtil sidst", "først\nså\ntil sidst"),
        ("en" + "\n" * 400 + "to", "en\n\nto"),
        ("en\n \n\t\n\nto", "en\n\nto"),
        ("en\n\nto\nтри", "en\n\nto\nтри"),
        ("a\x00b\x1b[2J", "ab[2J"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("A\u030ase sa\u030a fa\u0308rden", "Åse så färden"),
        ("?", "?"),
        ("\ud800", "?"),
    ],
)
def test_what_can_be_seen_is_kept(written, kept):
    assert as_written(written) == kept


@given(st.text(alphabet=st.characters()))
def test_given_its_own_answer_it_answers_the_same(text):
    once = as_written(text)

    assert as_written(once) == once
    assert "\n\n\n" not in once
    assert "\x00" not in once


@pytest.mark.parametrize("typed", ["٠٤٧", "۰۴۷", "०४७", "０４７", "047"])
def test_digits_of_every_script_are_the_same_number(typed):
    assert plain_digits(f"A{typed} ²½") == "A047 ²½"
