# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The letter as it would be published: every figure counted, every word traced, nothing said that was not."""

import pytest

from samspil.core.errors import Refused
from samspil.dialogue.letter.actions import LetterChanged, letter_save, quote_drop, quote_pick
from samspil.dialogue.letter.content import from_json, to_json
from samspil.dialogue.letter.queries.draft import draft, letter_content
from samspil.dialogue.letter.queries.obstacles import names_seen, obstacles
from samspil.dialogue.letter.queries.sources import named_languages, sources
from samspil.dialogue.models import Letter, LetterQuote
from samspil.dialogue.tests.factories import LATER, NoteFactory
from samspil.dialogue.tests.letter_evening import MASKED, NAME, SECRET, an_evening, point_uuid
from samspil.engines.sorting import NotePlace as Place
from samspil.engines.sorting import NoteSplit, NoteUnplace, PointCreate, PointMerge, ThemeRemove, Unit, text_digest
from tests.made_once import made_once

pytestmark = pytest.mark.django_db


evening = made_once(an_evening)


def point_of(evening, point):
    content = letter_content(meeting=evening.meeting)
    return next(found for found in content.points if found.ref == point)


def pick(evening, key, text=None, point=None):
    note = evening.notes[key]
    return quote_pick(
        meeting=evening.meeting,
        point=point_uuid(point or evening.weekly),
        note=note,
        text=note.text if text is None else text,
        by=evening.by,
        now=LATER,
    )


def problems(evening):
    return [obstacle.text for obstacle in obstacles(draft(meeting=evening.meeting, by=evening.by))]


def test_tables_are_counted_from_table_notes_alone(evening):
    point = point_of(evening, evening.weekly)

    assert (point.tables, point.table_total, point.table_notes) == (4, 6, 5)
    assert point.dissent_tables == 1


def test_what_talk_and_plenum_said_stands_apart_and_is_in_no_table_count(evening):
    content = letter_content(meeting=evening.meeting)

    assert [(point.statement, point.tables) for point in content.talk] == [
        ("Skolen tager det første skridt, når noget er svært.", 0)
    ]
    assert [point.plenum_notes for point in content.plenum] == [1]
    assert all(point.table_notes for theme in content.themes for point in theme.points)


def test_a_talk_note_at_a_table_point_changes_no_count_of_tables(evening):
    evening.move(Place(Unit(str(evening.notes["talk"].pk)), evening.weekly))

    point = point_of(evening, evening.weekly)
    assert (point.tables, point.table_notes, point.talk_notes) == (4, 5, 1)


def test_the_five_figures_account_for_every_note(evening):
    facts = letter_content(meeting=evening.meeting).facts

    assert facts.notes == facts.used + facts.aside == 12
    assert (facts.tables, facts.aside, facts.talk_notes, facts.plenum_notes) == (6, 2, 1, 1)


def test_withdrawn_notes_are_nowhere_and_count_nowhere(evening):
    content = letter_content(meeting=evening.meeting)

    assert "taget tilbage" not in str(to_json(content))
    assert content.facts.notes == evening.meeting.notes.count() - 1


def test_an_erased_note_keeps_its_count_and_loses_its_words(evening):
    before = point_of(evening, evening.weekly)
    note = evening.notes["weekly1"]
    note.text, note.erased_at = "", LATER
    note.save()

    after = point_of(evening, evening.weekly)
    assert (after.tables, after.table_notes) == (before.tables, before.table_notes)
    assert sum(row.erased for row in after.notes) == 1
    assert "Udgave 1" not in str(after)


def test_a_single_table_point_is_marked_and_its_voice_survives_a_merge(evening):
    assert point_of(evening, evening.single).is_single
    evening.move(PointMerge(evening.single, evening.first))

    merged = point_of(evening, evening.first)
    assert merged.voices == ("Et sygt barn får en opringning den første dag.",)
    assert merged.tables == 3


def test_a_point_without_notes_says_nothing_and_is_left_out(evening):
    evening.move(PointCreate("11111111-1111-4111-8111-111111111111", "Det sagde ingen.", evening.fewer))

    assert "Det sagde ingen." not in str(letter_content(meeting=evening.meeting))


def test_table_numbers_are_in_nothing_that_is_published(evening):
    places = {note.place for note in letter_content(meeting=evening.meeting).all_notes}

    assert {place.round for place in places if place.origin == "table"} == {1}
    assert not any("table" in field for place in places for field in place.__slots__)


@pytest.mark.parametrize(("tables", "named"), [(4, False), (5, True)])
def test_a_language_is_named_when_five_tables_wrote_it(tables, named):
    evening = an_evening(tables=6)
    round_ = evening.meeting.rounds.get()
    for table in evening.meeting.tables.order_by("number")[:tables]:
        for text in ("Krótki list.", "Drugi list."):
            NoteFactory(table=table, round=round_, text=text, language="pl")

    assert ("pl" in named_languages(evening.meeting.notes.all())) is named
    assert "da" not in named_languages(evening.meeting.notes.all())


