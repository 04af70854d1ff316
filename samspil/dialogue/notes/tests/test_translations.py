# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A note keeps its language; what it says in Danish stands beside it, once a person has approved it."""

import io

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from samspil.core.errors import Refused
from samspil.dialogue.letter import docx as letter_docx
from samspil.dialogue.letter import pdf as letter_pdf
from samspil.dialogue.letter.actions import quote_pick
from samspil.dialogue.letter.content import (
    Facts,
    LetterContent,
    Place,
    Point,
    PublishedNote,
    Quote,
    Theme,
    from_json,
    reworded,
    to_json,
)
from samspil.dialogue.letter.queries.draft import draft, letter_content
from samspil.dialogue.letter.queries.obstacles import names_seen, obstacles
from samspil.dialogue.models import Letter, LetterVersion, Meeting, Note, NoteTranslation
from samspil.dialogue.notes import tasks
from samspil.dialogue.notes.actions.notes import note_edit
from samspil.dialogue.notes.actions.readings import note_mask
from samspil.dialogue.notes.actions.translations import note_draft, note_translate
from samspil.dialogue.notes.queries.naming import rolls
from samspil.dialogue.notes.queries.translations import danish_row, danish_rows
from samspil.dialogue.notes.translating import State, words_digest
from samspil.dialogue.notes.wording import Wording, wording
from samspil.dialogue.privacy.actions.erasing import note_erase
from samspil.dialogue.published import sheets as letter_sheets
from samspil.dialogue.publishing.actions.publishing import letter_publish
from samspil.dialogue.publishing.tests.test_publishing import text_of, words_of
from samspil.dialogue.sorting.queries.board import desk_board_for
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import NAME, an_evening, point_uuid
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
ARABIC = "أطلب من ابنتي أن تترجم لي."
DANISH = "Jeg beder min datter om at oversætte for mig."


evening = made_once(an_evening)


@pytest.fixture
def note(evening):
    return evening.notes["arabic"]


def digest_of(note):
    said = wording(Note.objects.select_related("reading").get(pk=note.pk))
    return words_digest(said.text, said.dissent_text)


def say(evening, note, text=DANISH, **more):
    return note_translate(note=note, text=text, digest=digest_of(note), by=evening.by, now=LATER, **more)


def state_of(note):
    return danish_row(Note.objects.get(pk=note.pk)).state


def arabic_in(content):
    return next(note for note in content.all_notes if note.language == "ar")


def open_sorting(note):
    """So that the words of the table can still be changed."""
    Meeting.objects.filter(pk=note.meeting_id).update(sorting_closed_at=None)


def publish(evening):
    evening.draft()
    letter = Letter.objects.get()
    number = letter.versions.count() + 1
    changes = "Vi har rettet et ord." if number > 1 else ""
    return letter_publish(
        meeting=evening.meeting, number=number, revision=letter.revision, changes=changes, by=evening.by, now=LATER
    )


class Shouting:
    """A service of the municipality's own, as the setting names it."""

    def translate(self, text: str, source: str, target: str) -> str:
        if "ابنتي" not in text and source == "ar":
            raise RuntimeError(f"out of words for {text}")
        return f"{target.upper()}: {text[::-1]}"


def test_a_reading_stands_beside_the_notes_own_words_everywhere(evening, note):
    say(evening, note)

    content = letter_content(meeting=evening.meeting)
    assert (arabic_in(content).text, arabic_in(content).danish) == (ARABIC, DANISH)
    assert from_json(to_json(content)) == content
    row = next(row for row in letter_sheets.rows(content) if row.text == ARABIC)
    assert (row.danish, row.language) == (DANISH, "")
    sheet = load_workbook(io.BytesIO(letter_sheets.xlsx_file(content))).active
    assert DANISH in [cell.value for line in sheet for cell in line]
    assert DANISH in words_of(letter_docx.docx_file(content))
    assert DANISH in text_of(letter_pdf.pdf_file(content))
    assert "på dansk:" in text_of(letter_pdf.pdf_file(content))


