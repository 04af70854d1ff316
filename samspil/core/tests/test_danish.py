# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.danish import sort_key

pytestmark = pytest.mark.locale

ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
# Words without aa, so that each letter stands for itself.
WORDS = st.text(ALPHABET, max_size=12).filter(lambda word: "aa" not in word)
ANYTHING = st.text(max_size=40)


@pytest.mark.parametrize(
    "names",
    [
        ["Abild", "Zebra", "Ærø", "Ørsted", "Aabenraa", "Århus"],
        ["Åby Skole", "Aaby Skole", "Åbyhøj"],
        ["Andersen", "Ándersen", "Andersson"],
        ["Muller", "Mydtskov", "Myller", "Müller"],
        ["1. a", "2. a", "2. b", "10. a"],
        ["Ny Skole", "Nyborg Skole"],
        ["Bo", "bo", "Bod"],
        ["Vejle", "Wad"],
        ["Mar", "Märta", "Mæt", "Mårup"],
        ["Skolen ved Åen", "Skolen ved Aaen", "Ætskolen"],
    ],
)
def test_names_come_in_danish_order(names):
    found = sorted(set(names), key=sort_key)

    assert found == names


@given(WORDS, WORDS)
def test_words_come_in_the_order_of_the_alphabet(one, other):
    expected = [ALPHABET.index(letter) for letter in one] < [ALPHABET.index(letter) for letter in other]

    assert (sort_key(one) < sort_key(other)) == expected


@given(WORDS.filter(lambda word: not word.endswith("a")))
def test_aa_stands_where_the_ringed_a_stands(word):
    ringed, double = sort_key(f"{word}åx"), sort_key(f"{word}aax")

    assert double.partition(" ")[0] == ringed.partition(" ")[0]
    assert sort_key(f"{word}øz") < ringed < double < sort_key(f"{word}åy")


@given(ANYTHING)
def test_a_key_is_printable_ascii(text):
    key = sort_key(text)

    assert key.isascii()
    assert key.isprintable()


@given(st.text(ALPHABET + ALPHABET.upper() + "éèüäö .-0123456789", max_size=15))
def test_capitals_and_accents_only_decide_between_like_words(text):
    assert sort_key(text.upper()).partition(" ")[0] == sort_key(text.lower()).partition(" ")[0]


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_figures_count_as_numbers(one, other):
    assert (sort_key(f"{one}. a") < sort_key(f"{other}. a")) == (one < other)


@given(ANYTHING, ANYTHING)
def test_a_name_and_its_spaced_out_twin_share_a_place(one, other):
    assert sort_key(f"{one} {other}") == sort_key(f"  {one}   {other} ")


@pytest.mark.django_db
def test_the_database_sorts_keys_as_python_does():
    names = ["Århus", "Aabenraa", "ærlig", "Ærø", "Zoo", "zebra", "10. a", "2. a", "Ørsted", "Óscar", "أحمد", "é", "e"]
    keys = [sort_key(name) for name in names]

    with connection.cursor() as cursor:
        cursor.execute('SELECT key FROM unnest(%s::text[]) AS key ORDER BY key COLLATE "C"', [keys])
        found = [row[0] for row in cursor.fetchall()]

    assert found == sorted(keys)
