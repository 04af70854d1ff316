# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt
import threading
import unicodedata
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import Refused
from samspil.dialogue.conftest import NOW
from samspil.dialogue.models import Note
from samspil.dialogue.notes.actions import notes
from samspil.dialogue.notes.models.note import NOTE_LENGTH
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.sorting.actions import closing
from samspil.dialogue.tests import factories
from samspil.ui.fields import VoiceField

pytestmark = pytest.mark.django_db


def write(meeting, *, text="Et brev om ugen er nok.", table=1, uuid=None, now=NOW, round_=1, written_at=None):
    return notes.note_write(
        uuid=uuid or uuid4(),
        table=meeting.tables.get(number=table),
        round_=meeting.rounds.get(number=round_),
        text=text,
        language="da",
        now=now,
        written_at=written_at,
    )


@pytest.mark.parametrize("text", ["\u200b", " \n\u200b\ufeff ", "\u3164"])
def test_invisible_signs_are_no_note(meeting, text):
    with pytest.raises(Refused) as refused:
        write(meeting, text=text)

    assert refused.value.code == "note-empty"
    assert not meeting.notes.exists()


def test_line_breaks_make_no_note_taller_than_a_phone(meeting):
    assert write(meeting, text="Ro" + "\n" * 400 + "i timen").note.text == "Ro\n\ni timen"
    with pytest.raises(Refused, match="21 linjer"):
        write(meeting, text="\n".join("x" * 21))
    assert write(meeting, text="\n".join("x" * 20)).new


def test_reported_a_line_end_counts_as_one_sign():
    """A browser counts one, and sends two."""
    words = "x\r\n" + "y" * (NOTE_LENGTH - 2)

    assert len(notes.clean_words(words)) == NOTE_LENGTH
    assert VoiceField(max_length=NOTE_LENGTH).clean(words) == notes.clean_words(words)
    with pytest.raises(Refused, match="501 tegn"):
        notes.clean_words(words + "y")


def test_same_uuid_twice_is_one_note(meeting):
    uuid = uuid4()

    first, again = write(meeting, uuid=uuid), write(meeting, uuid=uuid, text="Et brev om ugen er nok.")

    assert (first.new, again.new) == (True, False)
    assert first.note == again.note
    assert Note.objects.count() == 1


def test_uuid_of_another_table_is_refused_and_shows_nothing_of_it(meeting):
    uuid = write(meeting, table=1, text="Bord 1 skrev dette").note.pk

    with pytest.raises(Refused) as refused:
        write(meeting, table=2, uuid=uuid)

    assert refused.value.code == "note-taken"
    assert "Bord 1" not in str(refused.value)


def test_note_after_its_round_is_taken_and_marked_late(meeting):
    meeting = room.control(meeting=meeting, press="close", seen_version=0, by=None, now=NOW)

    note = write(meeting, now=NOW + dt.timedelta(hours=3)).note

    assert note.late
    assert note.round.number == 1


def test_note_when_the_time_is_up_but_the_round_not_closed_is_not_late(meeting):
    note = write(meeting, now=NOW + dt.timedelta(minutes=30)).note

    assert not note.late


def test_note_before_its_round_began_is_refused_and_one_after_sorting_closed_too(meeting, cast):
    with pytest.raises(Refused) as early:
        write(meeting, round_=2)
    meeting = room.control(meeting=meeting, press="end", seen_version=0, by=cast.officer, now=NOW)
    closing.sorting_close(meeting=meeting, by=cast.officer, now=NOW)

    with pytest.raises(Refused) as late:
        write(meeting)

    assert (early.value.code, late.value.code) == ("round-waiting", "sorting-closed")
    assert Note.objects.count() == 0


def test_too_long_note_is_refused_whole_with_its_length(meeting):
    with pytest.raises(Refused) as refused:
        write(meeting, text="a" * 10_000)

    assert "10.000 tegn" in str(refused.value)
    assert Note.objects.count() == 0