def test_a_letter_frozen_before_there_were_readings_still_opens(evening):
    frozen = to_json(letter_content(meeting=evening.meeting))
    for theme in frozen["themes"]:
        for point in theme["points"]:
            for row in (*point["notes"], *point["quotes"]):
                row.pop("danish", None)
                row.pop("danish_dissent", None)

    assert from_json(frozen) == letter_content(meeting=evening.meeting)


def test_a_danish_note_has_no_reading(evening):
    with pytest.raises(Refused, match="på dansk"):
        say(evening, evening.notes["weekly1"], "Det samme")


def test_words_that_changed_meanwhile_are_refused_and_nothing_is_kept(evening, note):
    seen = digest_of(note)
    Note.objects.filter(pk=note.pk).update(text="كلمات أخرى", revision=2)

    with pytest.raises(Refused, match="ændret imens"):
        note_translate(note=note, text=DANISH, digest=seen, by=evening.by, now=LATER)
    assert not NoteTranslation.objects.exists()


def test_a_reading_falls_when_the_notes_words_change(evening, note):
    say(evening, note)
    open_sorting(note)
    note_edit(note=note, text="كلمات أخرى", now=LATER, by=evening.by)

    assert state_of(note) == State.STALE
    assert arabic_in(letter_content(meeting=evening.meeting)).danish == ""


def test_a_reading_falls_when_a_name_is_masked_also_in_a_letter_already_sent(evening, note):
    say(evening, note)
    version = publish(evening)
    assert arabic_in(from_json(version.content)).danish == DANISH

    note_mask(note=note, spans=[(0, 4)], by=evening.by, now=LATER)

    assert state_of(note) == State.STALE
    assert NoteTranslation.objects.get().approved_at is None
    sent = arabic_in(from_json(LetterVersion.objects.get().content))
    assert (sent.danish, "[navn]" in sent.text) == ("", True)

    say(evening, note, "[navn] beder sin datter om at oversætte.")
    assert arabic_in(letter_content(meeting=evening.meeting)).danish == "[navn] beder sin datter om at oversætte."


def test_erasing_takes_the_reading_too(evening, note):
    say(evening, note)
    publish(evening)

    note_erase(note=note, by=evening.by, now=LATER)

    assert not NoteTranslation.objects.exists()
    assert DANISH not in str(LetterVersion.objects.get().content)


def test_a_reading_that_is_put_right_is_put_right_in_what_was_sent_but_never_added(evening, note):
    first = publish(evening)
    say(evening, note)
    first.refresh_from_db()
    assert arabic_in(from_json(first.content)).danish == ""

    second = publish(evening)
    say(evening, note, "Min datter oversætter.")
    first.refresh_from_db()
    second.refresh_from_db()
    assert arabic_in(from_json(first.content)).danish == ""
    assert arabic_in(from_json(second.content)).danish == "Min datter oversætter."


def test_a_name_in_a_reading_is_seen_before_publishing(evening, note):
    note_mask(note=evening.notes["named"], spans=[(0, len(NAME) + 1)], by=evening.by, now=LATER)
    say(evening, note, f"Jeg beder {NAME}s om at oversætte.")

    seen = names_seen(draft(meeting=evening.meeting, by=evening.by))
    assert [(name.word, name.where) for name in seen] == [(f"{NAME}s", "i en dansk læsning")]


def test_a_quote_of_the_whole_note_has_the_whole_reading_and_a_piece_its_piece(evening, note):
    say(evening, note)
    pick = {
        "meeting": evening.meeting,
        "point": point_uuid(evening.first),
        "note": note,
        "by": evening.by,
        "now": LATER,
    }

    quote_pick(**pick, text=ARABIC)
    quote = next(quote for point in letter_content(meeting=evening.meeting).points for quote in point.quotes)
    assert (quote.text, quote.danish) == (ARABIC, DANISH)

    quote_pick(**pick, text="أطلب من ابنتي", danish="Jeg beder min datter")
    quote = next(quote for point in letter_content(meeting=evening.meeting).points for quote in point.quotes)
    assert (quote.text, quote.danish) == ("أطلب من ابنتي", "Jeg beder min datter")

    with pytest.raises(Refused, match="ordret i notens danske læsning"):
        quote_pick(**pick, text="أطلب من ابنتي", danish="Jeg beder min søn")


