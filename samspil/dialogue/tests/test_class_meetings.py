# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Where few are together: no figure that points at somebody, and no words without the table's yes (promise 6)."""

import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import Refused
from samspil.core.models import AuditEntry
from samspil.dialogue.letter import docx as letter_docx
from samspil.dialogue.letter import pdf as letter_pdf
from samspil.dialogue.letter.actions import quote_pick
from samspil.dialogue.letter.content import Facts, Point, from_json
from samspil.dialogue.letter.queries.draft import draft, letter_content
from samspil.dialogue.letter.queries.obstacles import obstacles
from samspil.dialogue.letter.words.facts import counted_words, figures
from samspil.dialogue.letter.words.points import count_line, dissent_words
from samspil.dialogue.meetings.rules import is_small
from samspil.dialogue.models import Letter, LetterQuote, LetterVersion, Meeting, Note
from samspil.dialogue.notes.actions.notes import note_quotable_set
from samspil.dialogue.notes.actions.translations import note_translate
from samspil.dialogue.notes.rules import may_quote
from samspil.dialogue.notes.translating import words_digest
from samspil.dialogue.notes.wording import wording
from samspil.dialogue.published import sheets as letter_sheets
from samspil.dialogue.publishing.actions.publishing import letter_publish
from samspil.dialogue.publishing.mails import LetterMail
from samspil.dialogue.publishing.tests.test_publishing import text_of, words_of
from samspil.dialogue.room.queries.room import writing
from samspil.dialogue.sorting.queries import suggestions as sorting_suggestions
from samspil.dialogue.tests.factories import LATER, NoteFactory, live_meeting
from samspil.dialogue.tests.letter_evening import SECRET, an_evening, point_uuid
from samspil.engines.sorting import NotePlace, PointState, Unit
from tests.made_once import made_once

YES, NO = "Én besked om ugen er nok, siger vi. Udgave 1.", "Én besked om ugen er nok, siger vi. Udgave 2."
COUNTED = re.compile(r"\b\d+ (?:af \d+ )?(?:borde?|noter?)\b")


def a_class_evening():
    """A class meeting at six tables; table 1 has said yes to its first note."""
    evening = an_evening()
    Meeting.objects.filter(pk=evening.meeting.pk).update(kind="class")
    Note.objects.filter(pk=evening.notes["weekly1"].pk).update(quotable=True)
    evening.meeting.refresh_from_db()
    for note in evening.notes.values():
        note.refresh_from_db()
    return evening


evening = made_once(a_class_evening)


def a_live_class_meeting():
    """A class meeting in its first round, with a note at table 1."""
    meeting = live_meeting()
    meeting.kind = "class"
    meeting.save()
    return meeting


meeting = made_once(a_live_class_meeting)


@pytest.fixture
def note(meeting):
    return NoteFactory(table=meeting.tables.get(number=1), round=meeting.current_round, text="Vi spiser sammen.")


def pick(evening, key, text):
    return quote_pick(
        meeting=evening.meeting,
        point=point_uuid(evening.weekly),
        note=evening.notes[key],
        text=text,
        by=evening.by,
        now=LATER,
    )


def publish(evening, changes=""):
    evening.draft()
    letter = Letter.objects.get()
    number = letter.versions.count() + 1
    return letter_publish(
        meeting=evening.meeting, number=number, revision=letter.revision, changes=changes, by=evening.by, now=LATER
    )


# Figures.


@pytest.mark.parametrize(
    ("kind", "tables", "small"), [("class", 12, True), ("dialogue", 4, True), ("dialogue", 5, False)]
)
def test_small_is_a_class_or_fewer_than_five_tables(kind, tables, small):
    assert is_small(meeting=Meeting(kind=kind), tables=tables) is small


def test_the_five_figures_tell_none_under_five():
    facts = Facts(people=4, tables=3, notes=12, used=10, aside=2, talk_notes=1, small=True)

    assert [figure.number for figure in figures(facts)] == [
        "færre end 5", "færre end 5", "12", "alle på nær færre end 5", "færre end 5",
    ]  # fmt: skip


@given(st.integers(0, 30), st.integers(0, 30))
def test_no_figure_under_five_can_be_worked_out(used, aside):
    said = counted_words(Facts(people=None, tables=2, notes=used + aside, used=used, aside=aside, small=True))
    shown = [int(figure) for figure in (said.tables, said.notes, said.used, said.aside) if figure.isdigit()]

    assert all(figure >= 5 for figure in shown)
    for figure in (said.used, said.aside):
        if figure.isdigit():
            assert used + aside - int(figure) >= 5