def test_many_notes_from_one_table_name_no_language(evening):
    table = evening.meeting.tables.first()
    for _ in range(9):
        NoteFactory(table=table, round=evening.meeting.rounds.get(), text="Krótki list.", language="pl")

    assert not named_languages(evening.meeting.notes.all())


def test_parts_of_a_note_stand_at_their_points_with_names_masked(evening):
    note = NoteFactory(
        table=evening.meeting.tables.first(),
        round=evening.meeting.rounds.get(),
        text=f"Færre beskeder. {NAME} fik intet svar.",
    )
    unit = str(note.pk)
    cut = note.text.index(NAME)
    evening.move(
        NoteSplit(unit, ((0, cut), (cut, len(note.text))), text_digest(note.text)),
        Place(Unit(unit, 1), evening.weekly),
        Place(Unit(unit, 2), evening.first),
    )
    evening.mask(note, f"Færre beskeder. {MASKED} fik intet svar.")

    texts = {point: [row.text for row in point_of(evening, point).notes] for point in (evening.weekly, evening.first)}
    assert "Færre beskeder." in texts[evening.weekly]
    assert f"{MASKED} fik intet svar." in texts[evening.first]
    assert NAME not in str(texts)


def test_notes_set_aside_for_names_are_a_number_without_words(evening):
    groups = {group.reason: group for group in letter_content(meeting=evening.meeting).asides}

    assert (groups["names-person"].count, groups["names-person"].notes) == (1, ())
    assert [note.text for note in groups["same-table"].notes] == ["Færre beskeder, som vi sagde."]
    assert SECRET not in str(groups)


def test_the_snapshot_comes_back_from_json_as_it_was(evening):
    evening.draft()
    pick(evening, "weekly4b", "Så slukker jeg.")
    content = letter_content(meeting=evening.meeting)

    assert from_json(to_json(content)) == content


def test_live_fields_are_filled_with_what_was_counted(evening):
    evening.draft(introduction="Ved {borde} borde skrev I {noter} noter. {brugt} er brugt, {lagt til side} ikke.")

    content = letter_content(meeting=evening.meeting)
    assert content.introduction == "Ved 6 borde skrev I 12 noter. 10 er brugt, 2 ikke."
    assert content.closing == "Vi ses søndag 20. december 2026."


# --- quotes ---


def test_a_quote_is_the_whole_note_or_a_piece_of_it(evening):
    pick(evening, "weekly1")
    pick(evening, "weekly4b", "Så slukker jeg.")

    assert [quote.text for quote in point_of(evening, evening.weekly).quotes] == [
        "Én besked om ugen er nok, siger vi. Udgave 1.",
        "Så slukker jeg.",
    ]


def test_a_quote_with_one_letter_changed_is_refused_and_the_right_one_taken(evening):
    with pytest.raises(Refused) as refused:
        pick(evening, "weekly1", "Én besked om ugen er nok, siger de. Udgave 1.")
    pick(evening, "weekly1")

    assert refused.value.code == "quote-not-verbatim"
    assert LetterQuote.objects.count() == 1


def test_the_words_of_the_one_who_differs_can_be_quoted_and_say_so(evening):
    pick(evening, "weekly4b", "Jeg vil høre mere.")

    assert [quote.dissent for quote in point_of(evening, evening.weekly).quotes] == [True]


def test_a_name_that_was_masked_cannot_be_quoted_but_the_reading_can(evening):
    with pytest.raises(Refused):
        pick(evening, "named", f"{NAME}s mor fik aldrig svar fra skolen.", evening.first)
    pick(evening, "named", f"{MASKED} mor fik aldrig svar", evening.first)

    assert NAME not in str(point_of(evening, evening.first))


def test_a_note_is_quoted_only_where_it_lies(evening):
    with pytest.raises(Refused) as refused:
        pick(evening, "single", point=evening.weekly)

    assert refused.value.code == "quote-elsewhere"


def test_picking_again_changes_the_quote_and_dropping_twice_is_no_fault(evening):
    first = pick(evening, "weekly1")
    again = pick(evening, "weekly1", "Udgave 1.")
    for _ in range(2):
        quote_drop(meeting=evening.meeting, quote=again.pk, by=evening.by, now=LATER)

    assert first.pk == again.pk
    assert not LetterQuote.objects.exists()


def test_a_quote_follows_its_note_through_a_merge(evening):
    pick(evening, "single", point=evening.single)
    evening.move(PointMerge(evening.single, evening.first))

    assert [quote.text for quote in point_of(evening, evening.first).quotes] == [evening.notes["single"].text]


# --- the draft ---


def test_saving_on_top_of_a_colleague_is_refused_and_changes_nothing(evening):
    seen = evening.draft().revision
    evening.draft(title="Kollegaens overskrift")

    with pytest.raises(LetterChanged, match=f"^{evening.by.person.given_name} har gemt brevet"):
        letter_save(
            meeting=evening.meeting, texts={"title": "Min"}, theme_texts={}, revision=seen, by=evening.by, now=LATER
        )

    assert Letter.objects.get().title == "Kollegaens overskrift"


def test_two_who_begin_the_draft_at_once_are_told_apart(evening):
    evening.draft()

    with pytest.raises(LetterChanged):
        letter_save(
            meeting=evening.meeting, texts={"title": "Min"}, theme_texts={}, revision=0, by=evening.by, now=LATER
        )