def test_a_length_is_written_as_numbers_are_in_the_readers_language(meeting):
    with translation.override("en"), pytest.raises(Refused) as refused:
        write(meeting, text="a" * 10_001)

    assert "10,001" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    ["👩‍👩‍👧 er også en familie 🎉", "نريد رسائل قصيرة وبلغة سهلة.", "a\u202eb", "z\u0301a\u0328", "\x00nul\x07"],
)
def test_words_of_every_kind_are_kept(meeting, text):
    note = write(meeting, text=text).note

    note.refresh_from_db()
    # Letters of two signs are the same letters of one.
    assert note.text == unicodedata.normalize("NFC", text.replace("\x00", "").replace("\x07", ""))


@given(st.text(max_size=600))
def test_words_are_cleaned_once_or_refused(text):
    try:
        words = notes.clean_words(text)
    except Refused:
        return
    assert notes.clean_words(words) == words
    assert 0 < len(words) <= 500
    words.encode("utf-8")


def test_three_stars_a_round_and_no_fourth(meeting):
    four = [write(meeting, text=f"note {number}").note for number in range(4)]
    for note in four[:3]:
        notes.note_essential_set(note=note, essential=True, now=NOW)

    with pytest.raises(Refused) as refused:
        notes.note_essential_set(note=four[3], essential=True, now=NOW)
    notes.note_withdraw(note=four[0], now=NOW)
    notes.note_essential_set(note=four[3], essential=True, now=NOW)

    assert refused.value.code == "stars-used"
    assert Note.objects.filter(essential=True).count() == 3


def test_edit_keeps_what_it_said_and_withdraw_can_be_undone(meeting):
    note = write(meeting, text="Først").note

    note = notes.note_edit(note=note, text="Så", now=NOW)
    note = notes.note_withdraw(note=note, now=NOW)
    note = notes.note_restore(note=note, now=NOW)

    assert (note.text, note.withdrawn_at) == ("Så", None)
    assert list(note.revisions.values_list("number", "text")) == [(1, "Først")]


def test_a_note_that_was_sent_in_the_wrong_language_is_put_right_where_it_stands(meeting, client):
    note = write(meeting).note
    Note.objects.filter(pk=note.pk).update(language="en")
    page = client.get(f"/bord/{note.table.code}/").text
    assert f'id="sprog-{note.pk}"' in page

    client.post(
        f"/bord/{note.table.code}/noter/{note.pk}/",
        {"do": "edit", "note": note.text, "language": "da"},
    )

    note.refresh_from_db()
    assert (note.language, note.revision) == ("da", 2)
    # Its letters say what it is written in, whatever is chosen.
    assert notes.note_edit(note=note, text="رسالة واحدة", language="da", now=NOW).language == "ar"


def test_dissent_keeps_its_words(meeting):
    note = write(meeting).note

    note = notes.note_dissent_set(note=note, dissent=True, text="Ikke i 0. klasse", now=NOW)
    notes.note_dissent_set(note=note, dissent=False, text="", now=NOW)

    assert list(note.revisions.order_by("number").values_list("dissent_text", flat=True)) == ["", "Ikke i 0. klasse"]


def test_table_may_not_change_a_note_when_its_round_is_closed(meeting):
    note = write(meeting).note
    room.control(meeting=meeting, press="close", seen_version=0, by=None, now=NOW)

    with pytest.raises(Refused) as refused:
        notes.note_edit(note=note, text="noget andet", now=NOW)

    note.refresh_from_db()
    assert refused.value.code == "round-closed"
    assert note.text == "Et brev om ugen er nok."


