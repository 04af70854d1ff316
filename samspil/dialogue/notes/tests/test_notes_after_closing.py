# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What was acknowledged stays so when sorting is closed, and nothing that comes later slips in."""

import datetime as dt
from uuid import uuid4

import pytest

from samspil.core.errors import Refused
from samspil.dialogue.conftest import NOW
from samspil.dialogue.models import Meeting, Note
from samspil.dialogue.notes.actions import notes
from samspil.dialogue.notes.tests.test_notes import write
from samspil.dialogue.privacy.actions.erasing import note_erase
from samspil.dialogue.room.actions import control as room
from samspil.dialogue.sorting.actions.closing import sorting_close
from samspil.dialogue.tests import factories

pytestmark = pytest.mark.django_db


def close(meeting, cast):
    meeting = room.control(meeting=meeting, press="end", seen_version=0, by=cast.officer, now=NOW)
    sorting_close(meeting=meeting, by=cast.officer, now=NOW)


def test_a_retry_after_closing_is_answered_as_saved_and_other_words_are_refused(meeting, cast):
    uuid = uuid4()
    first = write(meeting, uuid=uuid).note
    close(meeting, cast)

    again = write(meeting, uuid=uuid)
    with pytest.raises(Refused) as refused:
        write(meeting, uuid=uuid, text="Noget helt andet")

    assert (again.new, again.note) == (False, first)
    assert refused.value.code == "sorting-closed"
    assert list(Note.objects.values_list("text", flat=True)) == [first.text]


def test_a_phone_that_retries_after_closing_is_told_that_its_note_is_saved(meeting, cast, client):
    url = f"/bord/{meeting.tables.get(number=1).code}/noter/"
    form = {"uuid": str(uuid4()), "note": "Kort brev", "round": "1", "language": "da", "written_at": ""}
    client.post(url, form)
    close(meeting, cast)

    again = client.post(url, form, headers={"accept": "application/json"})
    other = client.post(url, {**form, "note": "Et andet brev"}, headers={"accept": "application/json"})

    assert again.json()["saved"] is True
    assert other.status_code == 422
    assert other.json()["saved"] is False
    assert Note.objects.get().text == "Kort brev"


def test_an_officers_retry_after_closing_is_answered_as_saved_and_other_words_are_refused(meeting, cast):
    def say(text):
        found = Meeting.objects.get(pk=meeting.pk)
        return notes.origin_note_write(uuid=uuid, meeting=found, text=text, by=cast.officer, now=NOW)

    uuid = uuid4()
    first = say("Begynd i det små").note
    close(meeting, cast)

    again = say("Begynd i det små")
    with pytest.raises(Refused) as refused:
        say("Begynd i det store")

    assert (again.new, again.note) == (False, first)
    assert refused.value.code == "sorting-closed"
    assert Note.objects.get().text == "Begynd i det små"


def test_other_words_of_an_officer_under_the_same_uuid_are_another_note(meeting, cast):
    def say(text):
        return notes.origin_note_write(uuid=uuid, meeting=meeting, text=text, by=cast.officer, now=NOW)

    uuid = uuid4()
    say("Begynd i det små")

    second, again = say("Begynd i det store"), say("Begynd i det store")

    assert (second.new, again.new) == (True, False)
    assert sorted(Note.objects.values_list("text", flat=True)) == ["Begynd i det små", "Begynd i det store"]


def test_an_officers_note_keeps_the_language_it_was_said_in(meeting, cast):
    said = {"meeting": meeting, "text": "Start small", "by": cast.officer, "now": NOW}

    notes.origin_note_write(uuid=uuid4(), language="en", **said)

    assert (Note.objects.get().language, Note.objects.get().created_by) == ("en", cast.officer)


