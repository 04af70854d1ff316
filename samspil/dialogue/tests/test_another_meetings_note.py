# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A note is found in its own meeting alone: under another meeting's address it is not known of, whoever asks."""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.urls import reverse

from samspil.core.errors import Refused
from samspil.dialogue.letter.actions import quote_drop, quote_pick
from samspil.dialogue.models import LetterQuote, Meeting, Note, NoteReading, NoteTranslation
from samspil.dialogue.notes.enums import Origin
from samspil.dialogue.notes.translating import words_digest
from samspil.dialogue.tests.factories import LATER, AgendaItemFactory, MeetingFactory, NoteFactory
from samspil.dialogue.tests.letter_evening import an_evening, point_uuid

pytestmark = pytest.mark.django_db


@dataclass
class Case:
    """A press with a note: the address's name, what is sent, what the press does, and what then is true."""

    key: str
    route: str
    form: dict
    done: object


def reading_of(note):
    return NoteReading.objects.filter(note=note).exists()


CASES = [
    Case("plenum", "origin-change", {"do": "edit", "note": "Andre ord"}, lambda note: note.text == "Andre ord"),
    Case("plenum", "origin-change", {"do": "withdraw"}, lambda note: note.withdrawn_at is not None),
    Case("weekly1", "sorting-names", {"word": ["w0-2"], "revision": "1"}, reading_of),
    Case("weekly1", "note-erase", {"yes": "on"}, lambda note: note.erased_at is not None),
    Case(
        "arabic",
        "translation-save",
        {"text": "Jeg beder min datter oversætte.", "digest": words_digest("أطلب من ابنتي أن تترجم لي.", "")},
        lambda note: NoteTranslation.objects.filter(note=note).exists(),
    ),
]


@pytest.fixture
def evening(client):
    evening = an_evening()
    client.force_login(evening.by)
    return evening


@pytest.fixture
def other(evening):
    return MeetingFactory(ended=True, tables=2, rounds=1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.route}-{case.form.get('do', '')}")
def test_a_note_under_another_meetings_address_is_not_found_and_under_its_own_is(client, evening, other, case):
    note = evening.notes[case.key]

    foreign = client.post(reverse(f"dialogue:{case.route}", args=[other.uuid, note.pk]), case.form)
    untouched = Note.objects.get(pk=note.pk)
    assert (foreign.status_code, case.done(untouched)) == (404, False)
    assert note.text not in foreign.text

    own = client.post(reverse(f"dialogue:{case.route}", args=[evening.meeting.uuid, note.pk]), case.form)
    assert (own.status_code, case.done(Note.objects.get(pk=note.pk))) == (302, True)


def test_the_page_that_masks_names_shows_no_note_of_another_meeting(client, evening, other):
    note = evening.notes["secret"]

    pages = [
        client.get(reverse("dialogue:sorting-names", args=[uuid, note.pk]))
        for uuid in (other.uuid, evening.meeting.uuid)
    ]

    assert [page.status_code for page in pages] == [404, 200]
    assert ["Villads" in page.text for page in pages] == [False, True]


def test_the_desk_of_another_meeting_does_not_show_the_note_that_its_address_names(client, evening, other):
    NoteFactory(table=other.tables.first(), round=other.rounds.get(), text="Et ord fra det andet møde")
    unsorted = {"table": evening.meeting.tables.first(), "round": evening.meeting.rounds.get()}
    note = NoteFactory(**unsorted, text="Zebrastriber i frikvarteret")

    pages = [
        client.get(reverse("dialogue:sorting", args=[meeting.uuid]), {"note": str(note.pk)})
        for meeting in (other, evening.meeting)
    ]

    assert [page.status_code for page in pages] == [200, 200]
    assert ["Zebrastriber" in page.text for page in pages] == [False, True]


def test_the_lists_of_a_meeting_have_its_own_notes_and_talks_alone(client, evening, other):
    foreign = {"meeting": other, "table": None, "round": None}
    AgendaItemFactory(meeting=other, title="Et fremmed oplæg", speaker="")
    NoteFactory(**foreign, origin=Origin.PLENUM, text="Fremmede ord fra plenum")
    NoteFactory(table=other.tables.first(), round=other.rounds.get(), text="Obce słowa", language="pl")
    NoteFactory(
        meeting=evening.meeting, table=None, round=None, origin=Origin.PLENUM, text="Taget væk", withdrawn_at=LATER
    )

    own = {name: client.get(reverse(f"dialogue:{name}", args=[evening.meeting.uuid])).text for name in LISTS}
    theirs = {name: client.get(reverse(f"dialogue:{name}", args=[other.uuid])).text for name in LISTS}

    assert "Lad os mødes igen til foråret" in own["origins"]
    assert "Taget væk" not in own["origins"]
    assert evening.notes["arabic"].text in own["translations"]
    for words, name in (("Fremmede ord", "origins"), ("Et fremmed oplæg", "origins"), ("Obce", "translations")):
        assert (words in own[name], words in theirs[name]) == (False, True)


LISTS = ("origins", "translations")


def test_a_talk_of_another_meeting_is_no_place_where_it_was_said(client, evening, other):
    talks = {meeting: AgendaItemFactory(meeting=meeting) for meeting in (other, evening.meeting)}
    address = reverse("dialogue:origins", args=[evening.meeting.uuid])

    answers = [
        client.post(address, {"uuid": str(uuid4()), "said": str(talks[meeting].uuid), "note": "Skolen går først"})
        for meeting in (other, evening.meeting)
    ]

    assert [answer.status_code for answer in answers] == [422, 302]
    assert [note.talk for note in Note.objects.filter(text="Skolen går først")] == [talks[evening.meeting]]


def quote(client, meeting, point, note):
    pick = f"{point}:{note.pk}"
    return client.post(reverse("dialogue:letter-quote", args=[meeting.uuid]), {"pick": pick, f"text:{pick}": note.text})


def test_a_note_is_quoted_in_its_own_meetings_letter_alone(client, evening, other):
    note = evening.notes["weekly1"]

    foreign = quote(client, other, evening.weekly, note)
    assert foreign.status_code == 404
    pick = {"meeting": other, "note": note, "text": note.text, "by": evening.by, "now": LATER}
    with pytest.raises(Refused):
        quote_pick(**pick, point=point_uuid(evening.weekly))
    assert not LetterQuote.objects.exists()

    own = quote(client, evening.meeting, evening.weekly, note)
    assert own.status_code == 302
    assert LetterQuote.objects.get().note == note


def test_a_quote_is_taken_out_of_its_own_meetings_letter_alone(client, evening, other):
    quote(client, evening.meeting, evening.weekly, evening.notes["weekly1"])
    pk = LetterQuote.objects.get().pk

    client.post(reverse("dialogue:letter-unquote", args=[other.uuid]), {"quote": str(pk)})
    quote_drop(meeting=Meeting.objects.get(pk=other.pk), quote=pk, by=evening.by, now=LATER)
    assert LetterQuote.objects.exists()

    client.post(reverse("dialogue:letter-unquote", args=[evening.meeting.uuid]), {"quote": str(pk)})
    assert not LetterQuote.objects.exists()