@pytest.mark.django_db(transaction=True)
def test_the_same_note_sent_by_ten_threads_is_one_note():
    meeting = factories.live_meeting()
    uuid, seen = uuid4(), []

    def send():
        try:
            seen.append(write(meeting, uuid=uuid).note.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [uuid] * 10
    assert Note.objects.count() == 1
    meeting.refresh_from_db()
    assert Note.objects.get().number <= meeting.note_count


def test_the_table_page_takes_a_note_without_javascript(meeting, client):
    code = meeting.tables.get(number=1).code
    with time_machine.travel(NOW, tick=False):
        page = client.get(f"/bord/{code}/")
        answer = client.post(
            f"/bord/{code}/noter/",
            {"uuid": str(uuid4()), "note": "Kort brev", "round": "1", "language": "da", "written_at": ""},
            follow=True,
        )

    assert "Hvad virker?" in page.text
    assert "Kort brev" in answer.text
    assert "Gemt 17.05" in answer.text


def test_a_refused_note_comes_back_with_its_text(meeting, client):
    code = meeting.tables.get(number=1).code

    answer = client.post(f"/bord/{code}/noter/", {"uuid": str(uuid4()), "note": "å" * 501, "round": "1"})

    assert answer.status_code == 422
    assert "å" * 501 in answer.text
    assert "Der er plads til 500" in answer.text


@pytest.mark.parametrize("claim", ["0", "99999999999999", "1e9", "-5", "i morgen"])
def test_a_phone_with_a_wrong_clock_still_gets_its_note_saved(meeting, client, claim):
    code = meeting.tables.get(number=1).code

    answer = client.post(
        f"/bord/{code}/noter/",
        {"uuid": str(uuid4()), "note": "Kort brev", "round": "1", "written_at": claim},
        headers={"accept": "application/json"},
    )

    assert answer.json()["saved"] is True
    assert Note.objects.get().written_at is None


def test_an_unknown_code_is_a_sentence_and_small_letters_are_fine(meeting, client):
    code = meeting.tables.get(number=1).code

    wrong = client.post("/bord/", {"code": "XXXXXX"})
    right = client.post("/bord/", {"code": f" {code.lower()[:3]} {code.lower()[3:]}"})

    assert wrong.status_code == 404
    assert "Koden passer ikke til et bord" in wrong.text
    assert right.headers["Location"] == f"/bord/{code}/"


def test_a_code_may_be_typed_with_the_digits_of_an_arabic_keyboard(meeting, client):
    meeting.tables.filter(number=1).update(code="FJRD47")

    assert client.post("/bord/", {"code": "fjrd ٤٧"}).headers["Location"] == "/bord/FJRD47/"


def test_one_table_cannot_touch_or_see_the_notes_of_another(meeting, client):
    note = write(meeting, table=1, text="kun bord 1").note
    other = meeting.tables.get(number=2).code

    answer = client.post(f"/bord/{other}/noter/{note.pk}/", {"do": "withdraw"})

    assert answer.status_code == 404
    assert "kun bord 1" not in client.get(f"/bord/{other}/").text
    note.refresh_from_db()
    assert note.withdrawn_at is None


def test_the_table_page_before_the_evening_begins(client, db):
    meeting = factories.MeetingFactory(tables=1, rounds=1)

    page = client.get(f"/bord/{meeting.tables.get().code}/")

    assert page.status_code == 200
    assert "Når runden begynder, kommer spørgsmålet her." in page.text


def test_other_words_under_a_uuid_that_was_used_are_another_note(meeting):
    """Gone back to the page and written something else: acknowledged means that these words are there."""
    uuid, moment = uuid4(), NOW - dt.timedelta(seconds=40)
    write(meeting, uuid=uuid, text="Første")

    second = write(meeting, uuid=uuid, text="Anden", written_at=moment)
    again = write(meeting, uuid=uuid, text="Anden")

    assert (second.new, again.new) == (True, False)
    assert sorted(Note.objects.values_list("text", flat=True)) == ["Anden", "Første"]
    assert Note.objects.get(text="Anden").written_at == moment


def test_a_retry_after_an_edit_is_still_the_same_note(meeting):
    uuid = uuid4()
    note = write(meeting, uuid=uuid, text="Første").note
    notes.note_edit(note=note, text="Rettet", now=NOW)

    again = write(meeting, uuid=uuid, text="Første")

    assert not again.new
    assert list(Note.objects.values_list("text", flat=True)) == ["Rettet"]


def test_refused_words_stand_on_the_page_also_without_javascript(meeting, client):
    note = write(meeting).note
    room.control(meeting=meeting, press="close", seen_version=0, by=None, now=NOW)
    url = f"/bord/{meeting.tables.get(number=1).code}/noter/{note.pk}/"

    dissent = client.post(url, {"do": "dissent", "dissent": "Jeg så det helt anderledes"})
    edit = client.post(url, {"do": "edit", "note": "Et andet ord"})

    assert (dissent.status_code, edit.status_code) == (422, 422)
    assert "Jeg så det helt anderledes" in dissent.content.decode()
    assert "Et andet ord" in edit.content.decode()
    assert client.post(url, {}).status_code == 400
