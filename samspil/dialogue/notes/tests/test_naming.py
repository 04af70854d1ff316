# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A warning where a note seems to name somebody: at the table while one writes, and the same at the desk."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.dialogue.conftest import NOW
from samspil.dialogue.notes.actions import notes, readings
from samspil.dialogue.notes.naming import Kind, personal_hints
from samspil.dialogue.notes.queries import naming
from samspil.dialogue.notes.tests.test_notes import write
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.room.queries import room as room_queries
from samspil.people.persons.actions import person_change
from samspil.people.persons.queries.names import names_on_rolls
from samspil.people.tests.factories import PersonFactory

GIVEN = frozenset({"karla", "mohamed", "bo", "mark", "anna"})
FAMILY = frozenset({"hansen", "skov"})


def hints(text, language="da"):
    found = personal_hints(text, given=GIVEN, family=FAMILY, known=frozenset({"Åskolen"}), language=language)
    return [(hint.kind.value, text[slice(*hint.span)]) for hint in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Karla slår de andre", [("name", "Karla")]),
        ("det er altid karla, der får skylden", [("name", "karla")]),
        ("Mohameds mor blev ikke spurgt", [("name", "Mohameds")]),
        ("Vi talte med Anna Hansen om det", [("name", "Anna Hansen")]),
        ("hansen er en flink lærer", []),
        ("Det var Thorvaldine, der gik", [("name", "Thorvaldine")]),
        ("Åskolen gør det godt. Skov og mark er gode steder.", []),
        ("De går i skov og mark, og de kan bo hos hinanden", []),
        ("Ring til Bo på 20 30 40 50", [("name", "Bo"), ("phone", "20 30 40 50")]),
        ("Ring på +4520304050 eller 0045 20 30 40 50", [("phone", "+4520304050"), ("phone", "0045 20 30 40 50")]),
        ("Barnet har 010203-4567 som nummer", [("cpr", "010203-4567")]),
        ("0102034567", [("cpr", "0102034567")]),
        ("Skriv til mor@example.org", [("email", "mor@example.org")]),
        ("Vi har 1.240 elever, 25 klasser og mødes 28.05.2024 kl. 17.00", []),
        ("I 2023 var der 300 og i 2024 400", []),
        ("Alle børn skal med. Også de stille.", []),
        ("", []),
    ],
)
def test_what_is_taken_for_somebody(text, expected):
    assert hints(text) == expected


def test_other_languages_need_the_capital_of_a_name_on_the_rolls():
    assert hints("The mark on the anna wall", "en") == []
    assert hints("I spoke with Karla today", "en") == [("name", "Karla")]
    assert hints("Everyone at School is kind to Children", "en") == []
    assert hints("اتصلوا على 20304050", "ar") == [("phone", "20304050")]


@given(st.text(max_size=120))
def test_hints_are_pieces_of_the_text_in_order_and_apart(text):
    found = personal_hints(text, given=GIVEN, family=FAMILY)

    at = 0
    for hint in found:
        start, end = hint.span
        assert at <= start < end <= len(text)
        at = end
        assert hint.kind in Kind


@pytest.mark.django_db
def test_a_protected_name_is_not_told_by_the_rolls_and_a_new_person_is_known_at_once():
    PersonFactory(given_name="Karla Marie", family_name="Holm")
    assert {"karla", "marie"} <= names_on_rolls().given

    PersonFactory(given_name="Zeynep", name_protected=True)
    PersonFactory(given_name="Ottilie")

    assert "zeynep" not in names_on_rolls().given
    assert "ottilie" in names_on_rolls().given


@pytest.mark.django_db
def test_the_table_is_asked_while_it_writes_and_nothing_is_kept(meeting, client):
    PersonFactory(given_name="Ottilie")
    table = meeting.tables.get(number=1)

    answer = client.post(f"/bord/{table.code}/navne/", {"note": "ottilie driller de andre", "language": "da"})
    calm = client.post(f"/bord/{table.code}/navne/", {"note": "Nogen driller de andre", "language": "da"})

    assert "ottilie" in answer.json()["warning"]
    assert calm.json()["warning"] == ""
    assert meeting.notes.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("kept", ["NFC", "NFD"])
