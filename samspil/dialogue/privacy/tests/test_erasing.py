# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Erasing what a note says: the words are nowhere, the count is as before."""

import io
import threading
from functools import partial

import pytest
from django.apps import apps
from django.db import OperationalError, connection, transaction
from django.db.models import BinaryField, CharField, JSONField, TextField
from pypdf import PdfReader

from samspil.core.errors import Refused
from samspil.delivery.enums import State, Transport
from samspil.delivery.models import MessageAttachment, MessageRecipient
from samspil.dialogue.letter.actions import quote_pick
from samspil.dialogue.letter.queries.draft import letter_content
from samspil.dialogue.models import Letter, LetterVersion, Meeting, Note, NoteRevision
from samspil.dialogue.notes.actions.notes import note_edit
from samspil.dialogue.notes.actions.readings import note_mask
from samspil.dialogue.privacy.actions.erasing import note_erase
from samspil.dialogue.publishing.actions.publishing import letter_publish, letter_send
from samspil.dialogue.sorting.actions.vectors import words_embed
from samspil.dialogue.sorting.queries.board import board_for
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import an_evening, invite
from samspil.engines.sorting import NotePlace, NoteSplit, NoteUnplace, PointState, Unit, text_digest
from samspil.engines.themes import NgramEmbedder
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
SECRET = "Zebrastriber i frikvarteret"


def an_evening_that_is_sent():
    """An evening whose letter is sent, with a note that was edited, quoted and understood before."""
    evening = an_evening()
    invite(evening)
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


evening = made_once(an_evening_that_is_sent)


def draft_facts(evening):
    return letter_content(meeting=evening.meeting).facts


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
    facts, point = draft_facts(evening), LetterVersion.objects.get().content["themes"][0]["points"][0]
    assert places_of(SECRET) >= {"Note.text", "NoteRevision.text", "LetterQuote.text", "LetterVersion.content"}
    note_erase(note=evening.notes["weekly1"], by=evening.by, now=LATER)

    assert places_of(SECRET) == set()
    version = LetterVersion.objects.get()
    assert draft_facts(evening) == facts
    assert version.content["themes"][0]["points"][0]["table_notes"] == point["table_notes"]
    assert not version.prints.exists()
    assert not Note.objects.get(pk=evening.notes["weekly1"].pk).vectors.exists()


def test_mails_that_wait_are_written_anew_and_those_that_were_sent_keep_no_words(evening):
    version = LetterVersion.objects.get()
    sent, waiting = MessageRecipient.objects.filter(ref=version.uuid).order_by("pk")
    MessageRecipient.objects.filter(pk=sent.pk).update(
        state=State.SENT, sent_at=LATER, transport=Transport.SMTP, due_at=None
    )
    files = set(MessageAttachment.objects.values_list("pk", flat=True))
    assert files

    note_erase(note=evening.notes["weekly1"], by=evening.by, now=LATER)

    assert not MessageAttachment.objects.filter(pk__in=files).exists()
    assert not MessageRecipient.objects.filter(pk=waiting.pk).exists()
    version.refresh_from_db()
    assert version.mailed_at is None
    letter_send(version=version, by=evening.by, now=LATER)
    sent.refresh_from_db()
    assert sent.state == State.SENT
    assert not sent.html
    again = MessageRecipient.objects.exclude(pk=sent.pk).get(ref=version.uuid)
    assert again.state == State.WAITING
    assert SECRET not in again.html
    pdf = again.message.attachments.get(name="Brev.pdf")
    assert SECRET not in " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)


def test_a_note_that_was_split_is_as_settled_as_before(evening):
    note = evening.notes["weekly2"]
    text = Note.objects.get(pk=note.pk).text
    half = text.index(" ")
    evening.move(NoteUnplace(Unit(str(note.pk)), evening.weekly))
    evening.move(NoteSplit(str(note.pk), ((0, half), (half + 1, len(text))), text_digest(text)))
    for part in (1, 2):
        evening.move(NotePlace(Unit(str(note.pk), part), evening.weekly))
    before = draft_facts(evening)

    note_erase(note=note, by=evening.by, now=LATER)

    assert draft_facts(evening) == before
    assert board_for(meeting=evening.meeting).missing == ()


def test_a_name_cannot_be_hidden_in_words_that_are_gone(evening):
    note = note_erase(note=evening.notes["weekly1"], by=evening.by, now=LATER)
    with pytest.raises(Refused):
        note_mask(note=note, spans=[(0, 5)], by=evening.by, now=LATER)


def test_a_vector_that_was_on_its_way_is_not_kept(evening):
    note = evening.notes["weekly2"]
    note.vectors.all().delete()

    class Slow(NgramEmbedder):
        def embed_notes(self, texts):
            note_erase(note=note, by=evening.by, now=LATER)
            return super().embed_notes(texts)

    words_embed(meeting=evening.meeting.uuid, embedder=Slow())
    assert not note.vectors.exists()


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


@pytest.mark.parametrize(
    "statement",
    [
        "Zebrastriber i frikvarteret.",
        "Det siges, at zebrastriber i frikvarteret er godt for Karl",
        "Zebrastriber i frikvarteret er godt …",
    ],
)
def test_a_note_whose_words_a_point_repeats_is_erased_once_the_point_is_reworded(evening, client, statement):
    client.force_login(evening.by)
    note = evening.notes["weekly1"]
    words = SECRET if statement.startswith("Zebra") and statement.endswith("t.") else f"{SECRET} er godt for Karl"
    Note.objects.filter(pk=note.pk).update(text=words)
    evening.move(PointState(evening.weekly, statement))
    page = f"/moeder/{evening.meeting.uuid}/sortering/slet/{note.pk}/"

    refused = client.post(page, {"yes": "on"})
    still = Note.objects.get(pk=note.pk).text
    reword = client.get(f"/moeder/{evening.meeting.uuid}/sortering/?gor=ord&punkt={evening.weekly}")
    evening.move(PointState(evening.weekly, "Nogle ser noget nyt i pausen."))
    note_erase(note=note, by=evening.by, now=LATER)

    assert refused.status_code == 409
    assert statement[:30] in refused.text
    assert f"?gor=ord&amp;punkt={evening.weekly}" in refused.text
    assert still == words
    assert statement[:20] in reword.text
    assert Note.objects.get(pk=note.pk).text == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", [note_erase, partial(note_mask, spans=[(0, 2)])])
def test_erasing_and_masking_wait_for_a_letter_that_is_being_published(change):
    evening = an_evening()
    published, wait = threading.Event(), threading.Event()

    def publish():
        with transaction.atomic():
            Meeting.objects.select_for_update().get(pk=evening.meeting.pk)
            published.set()
            wait.wait(20)
        connection.close()

    officer = threading.Thread(target=publish)
    officer.start()
    published.wait(20)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        with pytest.raises(OperationalError):
            change(note=evening.notes["weekly1"], by=evening.by, now=LATER)
    finally:
        wait.set()
        officer.join()
        connection.close()
    assert Note.objects.get(pk=evening.notes["weekly1"].pk).text
