# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What lies on the tables: read back from the paper."""

import io
import re
import unicodedata

import pytest
from pypdf import PdfReader

from samspil.dialogue.meetings import queries as meetings
from samspil.dialogue.meetings.enums import Handout
from samspil.dialogue.planning import print_pack
from samspil.dialogue.tests.factories import MeetingFactory, officer
from samspil.people.tests.factories import MunicipalityFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.locale]


@pytest.fixture
def meeting():
    MunicipalityFactory()
    meeting = MeetingFactory(tables=2, rounds=3)
    kinds = (Handout.SPIRALS, Handout.ASSUMPTIONS, Handout.ELEMENTS)
    for round_, kind in zip(meeting.rounds.order_by("number"), kinds, strict=True):
        round_.handout = kind
        round_.save()
    return meeting


def pages_of(meeting, parts=print_pack.PARTS):
    made = print_pack.pdf_file(
        meeting=meeting, rounds=meetings.rounds(meeting=meeting), tables=meetings.tables(meeting=meeting), parts=parts
    )
    reader = PdfReader(io.BytesIO(made))
    return reader, [unicodedata.normalize("NFKC", " ".join(page.extract_text().split())) for page in reader.pages]


def test_a_sign_a_sheet_for_each_round_and_the_handouts_each_on_their_own_page(meeting):
    reader, pages = pages_of(meeting)

    # Two signs, two tables with three rounds, two spirals on a sheet each (three languages), two lists.
    assert len(pages) == 2 + 6 + 2 + 2
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_every_sheet_of_a_table_carries_its_code(meeting):
    _reader, pages = pages_of(meeting, (print_pack.SIGNS, print_pack.SHEETS))

    for table in meeting.tables.all():
        spaced = f"{table.code[:3]} {table.code[3:]}"
        assert sum(spaced in page for page in pages) == 1 + 3


def test_a_sign_is_folded_and_read_from_both_sides(meeting):
    reader, _pages = pages_of(meeting, (print_pack.SIGNS,))
    table = meeting.tables.order_by("number").first()
    turned = []

    def see(text, cm, tm, _font, _size):
        if f"{table.code[:3]} {table.code[3:]}" in text:
            turned.append(cm[0] * tm[0] < 0)

    reader.pages[0].extract_text(visitor_text=see)
    assert sorted(turned) == [False, True]


def test_the_question_stands_in_the_languages_of_the_meeting(meeting):
    _reader, pages = pages_of(meeting, (print_pack.SHEETS,))

    assert "Hvad virker i runde 2?" in pages[1]
    assert "What works in round 2?" in pages[1]
    assert re.search(r"[\u0600-\u06ff]{3}", pages[1])


def test_a_danish_meeting_has_danish_alone_and_both_spirals_on_one_sheet(meeting):
    meeting.languages = ["da"]
    meeting.save()
    _reader, pages = pages_of(meeting)

    assert len(pages) == 2 + 6 + 1 + 2
    assert "Vejen ind i fællesskabet" in pages[8]
    assert "Vejen ud" in pages[8]
    assert not re.search(r"[\u0600-\u06ff]", "".join(pages))


def test_a_sheet_that_no_round_uses_is_not_printed(meeting):
    meeting.rounds.update(handout=Handout.NONE)

    _reader, pages = pages_of(meeting, (print_pack.HANDOUTS,))
    assert not any("Gro Emmertsen Lund" in page for page in pages)


def test_the_source_is_named_on_every_handout(meeting):
    _reader, pages = pages_of(meeting, (print_pack.HANDOUTS,))

    assert all("Gro Emmertsen Lund (2024)" in page for page in pages)


@pytest.mark.parametrize("number", [1, 12, 60])
def test_the_pages_hold_whatever_the_tables_number(meeting, number):
    meeting.tables.filter(number=2).delete()
    meeting.tables.update(number=number)

    _reader, pages = pages_of(meeting, (print_pack.SIGNS, print_pack.SHEETS))
    assert len(pages) == 1 + 3
    assert str(number) in pages[0]


def test_the_pack_is_for_officers(meeting, client):
    address = f"/moeder/{meeting.uuid}/udskrift/"
    client.force_login(UserFactory())
    stranger = client.get(address)
    client.force_login(officer())
    made = client.get(f"{address}?del=skilte")

    assert stranger.status_code == 404
    assert made.headers["Content-Type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(made.content)).pages) == 2


def test_the_qr_code_holds_the_tables_address(meeting, settings):
    settings.ORIGIN = "https://samspil.eksempel.dk"
    table = meeting.tables.first()

    found = print_pack.context(meeting, [], [table], print_pack.PARTS)["tables"][0]

    assert f"https://samspil.eksempel.dk/bord/{table.code}/" in found.qr
    assert found.qr.startswith("<svg ")
