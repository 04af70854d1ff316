# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from samspil.dialogue.letter.content import AsideGroup, Facts, LetterContent, Place, Point, PublishedNote, Theme
from samspil.dialogue.published.formulas import FORMULA_STARTS, guarded
from samspil.dialogue.published.sheets import csv_file, xlsx_file

pytestmark = pytest.mark.locale


def letter(*texts: str) -> LetterContent:
    notes = tuple(PublishedNote(f"ref-{n}", Place(round=2), text) for n, text in enumerate(texts))
    point = Point("p", "Færre beskeder", 3, 12, 0, len(notes), notes=notes)
    return LetterContent(
        meeting_title="Dialogmøde",
        meeting_place="Rådhuset",
        starts_at=dt.datetime(2026, 10, 7, 15, tzinfo=dt.UTC),
        municipality="Ådal Kommune",
        title="Brevet",
        greeting="Kære alle",
        introduction="Tak.",
        closing="",
        sender_name="Mette",
        sender_title="",
        facts=Facts(people=None, tables=12, notes=len(notes), used=len(notes), aside=2),
        themes=(Theme("t", "Beskeder", points=(point,)),),
        asides=(AsideGroup("names-person", 2),),
    )


def read_csv(content: LetterContent) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_file(content).decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_opens_in_a_danish_excel():
    made = csv_file(letter("Æbler; pærer\nog »blommer«"))

    assert made.startswith(b"\xef\xbb\xbf")
    assert b";" in made
    assert read_csv(letter("Æbler; pærer\nog »blommer«"))[1][3] == "Æbler; pærer\nog »blommer«"


@pytest.mark.parametrize("text", ["=1+1", "+45", "-mere tid", "@SUM(A1)", "\t=1", "\n=1", "\uff1d1+1", "  =1"])
def test_what_a_spreadsheet_would_run_is_kept_as_words(text):
    row = read_csv(letter(text))[1]
    cell = load_workbook(io.BytesIO(xlsx_file(letter(text)))).active["D2"]

    assert row[3] == f"'{text}"
    assert (cell.data_type, cell.value) == ("s", text)


@given(st.text(min_size=1, max_size=30))
def test_no_cell_of_the_csv_begins_like_a_formula(text):
    assert guarded(text).lstrip(" \u00a0")[:1] not in FORMULA_STARTS


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30), max_size=5))
def test_every_note_is_a_row_whatever_its_words(texts):
    assert len(read_csv(letter(*texts))) == 1 + len(texts) + 1


def test_where_says_the_round_and_never_the_table():
    row = read_csv(letter("En note"))[1]

    assert row[2] == "Runde 2 · et bord"


def test_notes_set_aside_for_names_are_a_number():
    last = read_csv(letter("En note"))[-1]

    assert "2 noter" in last[3]
    assert last[-1]


def test_the_workbook_is_one_fixed_sheet_without_macros():
    book = load_workbook(io.BytesIO(xlsx_file(letter("En note", "To\x07 noter"))))

    assert book.active.freeze_panes == "A2"
    assert book.active["D3"].value == "To noter"
    assert book.vba_archive is None