def test_an_officer_changes_nothing_after_closing_and_a_no_is_still_taken(meeting, cast):
    note = write(meeting).note
    notes.note_edit(note=note, text="Før", by=cast.officer, now=NOW)
    close(meeting, cast)
    note = Note.objects.get()

    for change in (
        lambda: notes.note_edit(note=note, text="Efter", by=cast.officer, now=NOW),
        lambda: notes.note_dissent_set(note=note, dissent=True, text="Efter", by=cast.officer, now=NOW),
        lambda: notes.note_withdraw(note=note, by=cast.officer, now=NOW),
        lambda: notes.note_restore(note=note, by=cast.officer, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.code == "sorting-closed"

    note.refresh_from_db()
    assert (note.text, note.dissent, note.withdrawn_at) == ("Før", False, None)


def test_a_retry_after_erasing_does_not_bring_the_words_back(meeting):
    uuid = uuid4()
    note = write(meeting, uuid=uuid, text="Ordene, der skulle væk").note
    note_erase(note=note, by=None, now=NOW)

    again = write(meeting, uuid=uuid, text="Ordene, der skulle væk")

    assert (again.new, again.note.pk) == (False, uuid)
    assert list(Note.objects.values_list("text", flat=True)) == [""]


def test_a_retry_after_two_edits_is_still_the_same_note(meeting):
    uuid = uuid4()
    note = write(meeting, uuid=uuid, text="Første").note
    for words in ("Anden", "Tredje"):
        note = notes.note_edit(note=note, text=words, now=NOW)

    again = write(meeting, uuid=uuid, text="Første")

    assert (again.new, again.note.text) == (False, "Tredje")
    assert Note.objects.count() == 1


def test_numbers_have_no_gaps_whatever_was_refused_or_sent_again(meeting, cast):
    uuid = uuid4()
    write(meeting, uuid=uuid, text="Første")
    for table, text in ((1, "Første"), (2, "Første"), (1, "å" * 501), (1, " ")):
        try:
            write(meeting, uuid=uuid, table=table, text=text)
        except Refused:
            continue
    write(meeting, table=2, text="Anden")
    notes.origin_note_write(uuid=uuid4(), meeting=meeting, text="Tredje", by=cast.officer, now=NOW)
    close(meeting, cast)
    with pytest.raises(Refused):
        write(meeting, text="For sent")

    assert list(Note.objects.order_by("number").values_list("number", "text")) == [
        (1, "Første"), (2, "Anden"), (3, "Tredje"),
    ]  # fmt: skip
    assert Meeting.objects.get(pk=meeting.pk).note_count == 3


def test_a_round_of_another_meeting_takes_no_note(meeting):
    other = factories.live_meeting()

    with pytest.raises(Refused) as refused:
        notes.note_write(
            uuid=uuid4(),
            table=meeting.tables.get(number=1),
            round_=other.rounds.get(number=1),
            text="Kort brev",
            language="da",
            now=NOW,
        )
    write(meeting)

    assert refused.value.code == "note-other-meeting"
    assert Note.objects.get().round.meeting == meeting


def test_500_signs_have_room_and_501_have_not(meeting):
    note = write(meeting, text="å" * 500).note

    with pytest.raises(Refused) as refused:
        write(meeting, text="å" * 501)

    assert len(Note.objects.get().text) == len(note.text) == 500
    assert refused.value.code == "note-long"


def test_a_note_is_late_only_when_its_round_is_closed_not_while_the_clock_rests(meeting):
    meeting = room.control(meeting=meeting, press="pause", seen_version=0, by=None, now=NOW)
    resting = write(meeting, text="Imens uret hviler", now=NOW).note
    meeting = room.control(meeting=meeting, press="close", seen_version=1, by=None, now=NOW)
    late = write(meeting, text="Bagefter", now=NOW).note

    assert (resting.late, late.late) == (False, True)


def test_taken_back_again_is_taken_back_when_it_first_was(meeting):
    note = write(meeting).note
    for minutes in (0, 1):
        note = notes.note_withdraw(note=note, now=NOW + dt.timedelta(minutes=minutes))

    assert note.withdrawn_at == NOW


def test_only_a_talk_has_slides(meeting, cast):
    talk = factories.AgendaItemFactory(meeting=meeting)

    def say(talk):
        words = {"text": "Skolen går først", "by": cast.officer, "now": NOW}
        return notes.origin_note_write(uuid=uuid4(), meeting=meeting, talk=talk, slide=4, **words).note.slide

    assert (say(talk), say(None)) == (4, None)
