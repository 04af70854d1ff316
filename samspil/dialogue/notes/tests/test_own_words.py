# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Which words are a note's own, and what other texts read like without them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.dialogue.notes.own_words import masked_words, own_words, person_words

SIGNS = st.text(st.characters(codec="utf-8", exclude_characters="[]"), max_size=40)


@pytest.mark.parametrize(
    ("note", "text", "left"),
    [
        (
            "Zebrastriber i gården",
            "Flere siger, at zebrastriber i gården er godt.",
            "Flere siger, at [slettet] er godt.",
        ),
        ("Ring den første dag, når et barn er sygt.", "»Ring den første dag«, siger en", "»[slettet]«, siger en"),
        ("Vi så at Karla Holm græd", "Karlas mor og Holm-drengen", "[slettet] mor og [slettet]-drengen"),
        ("Ring på 20304050", "Nummeret 20304050 virker", "Nummeret [slettet] virker"),
        ("Zebra & ko i gården", "Om zebra &amp; ko i gården.", "Om [slettet]."),
        ("طفلي يبكي", "قال: طفلي يبكي", "قال: [slettet]"),
        ("🦓🙈", "Et tegn 🦓🙈 her", "Et tegn [slettet] her"),
        ("zebra\u200bstriber på muren", "Zebrastriber på muren", "[slettet]"),
        ("Så en blå zebra gik over gården", "Nogle så en blå zebra gik forbi", "Nogle [slettet] forbi"),
    ],
)
def test_a_notes_own_words_are_taken_out(note, text, left):
    assert own_words([note], others=[]).taken_out(text) == left


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("Mere tid til leg", "Der er brug for ro"),
        ("Nej", "Nej, det er ikke godt"),
        ("Vi mangler ro i timen", "Børnene har ikke ro"),
        ("??", "Hvorfor? Hvordan??"),
        ("", "Alt står her"),
    ],
)
def test_what_anybody_may_say_stays(note, text):
    assert own_words([note], others=[]).taken_out(text) == text


def test_what_another_note_says_too_is_nobodys_own():
    text = "Flere siger: der skal være mere tid til leg."
    said = "Der skal være mere tid til leg"
    assert own_words([said], others=[]).stand_in(text)
    assert not own_words([said], others=["Ja, der skal være mere tid til leg!"]).stand_in(text)


def test_a_mask_hides_the_name_also_where_others_wrote_it():
    own = masked_words(["Karla Holm"], others=["Vi så en anden"])
    assert own.taken_out("Karlas mor, karla holm og Karla") == "[navn] mor, [navn] og [navn]"
    # Written small in the note: a name only where it has a capital.
    assert masked_words(["karla"], others=[]).taken_out("Karla sagde karla") == "[navn] sagde karla"
    assert not masked_words(["mor"], others=["Hver mor og far"]).stand_in("En Mor sagde det")


@given(st.lists(SIGNS, min_size=1, max_size=4), SIGNS, SIGNS)
def test_a_whole_note_is_never_left(said, before, after):
    own = own_words(said, others=[])
    text = f"{before}\n{said[0]}\n{after}"
    if own_words(said[:1], others=[]).runs:
        assert said[0] not in own.taken_out(text)
    # What another note says as well is not taken from anybody.
    assert own_words(said[:1], others=[text]).runs == frozenset()


@pytest.mark.parametrize(
    "email", ["formand@lykkeskolen.dk", "skole.bestyrelse@lykkeskolen.dk", "kontor2@lykkeskolen.dk"]
)
def test_a_word_that_an_address_begins_with_names_nobody(email):
    own = person_words(name="Karl Holm", given="Karl", family="Holm", email=email, phone="")
    text = "Vores formand og en skole: bestyrelsen, skole-bestyrelse og kontor 2."
    assert own.taken_out(text) == text
    assert own.taken_out(f"Skriv til {email}.") == "Skriv til [slettet]."


@pytest.mark.parametrize("email", ["karlholm@lykkeskolen.dk", "karl.holm.1@lykkeskolen.dk", "kho1234@lykkeskolen.dk"])
def test_what_an_address_begins_with_is_taken_where_it_names_the_person(email):
    own = person_words(name="Karl Holm", given="Karl", family="Holm", email=email, phone="")
    assert own.taken_out(f"Kendt som {email.partition('@')[0]} i Aula") == "Kendt som [slettet] i Aula"
