# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Paper is equal: a sheet typed in is the table's notes, once, and keeps that it was paper."""

import io
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from samspil.core.errors import Refused
from samspil.dialogue.conftest import NOW
from samspil.dialogue.models import Note, PaperSheet
from samspil.dialogue.notes.actions import notes, paper
from samspil.dialogue.notes.tests.test_notes import write
from samspil.dialogue.privacy.actions import erasing
from samspil.dialogue.room.actions import control as room

pytestmark = pytest.mark.django_db
CONTROLS = re.compile(r"[^\S\n\r\t ]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
SHEET = "* Et brev om ugen er nok\n\n- Ring hellere\n! Mød os tidligt om morgenen\n*! Hvem samler op?"


def photo(name="IMG_20260607.jpg", kind="JPEG"):
    made = Image.new("RGB", (80, 40), "white")
    made.putpixel((0, 0), (0, 0, 0))
    exif = Image.Exif()
    exif[0x010F] = "Kameraet"
    exif[0x0112] = 6  # held upright
    exif.get_ifd(0x8825)[2] = (55.0, 40.0, 30.0)  # where it was taken
    out = io.BytesIO()
    made.save(out, kind, exif=exif, comment=b"hemmelig" if kind == "JPEG" else None)
    return SimpleUploadedFile(name, out.getvalue())


def type_in(meeting, cast, text=SHEET, *, uuid=None, table=2, round_=1, **more):
    return paper.sheet_type_in(
        uuid=uuid or uuid4(),
        table=meeting.tables.get(number=table),
        round_=meeting.rounds.get(number=round_),
        lines=paper.lines_of(text),
        language="da",
        by=cast.officer,
        now=NOW,
        **more,
    )


def test_a_sheet_is_the_tables_notes_with_stars_and_dissent_and_keeps_that_it_was_paper(meeting, cast):
    typed = type_in(meeting, cast)

    kept = list(Note.objects.order_by("number").values_list("text", "essential", "dissent", "sheet", "late"))
    assert kept == [
        ("Et brev om ugen er nok", True, False, typed.sheet.pk, False),
        ("Ring hellere", False, False, typed.sheet.pk, False),
        ("Mød os tidligt om morgenen", False, True, typed.sheet.pk, False),
        ("Hvem samler op?", True, True, typed.sheet.pk, False),
    ]
    assert set(Note.objects.values_list("table__number", "origin")) == {(2, "table")}


def test_the_same_sheet_twice_is_one(meeting, cast):
    uuid = uuid4()

    first, again = type_in(meeting, cast, uuid=uuid), type_in(meeting, cast, uuid=uuid)

    assert (first.new, again.new, again.notes) == (True, False, 4)
    assert Note.objects.count() == 4


def test_a_sheet_is_typed_in_whole_or_not_at_all(meeting, cast):
    for text, code in (
        ("God note\n" + "x" * 501, "note-long"),
        ("*a\n*b\n*c\n*d", "stars-used"),
        (" \n-\n", "sheet-empty"),
    ):
        with pytest.raises(Refused) as refused:
            type_in(meeting, cast, text)
        assert refused.value.code == code
    starred = write(meeting, table=2).note
    notes.note_essential_set(note=starred, essential=True, now=NOW)

    with pytest.raises(Refused) as refused:
        type_in(meeting, cast, "*a\n*b\n*c")

    assert refused.value.code == "stars-used"
    assert (Note.objects.count(), PaperSheet.objects.count()) == (1, 0)
    assert type_in(meeting, cast, "*a\n*b\nc").notes == 3


def test_a_refused_line_has_the_number_that_it_has_on_the_screen(meeting, officer):
    address = reverse("dialogue:paper", args=[meeting.uuid])
    sheet = {"code": meeting.tables.get(number=1).code, "round": "1", "language": "da", "uuid": str(uuid4())}

    answer = officer.post(address, sheet | {"lines": f"en\r\n\r\n\r\n\u200b\r\n{'x' * 501}"})

    assert answer.status_code == 422
    assert "Linje 5: " in answer.content.decode()


def test_a_round_that_has_not_begun_has_no_paper_and_a_closed_one_has(meeting, cast):
    with pytest.raises(Refused) as refused:
        type_in(meeting, cast, round_=2)
    first = meeting.rounds.get(number=1)
    first.closed_at = NOW
    first.save()

    typed = type_in(meeting, cast)

    assert refused.value.code == "round-waiting"
    assert not Note.objects.filter(sheet=typed.sheet, late=True).exists()


@given(st.text(max_size=200))
def test_no_line_is_lost_and_none_is_made_up(text):
    try:
        lines = paper.lines_of(text)
    except Refused:
        return

    said = [line.text for line in lines]
    assert all(
        words and words in text.replace("\r\n", "\n") for words in said if words.isascii() and not CONTROLS.search(text)
    )
    assert len(said) <= text.count("\n") + 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_photo_is_the_picture_and_nothing_else(meeting, cast, kind):
    typed = type_in(meeting, cast, photo=photo(f"bord2.{kind.lower()}", kind))

    with typed.sheet.photo.open("rb") as kept:
        content = kept.read()
    with Image.open(io.BytesIO(content)) as seen:
        assert (seen.format, seen.size) == ("JPEG", (40, 80))
        assert not dict(seen.getexif())
    assert b"Kameraet" not in content
    assert b"hemmelig" not in content
    assert "IMG" not in typed.sheet.photo.name


def test_what_is_no_picture_is_refused_with_the_notes_kept_in_the_field(meeting, cast, officer):
    url = reverse("dialogue:paper", args=[meeting.uuid])
    fake = SimpleUploadedFile("ark.jpg", b"\xff\xd8\xff" + b"no picture" * 50)
    data = {"uuid": uuid4(), "code": "2", "round": "1", "language": "da", "lines": SHEET}

    refused = officer.post(url, {**data, "photo": fake})
    answer = officer.post(url, {**data, "photo": photo()}, follow=True)

    assert refused.status_code == 409
    assert "Billedet kan ikke læses" in refused.content.decode()
    assert "Mød os tidligt om morgenen" in refused.content.decode()
    assert "4 noter fra bord 2 er gemt" in answer.content.decode()
    assert Note.objects.count() == 4


def test_a_wrong_code_is_a_sentence_and_the_code_of_another_meeting_is_wrong(meeting, officer):
    other = type(meeting).objects.create(
        title="Andet", starts_at=NOW, ends_at=meeting.ends_at, created_at=NOW, updated_at=NOW
    )
    table = other.tables.create(number=1)
    url = reverse("dialogue:paper", args=[meeting.uuid])
    data = {"uuid": uuid4(), "round": "1", "language": "da", "lines": "En note"}

    for code in (table.code, "99", "ZZZZZZ"):
        answer = officer.post(url, {**data, "code": code})
        assert answer.status_code == 422
        assert "Koden passer ikke til et bord" in answer.content.decode()
        assert "En note" in answer.content.decode()
    small = meeting.tables.get(number=3).code.lower()
    assert officer.post(url, {**data, "code": f" {small[:3]} {small[3:]}"}).status_code == 302


def test_erasing_a_note_takes_the_photo_of_its_paper(meeting, cast, django_capture_on_commit_callbacks):
    typed = type_in(meeting, cast, photo=photo())
    stored, name = typed.sheet.photo.storage, typed.sheet.photo.name

    with django_capture_on_commit_callbacks(execute=True):
        erasing.note_erase(note=typed.sheet.notes.first(), by=cast.officer, now=NOW)

    typed.sheet.refresh_from_db()
    assert not typed.sheet.photo
    assert not stored.exists(name)
    assert Note.objects.count() == 4


def test_the_page_lists_sheets_in_the_same_number_of_queries(meeting, cast, officer, django_assert_max_num_queries):
    url = reverse("dialogue:paper", args=[meeting.uuid])
    type_in(meeting, cast)
    with django_assert_max_num_queries(30) as one:
        officer.get(url)
    type_in(meeting, cast, "En\nTo", table=1)
    type_in(meeting, cast, "Tre", table=3)

    with django_assert_max_num_queries(len(one)):
        page = officer.get(url).content.decode()

    assert "Bord 3, runde 1" in page


def test_the_same_form_with_other_lines_is_refused_and_nothing_of_it_is_lost(meeting, officer):
    url = reverse("dialogue:paper", args=[meeting.uuid])
    data = {"uuid": uuid4(), "code": "2", "round": "1", "language": "da"}
    officer.post(url, {**data, "lines": "En"})

    answer = officer.post(url, {**data, "lines": "En\nTo"})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Arket blev gemt, første gang du trykkede" in page
    assert "En\nTo" in page
    assert str(data["uuid"]) not in page.split("<h2>")[0]
    assert officer.post(url, {**data, "uuid": uuid4(), "lines": "To"}).status_code == 302
    assert list(Note.objects.order_by("number").values_list("text", flat=True)) == ["En", "To"]


def test_a_refused_sheet_leaves_no_photo_behind(meeting, cast, settings):
    starred = write(meeting, table=2).note
    notes.note_essential_set(note=starred, essential=True, now=NOW)
    folder = settings.MEDIA_ROOT / "papir"
    before = set(folder.glob("*")) if folder.exists() else set()

    with pytest.raises(Refused):
        type_in(meeting, cast, "*a\n*b\n*c", photo=photo())

    assert (set(folder.glob("*")) if folder.exists() else set()) == before


def test_paper_can_carry_the_tables_yes(meeting, cast):
    type_in(meeting, cast, "+ Må læses\nMå ikke\n*+! Alle tre")

    assert list(Note.objects.order_by("number").values_list("text", "quotable", "essential", "dissent")) == [
        ("Må læses", True, False, False),
        ("Må ikke", False, False, False),
        ("Alle tre", True, True, True),
    ]


def test_a_table_can_say_yes_until_sorting_closes(meeting, cast):
    type(meeting).objects.filter(pk=meeting.pk).update(kind="class")
    note = type_in(meeting, cast, "Fra papir").sheet.notes.get()
    meeting = room.control(meeting=meeting, press="close", seen_version=0, by=cast.officer, now=NOW)

    notes.note_quotable_set(note=note, quotable=True, now=NOW)

    note.refresh_from_db()
    assert note.quotable
