# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Files that are not what they say: they are answered with a sentence, and cost no more than an honest one."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.people.importing.files.decoding import UnreadableError
from samspil.people.importing.files.limits import Limits
from samspil.people.importing.files.reading import read
from samspil.people.importing.files.tables import SourceFile
from samspil.people.importing.tests import files as example

pytestmark = pytest.mark.locale
SHEET = "xl/worksheets/sheet1.xml"


def problems(*files):
    return [str(problem) for problem in read(files).problems]


def notices(**changes):
    return [str(notice) for notice in read(example.csv_files(**changes)).notices]


def book(*cells, headings=("institutionsnummer", "navn")):
    made = openpyxl.Workbook()
    made.active.append(list(headings))
    made.active.append(["101A01", "Åskolen"])
    for place, value in cells:
        made.active[place] = value
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def with_part(data, name, content):
    """The workbook with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return out.getvalue()


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def test_a_cell_in_the_last_corner_is_named_and_costs_nothing():
    (problem,) = problems(SourceFile("skoler.xlsx", book(("XFD1048576", "x"))))
    assert problem == "Sheet, linje 1.048.576: Der er 16384 felter, men kun 2 overskrifter."


def test_a_sheet_that_says_it_is_large_is_read_by_what_is_in_it():
    data = book()
    sheet = part(data, SHEET).replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert b"XFD1048576" in sheet

    batch = read([SourceFile("skoler.xlsx", with_part(data, SHEET, sheet))])

    assert (batch.problems, [row.name for row in batch.schools]) == ([], ["Åskolen"])


def test_a_row_beyond_the_last_is_refused():
    data = book()
    sheet = part(data, SHEET).replace(b'<row r="2"', b'<row r="99999999999"')

    (problem,) = problems(SourceFile("skoler.xlsx", with_part(data, SHEET, sheet)))
    assert "Excel-filen kan ikke læses" in problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_by_name(encoding):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'

    (problem,) = problems(SourceFile("skoler.xlsx", with_part(book(), SHEET, bomb.encode(encoding))))
    assert "dokumenttype" in problem


@pytest.mark.parametrize("name", ["xl/styles.xml", "xl/workbook.xml", SHEET])
def test_a_part_that_is_no_xml_is_refused(name):
    (problem,) = problems(SourceFile("skoler.xlsx", with_part(book(), name, b"<a><b")))
    assert "Excel-filen kan ikke læses" in problem


def test_damage_far_down_in_a_sheet_is_refused():
    data = book(*((f"B{row}", f"Skole {row}") for row in range(3, 2000)))
    sheet = part(data, SHEET).replace(b'<c r="B1999"', b"<c <")

    (problem,) = problems(SourceFile("skoler.xlsx", with_part(data, SHEET, sheet)))
    assert "Excel-filen kan ikke læses" in problem


def test_styles_that_take_all_memory_are_not_read():
    (problem,) = problems(SourceFile("skoler.xlsx", with_part(book(), "xl/styles.xml", b" " * 6_000_000)))
    assert "Excel-filen kan ikke læses" in problem


def test_too_many_cells_and_too_long_a_time_have_a_sentence():
    with pytest.raises(UnreadableError, match="for mange felter"):
        Limits(cells=3).spend(4)
    with pytest.raises(UnreadableError, match="for lang tid"):
        Limits(seconds=0).spend(1)
    Limits(cells=4).spend(4)


def test_a_row_without_end_is_refused_where_it_begins():
    text = 'institutionsnummer;navn\n101A01;"' + "a\n" * 150_000

    (problem,) = problems(SourceFile("skoler.csv", text.encode()))
    assert "begynder i linje 2" in problem


@pytest.mark.parametrize("headings", ["institutionsnummer;navn;navn", "institutionsnummer;navn" + ";x" * 300])
def test_headings_that_are_there_twice_or_too_many_are_refused(headings):
    (problem,) = problems(SourceFile("skoler.csv", f"{headings}\n101A01;A;B\n".encode()))
    assert "linje 1" in problem


@pytest.mark.parametrize("date", ["01.01.0000", "01.01.0001", "0001-01-01", "31.12.9999", "٠١.٠٨.٢٠٢٤"])
def test_years_that_no_calendar_here_has_are_refused(date):
    (problem,) = problems(*example.csv_files(bestyrelser=example.SEATS.replace("01.08.2024;", f"{date};", 1)))
    assert "skal være en dato" in problem


@pytest.mark.parametrize(("value", "expected"), [("delta", "kun ændringer"), ("del", "er »del«")])
def test_a_one_roster_of_changes_only_is_refused_since_the_rest_would_be_ended(value, expected):
    manifest = example.ONEROSTER["manifest.csv"] + f"file.orgs,bulk\nfile.courses,absent\nfile.users,{value}\n"

    (problem,) = problems(*example.oneroster(manifest=manifest))
    assert expected in problem


def test_two_lines_about_one_adult_that_differ_are_said_aloud():
    other = example.GUARDIANS.replace(
        "v1;e2;Olena;Østergård;olena@example.org;20304050", "v1;e2;Olena;Østergård;ny@example.org;+45 20 30 40 50"
    )

    assert notices() == []
    assert notices(forældre=other) == [
        "forældre.csv, linje 3: »e-mail« er noget andet end i forældre.csv, linje 2 om det samme. "
        "Det, der står dér, gælder."
    ]


def test_what_only_one_line_says_is_kept_and_protection_counts_wherever_it_stands():
    pupils = example.PUPILS + "e2;Bo;Ærø;101A01;2026-2027;4.a;;nej\ne1;Asta;Østergård;101A01;2026-2027;4.a;;ja\n"
    guardians = example.GUARDIANS.replace("olena@example.org", "", 1) + "v2;e2;Per;Ærø;;;;mor;ja;ja\n"

    batch = read(example.csv_files(elever=pupils, forældre=guardians))

    assert batch.problems == []
    assert batch.persons["v1"].email == "olena@example.org"
    assert batch.persons["e1"].name_protected is True
    assert batch.persons["e2"].name_protected is True
    (kept,) = (row for row in batch.guardians if row.pupil_id == "e2" and row.person.external_id == "v2")
    assert (kept.relation, kept.custody, kept.contact_allowed) == ("far", False, False)
    assert [str(notice).split(":")[1].split("»")[1].split("«")[0] for notice in batch.notices] == [
        "navnebeskyttelse", "relation", "forældremyndighed", "må kontaktes",
    ]  # fmt: skip


def test_a_seat_without_an_id_is_the_same_person_as_one_with():
    seats = example.SEATS + "101A01;Amina;Formand;amina@example.org;medarbejder;ja;;\n"

    (notice,) = notices(bestyrelser=seats)
    assert "»plads«" in notice


def test_a_class_that_is_there_twice_and_differs_is_refused():
    text = "institutionsnummer;skoleår;klasse;klassetrin\n101A01;2026-2027;Ulvene;1\n101A01;2026-2027;Ulvene;2\n"

    (problem,) = problems(*example.csv_files(klasser=text))
    assert "Klassen Ulvene står også i klasser.csv, linje 2" in problem


ODD = st.text(
    st.sampled_from("0129eEnNsS.,;-/\"'\n\t \x00\u2028٣²½ﬁ🙂áÆø=+@") | st.characters(exclude_categories=["Cs"]),
    max_size=12,
)


@given(data=st.data())
def test_any_values_under_known_headings_are_read_or_refused(data):
    name, text = data.draw(st.sampled_from(sorted({**example.ALL, **example.ONEROSTER}.items())))
    lines = text.splitlines()
    separator = "," if name in example.ONEROSTER else ";"
    width = lines[0].count(separator) + 1
    known = sorted({cell for line in lines[1:] for cell in line.split(separator)})
    rows = data.draw(st.lists(st.lists(ODD | st.sampled_from(known), min_size=width, max_size=width), max_size=4))
    odd = "\n".join([lines[0], *(separator.join(row) for row in rows)])
    if name in example.ONEROSTER:
        files = example.oneroster(**{name.removesuffix(".csv"): odd})
    else:
        files = example.csv_files(**{name: odd})

    read(files)


@given(at=st.lists(st.tuples(st.integers(min_value=0), st.integers(0, 255)), min_size=1, max_size=20), data=st.data())
def test_a_damaged_workbook_is_read_or_refused(at, data):
    whole = bytearray(WORKBOOK)
    if data.draw(st.booleans()):
        for place, value in at:
            whole[place % len(whole)] = value
    else:
        name = data.draw(st.sampled_from(["xl/workbook.xml", "xl/styles.xml", SHEET, "[Content_Types].xml"]))
        content = bytearray(part(WORKBOOK, name))
        for place, value in at:
            content[place % len(content)] = value
        whole = bytearray(with_part(WORKBOOK, name, bytes(content)))

    read([SourceFile("alt.xlsx", bytes(whole))])


WORKBOOK = example.workbook().data
