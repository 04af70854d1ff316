# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What was said in the talk and for all: an officer writes it down beside the desk."""

from uuid import uuid4

import pytest
from django.urls import reverse

from samspil.dialogue.models import Note
from samspil.dialogue.tests.factories import AgendaItemFactory, MeetingFactory, NoteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory(ended=True, tables=1, rounds=1)


def test_notes_from_the_talk_and_the_plenum(officer, meeting):
    talk = AgendaItemFactory(meeting=meeting, speaker="Gro Lund")
    address = reverse("dialogue:origins", args=[meeting.uuid])
    form = {"uuid": str(uuid4()), "said": str(talk.uuid), "slide": "12", "note": "Skolen har ansvaret"}

    for _ in range(2):
        answer = officer.post(address, form, follow=True)
    officer.post(address, {"uuid": str(uuid4()), "said": "plenum", "note": "Begynd i det små"})

    assert "Oplæg: Gro Lund · billede 12" in answer.text
    notes = list(Note.objects.order_by("number").values_list("origin", "slide", "text"))
    assert notes == [("talk", 12, "Skolen har ansvaret"), ("plenum", None, "Begynd i det små")]


def test_a_note_from_the_plenum_is_changed_and_taken_away(officer, meeting):
    note = NoteFactory(meeting=meeting, origin="plenum")
    address = reverse("dialogue:origin-change", args=[meeting.uuid, note.pk])

    officer.post(address, {"do": "edit", "note": "Andre ord"})
    note.refresh_from_db()
    assert (note.text, note.revision) == ("Andre ord", 2)
    officer.post(address, {"do": "withdraw"})
    note.refresh_from_db()
    assert note.withdrawn_at is not None


def test_words_that_are_too_many_for_the_note_stand_in_its_field_still(officer, meeting):
    note = NoteFactory(meeting=meeting, origin="plenum")

    answer = officer.post(
        reverse("dialogue:origin-change", args=[meeting.uuid, note.pk]), {"do": "edit", "note": "ord " * 126}
    )

    assert "503 tegn" in answer.text
    assert f">{'ord ' * 126}</textarea>" in answer.text
    note.refresh_from_db()
    assert note.revision == 1


def test_a_tables_note_is_not_changed_there(officer, meeting):
    note = NoteFactory(table=meeting.tables.get(), round=meeting.rounds.get())
    address = reverse("dialogue:origin-change", args=[meeting.uuid, note.pk])

    assert officer.post(address, {"do": "edit", "note": "Andre ord"}).status_code == 404


def test_an_empty_note_from_the_plenum_keeps_the_form(officer, meeting):
    answer = officer.post(reverse("dialogue:origins", args=[meeting.uuid]), {"uuid": str(uuid4()), "said": "plenum"})

    assert answer.status_code == 422