@pytest.mark.parametrize(
    ("tables", "total", "words"),
    [
        (2, 4, "ved færre end 5 borde"),
        (1, 3, "ved færre end 5 borde"),
        (2, 6, "ved nogle af bordene"),
        (6, 12, "ved 6 af 12 borde"),
    ],
)
def test_a_point_says_how_many_only_where_it_points_at_nobody(tables, total, words):
    point = Point("p", "Vi spiser sammen.", tables, total, 1, tables, small=True)

    assert count_line(point) == f"{words} · Nogen ser det anderledes"
    assert dissent_words(point) == "Nogen ser det anderledes"
    assert not point.is_single


def test_no_figure_stands_in_the_letter_on_any_paper(client, evening):
    evening.draft(introduction="Vi sad ved {borde} borde og skrev {noter} noter. {lagt til side} er lagt til side.")
    content = letter_content(meeting=evening.meeting)
    pages = {
        "pdf": text_of(letter_pdf.pdf_file(content)),
        "docx": re.sub(r"<[^>]+>", " ", words_of(letter_docx.docx_file(content))),
        "csv": letter_sheets.csv_file(content).decode("utf-8-sig"),
        "mail": LetterMail(content).to(language="da", token="x").text,
    }
    client.force_login(evening.by)
    page = client.get(reverse("dialogue:letter-preview", args=[evening.meeting.uuid, "side"])).content.decode()
    pages["page"] = re.sub(r"<[^>]+>", " ", page)

    # The six tables and twelve notes are of the whole, and five or more.
    found = {form: set(COUNTED.findall(text)) - {"6 borde", "12 noter"} for form, text in pages.items()}
    assert found == {form: set() for form in pages}
    assert "sp-map" not in page
    assert "sp-dot" not in re.sub(r"<figcaption.*?</figcaption>", "", page)
    assert "Kun ét bord" not in pages["page"]


def test_a_correction_tells_no_figures(evening):
    publish(evening)
    evening.move(NotePlace(Unit(str(evening.notes["single"].pk)), evening.weekly))
    second = publish(evening, changes="En note mere.")

    kinds = [difference.kind for difference in from_json(second.content).differences]
    assert "counts" in kinds
    assert not any(kind.startswith(("facts-", "point-tables", "point-notes", "point-dissent")) for kind in kinds)


def test_the_screen_in_the_room_tells_no_figures_and_shows_no_words_without_a_yes(client, meeting, note):
    note_quotable_set(
        note=NoteFactory(table=note.table, round=note.round, text="Vi går tur."), quotable=True, now=LATER
    )
    client.force_login(meeting.created_by)
    from samspil.people.tests.factories import OfficerRoleFactory

    OfficerRoleFactory(person=meeting.created_by.person)
    meeting.show_newest = True
    meeting.save()
    page = client.get(reverse("dialogue:projector", args=[meeting.uuid])).content.decode()
    control = client.get(reverse("dialogue:control", args=[meeting.uuid])).content.decode()

    assert "Bordene skriver." in page
    assert "af 3 borde" not in page
    assert "Vi går tur." in page
    assert "Vi spiser sammen." not in page
    assert "1 af 3 borde" in control
    assert writing(meeting=meeting, round_=note.round).notes == 2


# The table's yes.


def test_only_words_with_a_yes_are_published_and_all_notes_count(evening):
    content = letter_content(meeting=evening.meeting)
    weekly = next(point for point in content.points if point.ref == evening.weekly)

    assert [note.text for note in weekly.notes if not note.withheld] == [YES]
    assert (len(weekly.notes), weekly.table_notes) == (5, 5)
    for text in (
        text_of(letter_pdf.pdf_file(content)),
        words_of(letter_docx.docx_file(content)),
        letter_sheets.csv_file(content).decode("utf-8-sig"),
    ):
        assert YES in text
        assert NO not in text
        assert "Jeg vil høre mere." not in text
        assert SECRET not in text
    assert "tæller med" in text_of(letter_pdf.pdf_file(content))


def test_a_note_is_quoted_only_with_a_yes(evening):
    assert pick(evening, "weekly1", "Én besked om ugen er nok").pk
    with pytest.raises(Refused, match="ikke sagt ja"):
        pick(evening, "weekly2", "Én besked om ugen er nok")


def test_in_other_meetings_the_yes_is_implied_and_talks_ask_no_table(evening):
    assert may_quote(evening.notes["talk"])
    assert not may_quote(evening.notes["weekly2"])
    evening.meeting.kind = "dialogue"
    evening.meeting.save()

    assert may_quote(Note.objects.get(pk=evening.notes["weekly2"].pk))
    assert pick(evening, "weekly2", "Én besked om ugen er nok").pk