def test_reported_a_name_is_found_whether_its_letters_are_of_one_sign_or_of_two(meeting, client, form, kept):
    PersonFactory(given_name=unicodedata.normalize(kept, "Åsbjørn"), family_name="Holm")
    said = unicodedata.normalize(form, "åsbjørn driller de andre")

    asked = client.post(f"/bord/{meeting.tables.get(number=1).code}/navne/", {"note": said, "language": "da"})
    note = write(meeting, text=said).note

    assert "Det ligner et navn: åsbjørn." in asked.json()["warning"]
    assert "Det ligner et navn: åsbjørn." in naming.note_warning(rolls=naming.rolls(), note=note)


@pytest.mark.django_db
def test_nobody_goes_through_a_list_of_names(meeting, client):
    PersonFactory(given_name="Ottilie")
    url = f"/bord/{meeting.tables.get(number=1).code}/navne/"

    said = [client.post(url, {"note": "Ottilie " * 60}).json()["warning"] for _ in range(35)]

    assert said[0]
    assert not said[-1]


@pytest.mark.django_db
def test_names_are_not_told_when_no_round_is_on(meeting, client):
    PersonFactory(given_name="Ottilie")
    url = f"/bord/{meeting.tables.get(number=1).code}/navne/"
    assert client.post(url, {"note": "Ottilie"}).json()["warning"]

    room.control(meeting=meeting, press="close", seen_version=0, by=None, now=NOW)

    assert not client.post(url, {"note": "Ottilie"}).json()["warning"]


@pytest.mark.django_db
def test_a_name_that_becomes_protected_is_told_no_longer():
    person = PersonFactory(given_name="Ottilie")
    assert "ottilie" in names_on_rolls().given

    person_change(person=person, name_protected=True, by=None, now=NOW)

    assert "ottilie" not in names_on_rolls().given


@pytest.mark.django_db
def test_a_note_with_a_name_is_saved_and_says_so_until_it_is_mended_or_masked(meeting, client, cast):
    PersonFactory(given_name="Ottilie")
    written = write(meeting, text="Ottilie driller").note
    other = write(meeting, text="Ottilie er sød").note
    page = f"/bord/{meeting.tables.get(number=1).code}/"
    assert client.get(page).content.decode().count("Det ligner et navn") == 2

    notes.note_edit(note=written, text="Nogen driller", now=written.received_at)
    readings.note_mask(note=other, spans=[(0, 7)], dissent_spans=[], by=cast.officer, now=other.received_at)

    assert "Det ligner et navn" not in client.get(page).content.decode()
    other.refresh_from_db()
    assert naming.note_warning(rolls=naming.rolls(), note=other) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("protected", ["name_protected", "address_protected"])
def test_a_protected_name_is_warned_of_at_the_table_and_kept_from_the_big_screen(meeting, client, protected):
    PersonFactory(given_name="Zeynep", **{protected: True})
    type(meeting).objects.filter(pk=meeting.pk).update(show_newest=True)
    table = meeting.tables.get(number=1)
    write(meeting, text="Nogen driller i gården")
    note = write(meeting, text="zeynep driller i gården").note
    meeting.refresh_from_db()

    page = client.get(f"/bord/{table.code}/").text
    tried = client.post(f"/bord/{table.code}/navne/", {"note": "zeynep", "language": "da"}).json()["warning"]
    newest = room_queries.writing(meeting=meeting, round_=note.round).newest

    assert "Det ligner et navn: zeynep" in page
    # Tried without leaving a note it is told to nobody.
    assert tried == ""
    assert note.pk not in [shown.pk for shown in newest]
    assert len(newest) == 1


@pytest.mark.django_db
def test_a_number_is_not_called_a_name_where_both_stand_in_a_note():
    PersonFactory(given_name="Zeynep")

    said = naming.warning(rolls=naming.rolls(), text="Ring til Zeynep på 20304050 eller 20304050", language="da")

    assert said.startswith("Det ligner et navn: Zeynep. ")
    assert "Det ligner et nummer eller en adresse på en person: 20304050. " in said
