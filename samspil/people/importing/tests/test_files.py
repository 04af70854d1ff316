# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Reading files; the database is not used."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.people.importing.files.cpr import looks_like_cpr
from samspil.people.importing.files.decoding import SEPARATORS, UnreadableError, cells, decode
from samspil.people.importing.files.fields import FieldError, class_parts, language, school_year
from samspil.people.importing.files.reading import read
from samspil.people.importing.files.tables import SourceFile
from samspil.people.importing.tests import files as example

pytestmark = pytest.mark.locale


def problems(*files):
    return [str(problem) for problem in read(files).problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_danish_letters_survive_every_encoding(encoding):
    batch = read(example.csv_files(encoding))

    assert batch.problems == []
    assert [row.name for row in batch.schools] == ["Åskolen", "Bakkeskolen"]
    assert [row.person.family_name for row in batch.pupils] == ["Østergård", "Ærø", "Ås"]
    assert batch.schools[0].address == "Skolevej 1\n8000 Ådal"


@pytest.mark.parametrize("packed", [False, True])
def test_reported_letters_of_two_signs_are_the_same_persons_and_the_same_headings(packed):
    plain = {name: text.replace('"Skolevej 1\n8000 Ådal"', "") for name, text in example.ALL.items()}
    apart = {name: unicodedata.normalize("NFD", text) for name, text in plain.items()}
    files = [example.workbook(**apart)] if packed else example.csv_files(**apart)

    batch = read(files)

    assert batch.problems == []
    assert [row.name for row in batch.schools] == ["Åskolen", "Bakkeskolen"]
    assert [row.person.family_name for row in batch.pupils] == ["Østergård", "Ærø", "Ås"]


@given(
    rows=st.lists(
        st.lists(st.text("abcæøåÆØÅé ;,\t\"'\n-0123", max_size=12), min_size=2, max_size=4).filter(
            lambda row: any(cell.strip() for cell in row)
        ),
        min_size=1,
        max_size=8,
    ),
    separator=st.sampled_from(list(SEPARATORS)),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
)
def test_what_a_spreadsheet_writes_is_read_back(rows, separator, encoding):
    heading = ["en", "to", "tre", "fire"]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator).writerows([heading, *rows])

    text = decode(buffer.getvalue().encode(encoding))
    found = [row for _, row in cells(text)]

    assert found == [heading, *([cell.strip() for cell in row] for row in rows)]


def test_text_that_is_already_spoiled_is_refused_and_not_kept():
    spoiled = "institutionsnummer;navn\n101A01;Åskolen på Ærø\n".encode().decode("cp1252", "replace").encode()

    (problem,) = problems(SourceFile("skoler.csv", spoiled))
    assert "allerede gået i stykker" in problem


@pytest.mark.parametrize("data", [b"", b"   ", b"PK\x03\x04 not a zip", b"\x00\x01\x02\x03\x04"])
def test_what_is_no_table_is_said_to_be_none(data):
    (problem,) = problems(SourceFile("fil.csv", data))
    assert problem.startswith("fil.csv: ")


def test_an_open_quote_names_the_row_it_began_in():
    text = 'a;b\n1;2\n3;"4\n5;6\n'

    with pytest.raises(UnreadableError, match="begynder i linje 3"):
        list(cells(text))


def test_a_bad_line_far_down_is_named():
    lines = ["institutionsnummer;navn", *(f"{n:06d};Skole {n}" for n in range(1, 7311)), "12!;Skole"]

    (problem,) = problems(SourceFile("skoler.csv", "\n".join(lines).encode()))
    assert problem == "skoler.csv, linje 7.312: Feltet »institutionsnummer« skal have seks tegn: tal eller bogstaver."


def test_a_workbook_and_a_zip_say_the_same_as_the_files():
    plain, zipped, book = (
        read(example.csv_files()),
        read([example.zipped(example.csv_files())]),
        read([example.workbook()]),
    )

    for kind in ("pupils", "guardians", "staff", "seats"):
        counts = {len(getattr(batch, kind)) for batch in (plain, zipped, book)}
        assert len(counts) == 1
    assert book.problems == zipped.problems == []
    assert [row.person for row in book.guardians] == [row.person for row in plain.guardians]


