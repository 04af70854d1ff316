# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What most tables said stands first, in the mail always and in the letter by one press; single voices are named."""

import io

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from samspil.dialogue.letter.actions import letter_order
from samspil.dialogue.letter.content import Point, Theme, by_tables
from samspil.dialogue.letter.docx import docx_file
from samspil.dialogue.letter.queries.draft import letter_content
from samspil.dialogue.models import Letter
from samspil.dialogue.publishing.actions.publishing import letter_publish
from samspil.dialogue.publishing.changes import differences
from samspil.dialogue.publishing.mails import LetterMail
from samspil.dialogue.publishing.tests.test_letter_pages import WORDS
from samspil.dialogue.tests.factories import LATER, NoteFactory
from samspil.dialogue.tests.letter_evening import an_evening
from samspil.engines.sorting import NotePlace, PointCreate, Unit
from tests.made_once import made_once

pytestmark = pytest.mark.usefixtures("later")


def an_uneven_evening():
    """The school's theme has first a point of two tables, then one of a single table, and last one of four."""
    evening = an_evening()
    evening.most = "0d7f7bde-4a3a-4f6e-9d8b-6a1f2f5f0c11"
    evening.move(PointCreate(evening.most, "Der mangler tid til at tale sammen.", evening.school))
    for table in evening.meeting.tables.order_by("number")[:5]:
        note = NoteFactory(table=table, round=evening.meeting.rounds.get(), text="Vi mangler tid.")
        evening.move(NotePlace(Unit(str(note.pk)), evening.most))
    return evening


evening = made_once(an_uneven_evening)


def mail(evening):
    return LetterMail(letter_content(meeting=evening.meeting)).to(language="da", token="t")


@pytest.mark.parametrize("form", ["text", "html"])
def test_the_mail_shows_the_most_said_of_each_theme_and_names_the_single_voices(evening, form):
    evening.draft()

    said = getattr(mail(evening), form)

    assert "Der mangler tid til at tale sammen." in said
    assert "Skolen svarer, når en familie skriver." not in said
    alone = said.index("Sagt ved kun ét bord:")
    assert said.index("Et sygt barn får en opringning den første dag.") > alone


def test_one_press_puts_the_most_said_first_everywhere_and_one_puts_it_back(evening, client):
    evening.draft()
    client.force_login(evening.by)
    url = f"/moeder/{evening.meeting.uuid}/brev/"
    before = [point.ref for point in letter_content(meeting=evening.meeting).points]
    words = {**WORDS, "title": "Skrevet i mellemtiden", "revision": str(Letter.objects.get().revision)}

    client.post(f"{url}orden/", {**words, "order": "tables"})

    content = letter_content(meeting=evening.meeting)
    assert [theme.ref for theme in content.themes] == [evening.school, evening.fewer]
    assert [point.ref for point in content.themes[0].points] == [evening.most, evening.first, evening.single]
    assert content.title == "Skrevet i mellemtiden"
    page = client.get(f"{url}se/side/").text
    for said in (page, docx_text(content)):
        places = [said.index(point.statement) for point in content.themes[0].points]
        assert places == sorted(places)
    assert "Som ved sorteringen" in client.get(url).text

    client.post(f"{url}orden/", {"order": "desk"})

    assert [point.ref for point in letter_content(meeting=evening.meeting).points] == before


def docx_text(content):
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(docx_file(content))).paragraphs)


def test_another_order_is_a_correction_that_says_so(evening):
    letter = evening.draft()
    old = letter_content(meeting=evening.meeting)
    publishing = {"meeting": evening.meeting, "by": evening.by, "now": LATER}
    letter_publish(**publishing, number=1, revision=letter.revision)

    letter_order(**publishing, by_tables=True)
    letter_order(**publishing, by_tables=True)

    letter.refresh_from_db()
    new = letter_content(meeting=evening.meeting)
    assert {found.kind for found in differences(old, new)} == {"theme-order", "point-order"}
    letter_publish(**publishing, number=2, revision=letter.revision, changes="Rækkefølgen.")


COUNTS = st.lists(st.lists(st.integers(1, 14), min_size=1, max_size=6), min_size=1, max_size=6)


@given(counts=COUNTS, small=st.booleans())
def test_ordering_keeps_every_point_and_tells_nothing_of_a_small_meeting(counts, small):
    themes = [
        Theme(str(at), "T", points=tuple(Point(f"{at}.{i}", "S", n, 14, 0, n, small=small) for i, n in enumerate(row)))
        for at, row in enumerate(counts)
    ]

    ordered = by_tables(themes)

    assert {theme.ref: {p.ref for p in theme.points} for theme in ordered} == {
        theme.ref: {p.ref for p in theme.points} for theme in themes
    }
    if small:
        assert list(ordered) == themes
    else:
        tables = [[point.tables for point in theme.points] for theme in ordered]
        assert all(row == sorted(row, reverse=True) for row in tables)
        assert [row[0] for row in tables] == sorted((row[0] for row in tables), reverse=True)
        assert by_tables(ordered) == ordered