def test_a_quote_without_a_yes_keeps_publishing_back(evening):
    pick(evening, "weekly1", "Én besked om ugen er nok")
    evening.draft()
    assert obstacles(draft(meeting=evening.meeting, by=evening.by)) == []
    Note.objects.filter(pk=evening.notes["weekly1"].pk).update(quotable=False)

    found = draft(meeting=evening.meeting, by=evening.by)
    assert ["ikke sagt ja" in obstacle.text for obstacle in obstacles(found)] == [True]
    assert not any(point.quotes for point in found.content.points)


def test_a_point_may_not_say_word_for_word_what_has_no_yes(evening):
    evening.draft()
    words = "én besked om ugen er nok siger vi – udgave 2!"
    evening.move(PointState(evening.weekly, words))

    found = obstacles(draft(meeting=evening.meeting, by=evening.by))
    assert ["siger ordret det" in obstacle.text for obstacle in found] == [True]

    Note.objects.filter(pk=evening.notes["weekly2"].pk).update(quotable=True)
    assert obstacles(draft(meeting=evening.meeting, by=evening.by)) == []


def test_a_yes_taken_back_takes_the_quote_out_of_the_draft_and_of_what_was_sent(evening):
    pick(evening, "weekly1", "Én besked om ugen er nok")
    version = publish(evening)
    assert YES in str(version.content)

    note_quotable_set(note=evening.notes["weekly1"], quotable=False, now=LATER)

    assert not LetterQuote.objects.exists()
    content = LetterVersion.objects.get().content
    assert "Én besked om ugen er nok, siger" not in str(content)
    assert next(iter(from_json(content).points)).table_notes == 5
    assert AuditEntry.objects.filter(action="note.quotable").count() == 1


def test_a_yes_cannot_come_after_the_letter(evening):
    publish(evening)

    with pytest.raises(Refused):
        note_quotable_set(note=evening.notes["weekly2"], quotable=True, now=LATER, by=evening.by)
    assert NO not in str(LetterVersion.objects.get().content)


def test_a_yes_is_given_until_sorting_closes_and_can_be_taken_back_after(meeting, note):
    note_quotable_set(note=note, quotable=True, now=LATER)
    meeting.rounds.filter(pk=note.round_id).update(closed_at=LATER)

    note_quotable_set(note=note, quotable=False, now=LATER)
    assert not Note.objects.get(pk=note.pk).quotable
    # Late notes and paper come when the round is over.
    note_quotable_set(note=note, quotable=True, now=LATER)
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=LATER, ended_at=LATER, sorting_closed_at=LATER)
    note_quotable_set(note=note, quotable=False, now=LATER)
    with pytest.raises(Refused, match="Noterne er samlet"):
        note_quotable_set(note=note, quotable=True, now=LATER)
    assert not Note.objects.get(pk=note.pk).quotable


def test_the_table_says_yes_and_no_on_its_page(client, meeting, note):
    change = reverse("dialogue:note-change", args=[note.table.code, note.pk])
    assert (
        "Andre må læse den, også i brevet"
        in client.get(reverse("dialogue:table", args=[note.table.code])).content.decode()
    )

    client.post(change, {"do": "quotable"})
    assert Note.objects.get(pk=note.pk).quotable
    client.post(change, {"do": "unquotable"})
    assert not Note.objects.get(pk=note.pk).quotable

    Meeting.objects.filter(pk=meeting.pk).update(kind="dialogue")
    assert (
        "Andre må læse den, også i brevet"
        not in client.get(reverse("dialogue:table", args=[note.table.code])).content.decode()
    )


def test_what_may_not_be_quoted_is_no_start_of_a_statement_and_no_danish_of_it_is_published(evening):
    arabic = evening.notes["arabic"]
    said = wording(arabic)
    digest = words_digest(said.text, said.dissent_text)
    note_translate(note=arabic, text="Min datter oversætter.", digest=digest, by=evening.by, now=LATER)

    assert sorting_suggestions.start_words([evening.notes["weekly2"]]) == ""
    assert sorting_suggestions.start_words([evening.notes["weekly1"]]) == YES
    assert not any(note.danish for note in letter_content(meeting=evening.meeting).all_notes)


def test_the_officer_sees_that_there_is_a_note_without_a_yes(client, evening):
    client.force_login(evening.by)
    page = client.get(reverse("dialogue:letter-point", args=[evening.meeting.uuid, evening.weekly])).content.decode()

    assert page.count("Bordet har ikke sagt ja til, at ordene bringes.") == 4
