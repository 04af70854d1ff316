# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samspil.dialogue.letter.quoting import is_verbatim, tidied

WORDS = st.lists(
    st.text(st.characters(categories=["Ll", "Lu", "Nd", "Mn"]), min_size=1, max_size=8), min_size=1, max_size=12
)


@given(WORDS, st.data())
def test_any_piece_of_whole_words_is_verbatim(words, data):
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))

    assert is_verbatim(quote=" ".join(words[start:end]), reading=" ".join(words))


@given(WORDS, st.data())
def test_a_quote_with_one_letter_changed_is_refused(words, data):
    note = " ".join(words)
    place = data.draw(st.integers(0, len(note) - 1))
    letter = data.draw(st.characters(categories=["Ll", "Lu", "Nd"]))
    assume(letter != note[place])

    assert not is_verbatim(quote=note[:place] + letter + note[place + 1 :], reading=note)


@given(WORDS, st.data())
def test_a_letter_more_or_less_is_refused(words, data):
    note = " ".join(words)
    place = data.draw(st.integers(0, len(note) - 1))
    letter = data.draw(st.characters(categories=["Ll", "Lu"]))

    assert not is_verbatim(quote=note[:place] + letter + note[place:], reading=note)


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_is_verbatim_stands_in_the_note_letter_by_letter(quote, note):
    if is_verbatim(quote=quote, reading=note):
        assert tidied(quote) in note.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("quote", "verbatim"),
    [
        ("ikke gerne", True),
        ("Vi vil ikke gerne.", True),
        ("  ikke gerne\r\n", True),
        ("Ikke gerne", False),
        ("ikke  gerne", False),
        ("kke gerne", False),
        ("ikke gern", False),
        ("", False),
        ("   ", False),
    ],
)
def test_nothing_is_forgiven_and_no_word_is_cut(quote, verbatim):
    assert is_verbatim(quote=quote, reading="Vi vil ikke gerne.") is verbatim


def test_a_piece_that_first_stands_inside_a_word_is_found_where_it_stands_alone():
    assert is_verbatim(quote="bog", reading="Kontaktbog er en bog.")