def test_the_one_who_sees_it_differently_is_quoted_with_their_own_danish(evening, note):
    Note.objects.filter(pk=note.pk).update(dissent=True, dissent_text="أنا أفهم كل شيء.")
    say(evening, note, dissent_text="Jeg forstår det hele.")
    pick = {"meeting": evening.meeting, "point": point_uuid(evening.first), "by": evening.by, "now": LATER}

    for words in ("أنا أفهم كل شيء.", "أنا أفهم"):
        # The field on the page holds the reading of the note.
        quote_pick(**pick, note=Note.objects.get(pk=note.pk), text=words, danish=DANISH)
        quote = next(quote for point in letter_content(meeting=evening.meeting).points for quote in point.quotes)
        assert (quote.text, quote.danish, quote.dissent) == (words, "Jeg forstår det hele.", True)


def test_a_whole_quote_follows_its_reading(evening, note):
    say(evening, note)
    pick = {"meeting": evening.meeting, "point": point_uuid(evening.first), "by": evening.by, "now": LATER}
    quote_pick(**pick, note=note, text=ARABIC, danish=DANISH)

    say(evening, note, "Min datter oversætter for mig.")
    quote = next(quote for point in letter_content(meeting=evening.meeting).points for quote in point.quotes)
    assert quote.danish == "Min datter oversætter for mig."


def test_a_quotes_danish_that_no_longer_stands_keeps_publishing_back(evening, note):
    say(evening, note)
    quote_pick(
        meeting=evening.meeting,
        point=point_uuid(evening.first),
        note=note,
        text="أطلب من ابنتي",
        danish="Jeg beder min datter",
        by=evening.by,
        now=LATER,
    )
    evening.draft()
    assert obstacles(draft(meeting=evening.meeting, by=evening.by)) == []

    say(evening, note, "Min datter oversætter.")
    assert ["danske læsning" in row.text for row in obstacles(draft(meeting=evening.meeting, by=evening.by))] == [True]


def test_a_machines_words_are_a_draft_until_a_person_says_yes(evening, note):
    note_draft(note=note, said=wording(note), text="MASKINE", now=LATER)

    assert state_of(note) == State.DRAFT
    assert "MASKINE" not in str(to_json(letter_content(meeting=evening.meeting)))

    say(evening, note, "MASKINE")
    kept = NoteTranslation.objects.get()
    assert (kept.machine, kept.approved_by, state_of(note)) == (True, evening.by, State.READY)
    assert arabic_in(letter_content(meeting=evening.meeting)).danish == "MASKINE"


def test_a_machine_never_writes_over_a_person(evening, note):
    say(evening, note)

    assert note_draft(note=note, said=wording(note), text="MASKINE", now=LATER) is None
    assert NoteTranslation.objects.get().text == DANISH


def test_the_worker_asks_the_service_that_the_setting_names_and_no_other(evening, note, settings, caplog):
    other = evening.notes["weekly1"]
    Note.objects.filter(pk=other.pk).update(language="ar")
    meeting = str(evening.meeting.uuid)

    assert tasks.notes_translate.func(meeting) == 0
    assert not NoteTranslation.objects.exists()

    settings.TRANSLATOR = f"{__name__}.Shouting"
    # The other note's words make the service fail: that one waits for a person.
    assert tasks.notes_translate.func(meeting) == 1
    assert NoteTranslation.objects.get().text == f"DA: {ARABIC[::-1]}"
    assert other.text not in caplog.text
    assert "RuntimeError" in caplog.text
    assert tasks.notes_translate.func(meeting) == 0


def test_the_list_has_those_that_wait_and_those_that_are_done(evening, note):
    waiting, ready = danish_rows(meeting=evening.meeting)
    assert ([row.note for row in waiting], ready) == ([note], [])

    say(evening, note)
    waiting, ready = danish_rows(meeting=evening.meeting)
    assert (waiting, [row.note for row in ready]) == ([], [note])


