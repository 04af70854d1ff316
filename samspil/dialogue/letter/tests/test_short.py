# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The letter in short: drafts of only the points' own words, two pages, and the notes as a file of their own."""

import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from samspil.dialogue.letter import pdf
from samspil.dialogue.letter.content import Point, Theme
from samspil.dialogue.letter.queries.draft import letter_content
from samspil.dialogue.letter.short import ALONE, MOST, NEXT, SAID, sentence, short_themes
from samspil.dialogue.models import DraftPrint, Letter
from samspil.dialogue.publishing.actions.draft_prints import draft_print_draw
from samspil.dialogue.publishing.tests.test_letter_pages import WORDS
from samspil.dialogue.tests.letter_evening import an_evening
from tests.made_once import made_once


def theme(*points, small=False):
    return Theme(
        "t",
        "Tid",
        points=tuple(
            Point(str(at), statement, tables, 14, 0, tables, small=small)
            for at, (statement, tables) in enumerate(points)
        ),
    )


def test_a_draft_says_first_what_most_said_and_last_what_one_table_said():
    made = sentence(theme(("Ring hjem", 1), ("Mere tid.", 14), ("Flere voksne!", 9)))

    assert made == "Flest borde sagde: Mere tid. Flere borde sagde også: Flere voksne! Kun ét bord sagde: Ring hjem."


def test_what_as_many_said_stands_together():
    made = sentence(theme(("Tid.", 9), ("Voksne.", 9), ("Ro.", 2)))

    assert made == "Flest borde sagde: Tid. Voksne. Flere borde sagde også: Ro."


WORD = st.text(st.characters(whitelist_categories=["L"]), min_size=1, max_size=12)
STATEMENT = st.lists(WORD, min_size=1, max_size=60).map(" ".join)


@given(st.lists(st.tuples(STATEMENT, st.integers(1, 14)), max_size=60), st.booleans())
def test_no_word_of_a_draft_is_new(points, small):
    """Every run of words is a whole statement or one of the fixed openings."""
    made = sentence(theme(*points, small=small))

    left = made.split(" ")
    runs = [run.split(" ") for run in (MOST, NEXT, ALONE, SAID)]
    runs += [f"{statement}.".split(" ") for statement, _tables in points]
    runs.sort(key=len, reverse=True)
    assert covered(left, runs) or not made
    assert len(made) <= 2000
    assert not small or not any(opening in made for opening in (MOST, NEXT, ALONE))


def covered(words, runs):
    """Whether `words` can be laid out of whole runs."""
    ends = {0}
    for start in range(len(words)):
        if start in ends:
            ends |= {start + len(run) for run in runs if words[start : start + len(run)] == run}
    return len(words) in ends


@given(st.lists(st.tuples(STATEMENT, st.integers(1, 14)), max_size=20), st.integers(1, 99))
def test_the_short_letter_counts_what_it_leaves_out_and_keeps_every_single_voice(points, most):
    content = type("Content", (), {"themes": (theme(*points),)})()

    (short,) = short_themes(content, most=most)

    assert len(short.points) + len(short.alone) + short.more == len(points)
    assert len(short.alone) == sum(tables == 1 for _statement, tables in points)


def test_the_short_letter_says_a_voice_that_was_merged_into_another_point(content):
    one, *others = content.themes
    first = replace(one.points[0], voices=("Skriv aldrig om aftenen.", "Ring i stedet."))
    content = replace(content, themes=(replace(one, points=(first, *one.points[1:])), *others))

    (short, *_rest) = short_themes(content, most=1)
    text = " ".join(" ".join(pages(pdf.pdf_file(content, part=pdf.SHORT))).split())

    assert short.voices == first.voices
    assert "Sagt ved kun ét bord: Skriv aldrig om aftenen. · Ring i stedet." in text


def a_long_letter():
    """44 points in six themes."""
    evening = an_evening()
    evening.draft()
    content = letter_content(meeting=evening.meeting)
    first = content.themes[0].points[0]
    points = [
        replace(first, ref=str(at), statement=f"Punkt {at} siger, at vi gerne vil have mere tid til at tale sammen.")
        for at in range(44)
    ]
    themes = tuple(replace(content.themes[0], ref=str(at), points=tuple(points[at::6])) for at in range(6))
    return replace(content, themes=themes)


content = made_once(a_long_letter)


def pages(made):
    return [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]


def test_a_draft_that_nobody_changed_is_not_said_twice_in_the_short_letter(content):
    one, *others = content.themes
    drafted = tuple(replace(one, text=f"{sentence(one)}\n") for one in content.themes)
    own = replace(one, text="Det her vil udvalget se på først.")

    assert all(not short.text for short in short_themes(replace(content, themes=drafted), most=9))
    assert short_themes(replace(content, themes=(own, *others)), most=9)[0].text == own.text


def test_lines_of_the_short_letter_have_no_height_of_their_own(content):
    """As many one-line points as fit on two pages, not as many as there are ruled lines on paper for notes."""
    themes = tuple(replace(one, points=one.points[:7]) for one in content.themes)

    (text, *_rest) = pages(pdf.pdf_file(replace(content, themes=themes), part=pdf.SHORT))

    assert text.count("siger, at vi gerne") >= 28


def test_the_short_letter_has_two_pages_and_the_notes_are_another_file(content):
    short, notes = pages(pdf.pdf_file(content, part=pdf.SHORT)), pages(pdf.pdf_file(content, part=pdf.NOTES))

    note = content.themes[0].points[0].notes[0].text
    assert len(short) <= 2
    assert content.greeting in short[0]
    assert note not in " ".join(" ".join(short).split())
    assert note in " ".join(" ".join(notes).split())


def test_one_press_drafts_where_nothing_is_written_and_touches_nothing_else(db, client):
    evening = an_evening()
    letter = evening.draft()
    client.force_login(evening.by)
    words = {**WORDS, "revision": str(letter.revision), f"theme-{evening.fewer}": "Mine egne ord."}

    client.post(f"/moeder/{evening.meeting.uuid}/brev/saetninger/", words)

    made = Letter.objects.get().theme_texts
    assert made[evening.fewer] == "Mine egne ord."
    assert made[evening.school].startswith(MOST)
    assert "Et sygt barn får en opringning den første dag." in made[evening.school]


def test_the_draft_as_pdf_is_in_the_language_of_its_page(db, client):
    evening = an_evening()
    evening.draft()
    client.force_login(evening.by)

    client.get(f"/moeder/{evening.meeting.uuid}/brev/se/kort/?sprog=ar")
    draft_print_draw(uuid=DraftPrint.objects.get().uuid)
    made = client.get(f"/moeder/{evening.meeting.uuid}/brev/se/kort/?sprog=ar")

    assert PdfReader(io.BytesIO(made.content)).trailer["/Root"]["/Lang"] == "ar"