def test_a_cpr_number_is_refused_and_not_repeated():
    (column,) = problems(SourceFile("elever.csv", b"elev-id;cpr-nr;fornavn\ne1;x;Bo\n"))
    assert "Samspil tager ikke imod dem" in column

    text = example.PUPILS + "".join(f"010117-12{n:02d};Dan;Olsen;101A01;2026-2027;3.a;;\n" for n in range(5))
    found = problems(SourceFile("elever.csv", text.encode()))
    assert len(found) == 4
    assert "linje 5" in found[0]
    assert "I alt 5 linjer" in found[3]
    assert not any("010117" in problem for problem in found)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("010117-1234", True),
        ("0101171234", True),
        ("id 610190 1234", True),
        ("20304050", False),
        ("+3112345678", False),
        ("4520304050", False),
        ("a0c31a0b-0101-4711-9234-aaaaaaaaaaaa", False),
        ("20260101", False),
        ("9912171234", False),
    ],
)
def test_what_looks_like_a_cpr_number(value, expected):
    assert looks_like_cpr(value) is expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"elever": example.PUPILS.replace("2020", "20x0")}, "»fødselsår« skal være et tal"),
        ({"forældre": example.GUARDIANS.replace("far;nej", "onkel;nej")}, "»relation« skal være et af"),
        ({"forældre": example.GUARDIANS.replace("per@example.org", "per(a)example")}, "ikke en e-mail"),
        ({"forældre": example.GUARDIANS.replace("ukrainsk", "?!")}, "»sprog« skal være"),
        ({"bestyrelser": example.SEATS.replace("01.08.2024", "32.08.2024")}, "skal være en dato"),
        ({"bestyrelser": example.SEATS.replace("amina@example.org", "")}, "»person-id« eller »e-mail«"),
        ({"bestyrelser": example.SEATS.replace("medarbejder;nej", "medarbejder;ja")}, "to formænd"),
        ({"elever": example.PUPILS + "e1;Et andet;Navn;101A01;2026-2027;3.a;;\n"}, "men et andet navn"),
        ({"skoler": example.SCHOOLS + "101A02;Igen;;;\n"}, "står to gange"),
        ({"skoler": "noget;andet\n1;2\n"}, "Overskrifterne passer ikke"),
        ({"elever": example.PUPILS + "e9;a;b;c;d;e;f;g;h;i\n"}, "Der er 10 felter, men kun 8"),
        ({"skoler": "institutionsnummer;navn\n101A01;" + "x" * 200 + "\n"}, "har 200 tegn. Der er plads til 150"),
    ],
)
def test_each_mistake_has_a_sentence(change, expected):
    found = problems(*example.csv_files(**change))

    assert any(expected in problem for problem in found), found


def test_excel_s_separator_line_and_lost_noughts_are_understood():
    batch = read([SourceFile("skoler.csv", b"sep=,\ninstitutionsnummer,navn\n1234,Skolen\n12!,x\n")])

    assert batch.schools[0].institution_number == "001234"
    assert "linje 4" in str(batch.problems[0])


def test_classes_and_years_are_understood_as_people_write_them():
    assert [class_parts(name) for name in ("3.a", "3A", "10. b", "0.x", "Vuggestuen")] == [
        (3, "a"), (3, "a"), (10, "b"), (0, "x"), (None, ""),
    ]  # fmt: skip
    assert {school_year(value) for value in ("2026-2027", "2026/2027", "2026/27", "26/27")} == {"2026-2027"}
    with pytest.raises(FieldError):
        school_year("2026-2028")
    assert (language("Arabisk"), language("ku-latn"), language("")) == ("ar", "ku-latn", None)


def test_one_roster_is_read_with_agents_from_both_sides():
    batch = read(example.oneroster())

    assert batch.problems == []
    assert [(row.institution_number, row.name) for row in batch.schools] == [("101A01", "Åskolen")]
    assert [(row.name, row.grade, row.kind, row.year) for row in batch.classes] == [
        ("3.a", 3, "hovedgruppe", "2026-2027"),
        ("Engelsk hold 1", 3, "hold", "2026-2027"),
    ]
    assert [(row.person.given_name, row.pupil_id, row.relation) for row in batch.guardians] == [
        ("Olena", "u1", "foraelder"),
        ("Per", "u1", "vaerge"),
    ]
    assert [(row.person.given_name, row.staff_role) for row in batch.staff] == [("Mads", "laerer")]
    assert batch.guardians[0].custody is None


def test_one_roster_names_the_file_that_is_missing_and_the_id_that_is_unknown():
    missing = example.oneroster(users="")
    unknown = example.oneroster(enrollments=example.ONEROSTER["enrollments.csv"].replace("u1,", "u9,"))

    assert problems(*missing) == ["OneRoster: Filen users.csv mangler."]
    assert "enrollments.csv, linje 2: Feltet »userSourcedId« nævner »u9«" in problems(*unknown)[0]
