# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The list of notes in other languages: one form, whatever is pressed."""

import pytest
from django.urls import reverse

from samspil.dialogue.models import Note, NoteTranslation
from samspil.dialogue.notes.actions.translations import note_draft
from samspil.dialogue.notes.wording import wording
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import an_evening
from tests.forms import fields_of
from tests.made_once import made_once

pytestmark = pytest.mark.django_db


evening = made_once(an_evening)


@pytest.fixture
def notes(evening):
    keys = ["weekly1", "weekly2", "talk"]
    Note.objects.filter(pk__in=[evening.notes[key].pk for key in keys]).update(language="en")
    return [str(evening.notes[key].pk) for key in keys]


@pytest.fixture
def address(evening):
    return reverse("dialogue:translations", args=[evening.meeting.uuid])


@pytest.fixture
def typed(officer, address, notes):
    page = fields_of(officer.get(address).content, "danske")
    return page | {f"{notes[0]}-text": "Det første på dansk.", f"{notes[1]}-text": "Det andet på dansk."}


def kept(note):
    found = NoteTranslation.objects.filter(note_id=note).first()
    return found.text if found else None


def test_every_press_saves_what_was_written_at_any_note(officer, address, notes, typed):
    for press in ("", notes[1], notes[2], "drafts"):
        NoteTranslation.objects.all().delete()

        answer = officer.post(address, typed | {"press": press})

        assert answer.status_code == 302
        assert [kept(note) for note in notes] == ["Det første på dansk.", "Det andet på dansk.", None]


def test_a_machines_draft_is_approved_only_by_its_own_button(officer, address, notes, typed):
    note = Note.objects.get(pk=notes[2])
    note_draft(note=note, said=wording(note), text="Et udkast.", now=LATER)
    page = fields_of(officer.get(address).content, "danske") | {f"{notes[0]}-text": "Det første på dansk."}

    officer.post(address, page | {"press": notes[0]})
    before = NoteTranslation.objects.get(note=note).approved_at
    officer.post(address, page | {"press": notes[2]})

    assert before is None
    assert NoteTranslation.objects.get(note=note).approved_at is not None


def test_what_is_refused_stays_in_its_field_and_the_rest_is_saved(officer, address, notes, typed):
    refused = officer.post(address, typed | {f"{notes[0]}-digest": "gammel", "press": notes[0]})

    assert refused.status_code == 409
    shown = fields_of(refused.content, "danske")
    assert shown[f"{notes[0]}-text"] == "Det første på dansk."
    assert [kept(note) for note in notes] == [None, "Det andet på dansk.", None]
    assert officer.post(address, shown).status_code == 302
    assert kept(notes[0]) == "Det første på dansk."


def test_what_two_have_written_is_asked_once(officer, address, notes, typed):
    officer.post(address, typed)

    asked = officer.post(address, typed | {f"{notes[0]}-text": "Mit eget."})
    between = kept(notes[0])
    again = officer.post(address, fields_of(asked.content, "danske"))

    assert asked.status_code == 409
    assert "Det første på dansk." in asked.content.decode()
    assert between == "Det første på dansk."
    assert (again.status_code, kept(notes[0])) == (302, "Mit eget.")
