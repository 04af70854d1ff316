# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A note's masked and Danish readings: gone with its words, and approved only as long as they belong to them."""

import pytest

from samspil.core.errors import Refused
from samspil.dialogue.hearing.actions import hearing_open
from samspil.dialogue.letter.actions import quote_pick
from samspil.dialogue.letter.queries.draft import letter_content
from samspil.dialogue.models import Hearing, LetterVersion, Note, NoteReading, NoteTranslation
from samspil.dialogue.notes.actions.notes import note_edit
from samspil.dialogue.notes.actions.readings import note_mask
from samspil.dialogue.notes.actions.translations import note_draft, note_translate
from samspil.dialogue.notes.translating import words_digest
from samspil.dialogue.notes.wording import wording
from samspil.dialogue.privacy.actions.erasing import StillSaid, note_erase
from samspil.dialogue.privacy.tests.test_erasing import places_of
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import an_evening, invite, point_uuid
from samspil.dialogue.tests.promise_evening import publish
from samspil.engines.sorting import NoteUnplace, PointMerge, PointMove, PointState, Unit
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
# What the table wrote, what of it is read with the name masked, and what that says in Danish.
WORDS, DISSENT = "Fatima tolker zebrastriber for mig", "Fatima ser zigzag i stedet"
MASKED, MASKED_DISSENT = "[navn] tolker zebrastriber for mig", "[navn] ser zigzag i stedet"
DANISH, DANISH_DISSENT = "Min datter oversætter striber", "Hun ser takker i stedet"


def an_evening_with_a_name():
    evening = an_evening()
    Note.objects.filter(pk=evening.notes["arabic"].pk).update(text=WORDS, dissent=True, dissent_text=DISSENT)
    return evening


evening = made_once(an_evening_with_a_name)


@pytest.fixture
def note(evening):
    return Note.objects.get(pk=evening.notes["arabic"].pk)


def mask(evening, note, *, end=6):
    """Mask the first word in both; with no end nothing at all."""
    spans = [(0, end)] if end else []
    return note_mask(note=note, spans=spans, dissent_spans=spans, by=evening.by, now=LATER)


def say(evening, note, text=DANISH, dissent_text=DANISH_DISSENT):
    said = wording(Note.objects.get(pk=note.pk))
    digest = words_digest(said.text, said.dissent_text)
    return note_translate(note=note, text=text, dissent_text=dissent_text, digest=digest, by=evening.by, now=LATER)


def danish_in_letter(evening):
    found = next(note for note in letter_content(meeting=evening.meeting).all_notes if note.language == "ar")
    return found.danish, found.danish_dissent


def test_erasing_takes_note_masked_and_danish_words_from_everywhere(evening, note):
    invite(evening)
    note_edit(note=note, text=f"{WORDS}, før", by=evening.by, now=LATER)
    note_edit(note=note, text=WORDS, by=evening.by, now=LATER)
    # Its letters say that it is Danish now; what is tried here is a note in another language.
    Note.objects.filter(pk=note.pk).update(language="ar")
    mask(evening, note)
    say(evening, note)
    pick = {"meeting": evening.meeting, "by": evening.by, "now": LATER}
    quote_pick(**pick, point=point_uuid(evening.first), note=note, text=MASKED, danish=DANISH)
    evening.draft()
    hearing_open(meeting=evening.meeting, days=1, names_checked=True, by=evening.by, now=LATER)
    Hearing.objects.update(closed_at=LATER)
    publish(evening)
    everything = (WORDS, DISSENT, MASKED, MASKED_DISSENT, DANISH, DANISH_DISSENT)
    before = {words: places_of(words) for words in everything}
    assert all(before.values())
    assert before[MASKED] >= {"NoteReading.text", "LetterVersion.content", "Hearing.content", "LetterQuote.text"}
    assert before[DANISH] >= {"NoteTranslation.text", "LetterVersion.content", "Hearing.content"}

    note_erase(note=note, by=evening.by, now=LATER)

    assert [places_of(words) for words in everything] == [set()] * len(everything)
    assert not NoteReading.objects.filter(note=note).exists()
    assert not NoteTranslation.objects.filter(note=note).exists()
    shown = [found for theme in LetterVersion.objects.get().content["themes"] for found in theme["points"]]
    assert [found["table_notes"] for found in shown if found["ref"] == evening.first] == [2]