# --- what keeps it back ---


def test_a_sorted_evening_with_a_written_draft_is_ready(evening):
    evening.draft()

    assert problems(evening) == []


def test_each_note_that_is_not_accounted_for_is_named_with_its_way_to_the_desk(evening):
    evening.draft()
    late = NoteFactory(table=evening.meeting.tables.first(), round=evening.meeting.rounds.get(), text="Kom sent.")
    evening.move(NoteUnplace(Unit(str(evening.notes["weekly1"].pk)), evening.weekly))

    found = obstacles(draft(meeting=evening.meeting, by=evening.by))
    assert {(row.where, row.anchor) for row in found} == {
        ("desk", str(late.pk)),
        ("desk", str(evening.notes["weekly1"].pk)),
    }


def test_a_long_list_is_cut_to_ten_and_a_number():
    evening = an_evening(sorted_out=False)

    assert "Og 2 noter mere." in problems(evening)


def test_a_reading_older_than_its_note_keeps_the_letter_back(evening):
    evening.draft()
    note = evening.notes["named"]
    note.text, note.revision = f"{NAME}s mor og {NAME}s far fik aldrig svar.", 2
    note.save()

    assert any("ændret, efter at navne blev skjult" in problem for problem in problems(evening))


def test_a_quote_that_no_longer_stands_in_its_note_keeps_the_letter_back(evening):
    evening.draft()
    quote = pick(evening, "weekly1")
    evening.mask(evening.notes["weekly1"], "Én besked om ugen er nok, siger [navn]. Udgave 1.")

    found = obstacles(draft(meeting=evening.meeting, by=evening.by))
    assert [(row.where, row.anchor) for row in found] == [("letter", f"citat-{quote.pk}")]


def test_a_quote_forged_in_the_database_keeps_the_letter_back(evening):
    evening.draft()
    pick(evening, "weekly1")
    LetterQuote.objects.update(text="Én besked om ugen er nok, siger ni.")

    assert any("ikke længere ordret" in problem for problem in problems(evening))


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"title": ""}, "mangler en overskrift"),
        ({"greeting": " "}, "mangler en hilsen"),
        ({"sender_name": ""}, "mangler en afsender"),
        ({"introduction": "Vi var {mange}."}, "kender ikke feltet »{mange}«"),
        ({"introduction": "Vi sad ved 6 borde."}, "skrevet i hånden"),
        ({"closing": "Bord 4 sagde det bedst."}, "peger på ét bord"),
        ({"introduction": "I var {deltagere}."}, "intet tal til »{deltagere}«"),
    ],
)
def test_what_the_officer_wrote_is_checked_in_words(evening, texts, says):
    evening.draft(**texts)

    assert [says in problem for problem in problems(evening)] == [True]


def test_a_meeting_that_is_not_over_keeps_its_letter_back(evening):
    evening.draft()
    evening.meeting.ended_at = None

    assert problems(evening) == ["Mødet er ikke slut. Bordene kan stadig skrive noter."]


def test_a_point_outside_the_themes_keeps_the_letter_back(evening):
    evening.draft()
    point = "22222222-2222-4222-8222-222222222222"
    unit = Unit(str(evening.notes["weekly1"].pk))
    evening.move(PointCreate(point, "Løst punkt."), Place(unit, point))

    assert problems(evening) == ["Punktet »Løst punkt.« har ikke et tema."]


def test_a_masked_name_that_stands_elsewhere_must_be_looked_at(evening):
    evening.draft(title=f"Et brev til {NAME}s")
    NoteFactory(
        table=evening.meeting.tables.first(), round=evening.meeting.rounds.get(), text=f"{NAME}s far sagde nej."
    )

    assert {seen.word for seen in names_seen(draft(meeting=evening.meeting, by=evening.by))} == {f"{NAME}s"}


def test_a_masked_word_that_is_an_everyday_word_is_not_taken_for_a_name(evening):
    evening.mask(evening.notes["weekly1"], "[navn] besked om ugen er nok, siger vi. Udgave 1.")
    NoteFactory(table=evening.meeting.tables.first(), round=evening.meeting.rounds.get(), text="Kun én, tak.")

    assert not names_seen(draft(meeting=evening.meeting, by=evening.by))


def test_a_theme_that_is_gone_takes_only_itself(evening):
    evening.draft()
    evening.move(PointMerge(evening.weekly, evening.first), ThemeRemove(evening.fewer))

    assert [theme.title for theme in letter_content(meeting=evening.meeting).themes] == [
        "Skolen tager det første skridt"
    ]


def test_the_letter_costs_the_same_queries_for_few_notes_and_many(evening, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as few:
        letter_content(meeting=evening.meeting)
    for _ in range(20):
        NoteFactory(table=evening.meeting.tables.first(), round=evening.meeting.rounds.get())
    with django_assert_max_num_queries(12) as many:
        letter_content(meeting=evening.meeting)

    assert len(many) <= len(few)
    assert sources(meeting=evening.meeting).unaccounted