def test_a_name_in_the_danish_is_hinted_at_while_it_is_written(evening, note):
    say(evening, note, "Jeg beder min datter Amira om hjælp.")

    assert danish_row(Note.objects.get(pk=note.pk), known=rolls()).names == ("Amira",)
    assert danish_row(Note.objects.get(pk=note.pk)).names == ()


def test_the_desk_keeps_no_older_reading(evening, note):
    assert not hasattr(desk_board_for(meeting=evening.meeting).notes[str(note.pk)], "translation")
    say(evening, note)

    assert desk_board_for(meeting=evening.meeting).notes[str(note.pk)].translation.text == DANISH


@pytest.mark.parametrize("notes", [1, 3])
def test_the_list_asks_as_often_however_many_notes(evening, notes, django_assert_num_queries):
    keys = ["weekly1", "weekly2"][: notes - 1]
    for key in keys:
        Note.objects.filter(pk=evening.notes[key].pk).update(language="en")

    with django_assert_num_queries(6):
        waiting, _ready = danish_rows(meeting=evening.meeting)
    assert len(waiting) == notes


def test_an_officer_writes_it_at_the_desk_and_what_is_refused_stays_in_the_field(officer, evening, note):
    desk = reverse("dialogue:sorting", args=[evening.meeting.uuid])
    save = reverse("dialogue:translation-save", args=[evening.meeting.uuid, note.pk])
    assert "Skriv noten på dansk" in officer.get(f"{desk}?note={note.pk}").content.decode()

    response = officer.post(save, {"text": DANISH, "digest": digest_of(note), "back": "desk"}, follow=True)
    assert DANISH in response.content.decode()

    refused = officer.post(save, {"text": "Noget helt andet", "digest": "gammel"})
    assert refused.status_code == 409
    assert "Noget helt andet" in refused.content.decode()
    assert NoteTranslation.objects.get().text == DANISH


def test_the_desk_finds_and_shows_a_note_by_its_danish_too(officer, evening, note):
    say(evening, note)
    desk = reverse("dialogue:sorting", args=[evening.meeting.uuid])

    found = officer.get(desk, {"gor": "soeg", "q": "min datter"}).content.decode()
    assert "1 note" in found
    assert ARABIC in found
    panel = officer.get(desk, {"gor": "punkt", "punkt": evening.first}).content.decode()
    assert DANISH in panel


@given(
    st.sampled_from(["", "Min datter.", "En anden.", "Min datter. En anden."]),
    st.sampled_from(["", "Min datter.", "Min datter. En anden."]),
    st.booleans(),
)
def test_nothing_in_danish_is_left_in_a_letter_that_its_note_does_not_say_today(sent, today, erased):
    place = Place(round=1)
    quote = Quote("n", place, "كلمة", "ar", danish=sent)
    published = PublishedNote("n", place, "كلمة", "ar", danish=sent)
    point = Point("p", "Et punkt.", 1, 6, 0, 1, quotes=(quote,), notes=(published,))
    facts = Facts(people=None, tables=6, notes=1, used=1, aside=0)
    letter = LetterContent("", "", LATER, "", "", "", "", "", "", "", facts, (Theme("t", "Et tema", points=(point,)),))
    words = Wording("", erased=True) if erased else Wording("كلمة", danish=today)

    changed = next(reworded(letter, {"n": words}).points)

    said = "" if erased else today
    assert changed.notes[0].danish == (said if sent else "")
    assert all(quote.danish in said for quote in changed.quotes)
    assert changed.table_notes == 1


def test_drafts_can_be_asked_for_only_where_there_is_a_service(officer, evening, settings):
    url = reverse("dialogue:translations", args=[evening.meeting.uuid])
    assert "Bed om udkast" not in officer.get(url).content.decode()

    settings.TRANSLATOR = f"{__name__}.Shouting"
    assert "Bed om udkast" in officer.get(url).content.decode()
    assert "Udkastene er på vej" in officer.post(url, {"press": "drafts"}, follow=True).content.decode()