def test_a_masked_name_takes_the_approval_and_unmasking_does_not_give_it_back(evening, note):
    say(evening, note)
    assert danish_in_letter(evening) == (DANISH, DANISH_DISSENT)

    mask(evening, note)
    masked = danish_in_letter(evening)
    mask(evening, note, end=0)

    assert masked == danish_in_letter(evening) == ("", "")
    say(evening, note)
    assert danish_in_letter(evening) == (DANISH, DANISH_DISSENT)


def test_what_was_approved_under_a_mask_is_looked_at_again_when_the_mask_changes(evening, note):
    mask(evening, note)
    say(evening, note)
    # The same names again hide nothing new.
    mask(evening, note)
    assert danish_in_letter(evening) == (DANISH, DANISH_DISSENT)

    mask(evening, note, end=0)
    mask(evening, note)

    assert NoteTranslation.objects.get().approved_at is None
    assert danish_in_letter(evening) == ("", "")


@pytest.mark.parametrize("gone", ["erased", "withdrawn"])
def test_words_that_are_gone_get_no_danish_from_a_person(evening, note, gone):
    seen = words_digest(WORDS, DISSENT)
    if gone == "erased":
        note_erase(note=note, by=evening.by, now=LATER)
        seen = words_digest("", "")
    else:
        Note.objects.filter(pk=note.pk).update(withdrawn_at=LATER)

    with pytest.raises(Refused) as refused:
        note_translate(note=note, text=DANISH, digest=seen, by=evening.by, now=LATER)

    assert refused.value.code == "note-gone"
    assert not NoteTranslation.objects.exists()


def test_words_that_are_gone_get_no_danish_from_a_machine_that_was_asked_before(evening, note):
    said = wording(note)
    note_erase(note=note, by=evening.by, now=LATER)

    assert note_draft(note=note, said=said, text=DANISH, now=LATER) is None
    assert note_draft(note=note, said=wording(note), text=DANISH, now=LATER) is None
    assert not NoteTranslation.objects.exists()


def test_nobody_differs_in_danish_where_nobody_differs_in_the_note(evening, note):
    Note.objects.filter(pk=note.pk).update(dissent=False, dissent_text="")

    say(evening, note)

    assert danish_in_letter(evening) == (DANISH, "")


# Words that stand in a point.


def merged_away(evening, statement):
    """What was merged into another point still stands in the letter, as one table's voice."""
    evening.move(PointState(evening.single, statement), PointMerge(evening.single, evening.weekly))


def without_a_theme(evening, statement):
    evening.move(PointState(evening.single, statement), PointMove(evening.single, ""))


@pytest.mark.parametrize("where", [merged_away, without_a_theme])
@pytest.mark.parametrize("said", [WORDS, DISSENT, MASKED, DANISH, DANISH_DISSENT])
def test_what_a_point_still_says_of_the_note_is_not_erased(evening, note, where, said):
    mask(evening, note)
    say(evening, note)
    where(evening, f"{said} hver uge.")

    with pytest.raises(StillSaid):
        note_erase(note=note, by=evening.by, now=LATER)

    assert Note.objects.get(pk=note.pk).text == WORDS
    assert NoteTranslation.objects.get().text == DANISH


def test_what_no_point_says_is_erased(evening, note):
    mask(evening, note)
    say(evening, note)
    evening.move(PointState(evening.single, "Nogle ser noget andet hver uge."))
    evening.move(NoteUnplace(Unit(str(note.pk)), evening.first))

    note_erase(note=note, by=evening.by, now=LATER)

    assert Note.objects.get(pk=note.pk).text == ""
