# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.dialogue.notes.masking import (
    MASK,
    is_reading_of,
    joined,
    masked,
    masked_spans,
    name_hints,
    span_words,
    words,
)

NOTE = "Ring til Karla Holm. Karlas mor så det først om aftenen, sagde Ali."


def hints(text):
    return span_words(text, name_hints(text))


def test_neighbours_are_one_name():
    chosen = [span for span in words(NOTE) if NOTE[slice(*span)] in ("Karla", "Holm", "Ali")]

    assert masked(NOTE, chosen) == "Ring til [navn]. Karlas mor så det først om aftenen, sagde [navn]."
    assert span_words(NOTE, joined(NOTE, chosen)) == ["Karla Holm", "Ali"]


@pytest.mark.parametrize(
    ("reading", "fits"),
    [
        (NOTE, True),
        ("Ring til [navn]. Karlas mor så det først om aftenen, sagde Ali.", True),
        ("Ring til [navn]. Karlas far så det først om aftenen, sagde Ali.", False),
        ("Ring til [navn]. Karlas mor så det først om aftenen, sagde Ali", False),
        ("Ring til Karla Holm[navn]. Karlas mor så det først om aftenen, sagde Ali.", False),
        ("[navn]", True),
        ("", False),
    ],
)
def test_a_reading_differs_only_where_it_is_masked(reading, fits):
    assert is_reading_of(reading, NOTE) is fits


@given(st.text(min_size=1, max_size=60), st.sets(st.integers(0, 20), max_size=6))
def test_whatever_is_masked_is_a_reading_and_gone(text, chosen):
    found = words(text)
    spans = [found[index] for index in chosen if index < len(found)]

    reading = masked(text, spans)

    assert is_reading_of(reading, text)
    if MASK not in text:
        assert reading.count(MASK) == len(joined(text, spans)) == len(masked_spans(reading, text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Send ét brev om torsdagen. Karlas mor så det først.", ["Karlas"]),
        ("Vi talte med Mads og Fatima om det", ["Mads", "Fatima"]),
        ("Skriv på Aula. Vi læser det på PPR og i 3.A.", []),
        ("Der er for meget i Aula-app og i Aula-beskeder", []),
        ("Børnene lærer JavaScript på YouTube og MinUddannelse", []),
        ("Vi vil have mere IT-hjælp og et møde med SFO-lederen", []),
        ("Tal med Anne-Marie og Karl-Åge om det", ["Anne-Marie", "Karl-Åge"]),
        ("Tal med McAllister og MacDonald, og hils O'Brien", ["McAllister", "MacDonald", "O'Brien"]),
        ("Kommunen skal hjælpe. Det siger I selv", []),
        ("", []),
    ],
)
def test_hints_of_names(text, found):
    assert hints(text) == found


def test_the_schools_names_are_no_persons():
    text = "Det sagde de på Åskolen"

    assert span_words(text, name_hints(text, known=frozenset({"Åskolen"}))) == []


@pytest.mark.parametrize("text", ["Vores søn blev urolig.", "Jeres mor ringer. Hans far ved det.", "Deres barn"])
def test_whose_child_it_is_is_no_name(text):
    assert name_hints(text) == []
