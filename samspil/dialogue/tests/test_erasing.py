# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Erasing what a note says: the words are nowhere, the count is as before."""

import pytest
from django.apps import apps
from django.db.models import BinaryField, CharField, JSONField, TextField

from samspil.core.errors import Refused
from samspil.dialogue.actions.erasing import note_erase
from samspil.dialogue.actions.letter import quote_pick
from samspil.dialogue.actions.notes import note_edit
from samspil.dialogue.actions.publishing import letter_publish, letter_send
from samspil.dialogue.actions.vectors import words_embed
from samspil.dialogue.models import Letter, LetterVersion, Note, NoteRevision
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import an_evening
from samspil.engines.themes import NgramEmbedder

pytestmark = pytest.mark.django_db
SECRET = "Zebrastriber i frikvarteret"


@pytest.fixture
def evening():
    """An evening whose letter is sent, with a note that was edited, quoted and understood before."""
    evening = an_evening()
    note = evening.notes["weekly1"]
    NoteRevision.objects.create(note=note, number=90, text=f"{SECRET}, før", replaced_at=LATER)
    Note.objects.filter(pk=note.pk).update(text=SECRET)
    note.refresh_from_db()
    evening.draft()
    quote_pick(meeting=evening.meeting, point=evening.weekly, note=note, text=SECRET, by=evening.by, now=LATER)
    words_embed(meeting=evening.meeting.uuid, embedder=NgramEmbedder())
    revision = Letter.objects.get().revision
    version = letter_publish(meeting=evening.meeting, number=1, revision=revision, by=evening.by, now=LATER)
    letter_send(version=version, by=evening.by, now=LATER)
    return evening


def places_of(words):
    """Every column of ours in which the words stand."""
    found = set()
    for model in apps.get_models():
        if not model.__module__.startswith("samspil."):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField | TextField | JSONField | BinaryField):
                values = model.objects.values_list(field.name, flat=True)
                if any(words in str(value) for value in values):
                    found.add(f"{model.__name__}.{field.name}")
    return found


def test_the_words_are_nowhere_and_the_note_still_counts(evening):
    before = LetterVersion.objects.get().content["facts"]
    assert places_of(SECRET) >= {"Note.text", "NoteRevision.text", "LetterQuote.text", "LetterVersion.content"}
    note_erase(note=evening.notes["weekly1"], by=evening.by, now=LATER)

    assert places_of(SECRET) == set()
    version = LetterVersion.objects.get()
    assert version.content["facts"] == before
    assert not version.prints.exists()
    assert not Note.objects.get(pk=evening.notes["weekly1"].pk).vectors.exists()


def test_an_erased_note_takes_no_new_words_and_is_erased_once(evening):
    note = note_erase(note=evening.notes["weekly1"], by=evening.by, now=LATER)
    with pytest.raises(Refused):
        note_edit(note=note, text="Noget nyt", now=LATER, by=evening.by)
    assert note_erase(note=note, by=evening.by, now=LATER).erased_at == LATER


def test_the_page_asks_first_and_the_desk_says_that_the_words_are_gone(evening, client):
    client.force_login(evening.by)
    note = evening.notes["weekly1"]
    page = f"/moeder/{evening.meeting.uuid}/sortering/slet/{note.pk}/"
    unsure = client.post(page, follow=True)
    assert "Zebrastriber" in unsure.text
    assert "Intet er slettet" in unsure.text
    sure = client.post(page, {"yes": "on"}, follow=True)
    assert "Zebrastriber" not in sure.text
    assert "Ordene er slettet" in sure.text
    names = client.get(f"/moeder/{evening.meeting.uuid}/sortering/navne/{note.pk}/")
    assert "Slet notens ord" not in names.text
