# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What lies on the tables: read back from the paper."""

import io
import re
import unicodedata

import pytest
from pypdf import PdfReader

from samspil.core import texts
from samspil.dialogue.meetings import queries as meetings
from samspil.dialogue.meetings.enums import Handout
from samspil.dialogue.planning import print_pack
from samspil.dialogue.tests.factories import LATER, MeetingFactory, officer
from samspil.people.tests.factories import MunicipalityFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    MunicipalityFactory()
    meeting = MeetingFactory(tables=2, rounds=3)
    kinds = (Handout.SPIRALS, Handout.ASSUMPTIONS, Handout.ELEMENTS)
    for round_, kind in zip(meeting.rounds.order_by("number"), kinds, strict=True):
        round_.handout = kind
        round_.save()
    return meeting


def pages_of(meeting, part=print_pack.WHOLE, **more):
    made = print_pack.pdf_file(
        meeting=meeting,
        rounds=meetings.rounds(meeting=meeting),
        tables=meetings.tables(meeting=meeting),
        part=part,
        **more,
    )
    reader = PdfReader(io.BytesIO(made))
    return reader, [unicodedata.normalize("NFKC", " ".join(page.extract_text().split())) for page in reader.pages]


def test_a_pile_for_each_table_with_a_copy_of_each_handout(meeting):
    told = []
    reader, pages = pages_of(meeting, on_table=told.append)

    # A sign, three rounds, a sheet for more notes, two spirals on a sheet each (three languages), two lists.
    assert len(pages) == 2 * (1 + 3 + 1 + 2 + 2)
    assert ["Seks gode antagelser" in page for page in pages] == [number % 9 == 7 for number in range(18)]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert told == [1, 2]


def test_every_sheet_of_a_table_carries_its_code(meeting):
    _reader, pages = pages_of(meeting)

    for number, table in enumerate(meeting.tables.order_by("number")):
        spaced = f"{table.code[:3]} {table.code[3:]}"
        assert [spaced in page for page in pages] == [9 * number <= at < 9 * number + 5 for at in range(18)]


@pytest.mark.parametrize("length", [10, 200, 400])
def test_a_question_leaves_its_sheet_one_page_however_long_it_is(meeting, length):
    meeting.rounds.filter(number__gt=1).delete()
    said = ("Hvad skal der til, for at alle børn hører til? " * 20)[:length]
    first = meeting.rounds.get()
    first.question = texts.create(bodies={"da": said, "en": said, "ar": said}, by=None, now=LATER)
    first.save()

    assert len(pages_of(meeting, print_pack.SHEETS)[1]) == 2


def test_a_sign_is_folded_and_read_from_both_sides(meeting):
    reader, _pages = pages_of(meeting, print_pack.SIGNS)
    table = meeting.tables.order_by("number").first()
    turned = []

    def see(text, cm, tm, _font, _size):
        if f"{table.code[:3]} {table.code[3:]}" in text:
            turned.append(cm[0] * tm[0] < 0)

    reader.pages[0].extract_text(visitor_text=see)
    assert sorted(turned) == [False, True]


@pytest.mark.locale
def test_the_question_stands_in_the_languages_of_the_meeting(meeting):
    _reader, pages = pages_of(meeting, print_pack.SHEETS)

    assert "Hvad virker i runde 2?" in pages[1]
    assert "What works in round 2?" in pages[1]
    assert re.search(r"[\u0600-\u06ff]{3}", pages[1])


def test_a_danish_meeting_has_danish_alone_and_both_spirals_on_one_sheet(meeting):
    meeting.languages = ["da"]
    meeting.save()
    _reader, pages = pages_of(meeting)

    assert len(pages) == 2 * (1 + 3 + 1 + 1 + 2)
    assert "Vejen ind i fællesskabet" in pages[5]
    assert "Vejen ud" in pages[5]
    assert not re.search(r"[\u0600-\u06ff]", "".join(pages))


def test_a_sheet_that_no_round_uses_is_not_printed(meeting):
    meeting.rounds.filter(number=1).update(handout=Handout.NONE)
    assert len(pages_of(meeting, print_pack.HANDOUTS)[1]) == 2 * 2

    meeting.rounds.update(handout=Handout.NONE)
    _reader, pages = pages_of(meeting)
    assert not any("Gro Emmertsen Lund" in page for page in pages)


def test_the_source_is_named_on_every_handout(meeting):
    _reader, pages = pages_of(meeting, print_pack.HANDOUTS)

    assert all("Gro Emmertsen Lund (2024)" in page for page in pages)


@pytest.mark.parametrize("number", [1, 12, 60])
def test_the_pages_hold_whatever_the_tables_number(meeting, number):
    meeting.tables.filter(number=2).delete()
    meeting.tables.update(number=number)

    meeting.rounds.update(handout=Handout.NONE)
    _reader, pages = pages_of(meeting)
    assert len(pages) == 1 + 3 + 1
    assert str(number) in pages[0]


def test_the_pack_is_for_officers(meeting, client):
    address = f"/moeder/{meeting.uuid}/udskrift/"
    client.force_login(UserFactory())
    stranger = client.get(address)
    client.force_login(officer())
    page = client.get(address)

    assert stranger.status_code == 404
    assert page.status_code == 200
    assert "Lav PDF" in page.text


def test_the_qr_code_holds_the_tables_address(meeting, settings):
    settings.ORIGIN = "https://samspil.eksempel.dk"
    table = meeting.tables.first()

    found = print_pack.qr_of(table)

    assert f"https://samspil.eksempel.dk/bord/{table.code}/" in found
    assert found.startswith("<svg ")
