# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a letter says in another language: approved by a person, of these Danish words and no others."""

import pytest
from django.db import IntegrityError, transaction

from samspil.core.tests.everywhere import places
from samspil.dialogue.letter.queries.draft import letter_content
from samspil.dialogue.letter.queries.readings import readings_of, version_readings
from samspil.dialogue.letter.readings import INTRODUCTION, POINT, pieces
from samspil.dialogue.models import Letter, LetterPrint, LetterReading, LetterVersion, Note
from samspil.dialogue.notes.translating import State
from samspil.dialogue.privacy.actions.erasing import note_erase
from samspil.dialogue.publishing.actions.publishing import letter_publish, letter_send
from samspil.dialogue.publishing.actions.readings import (
    ReadingChanged,
    Written,
    print_keep,
    reading_draft,
    reading_drafts_ask,
    readings_save,
)
from samspil.dialogue.publishing.queries.readings import languages, reading_rows
from samspil.dialogue.publishing.queries.versions import mail_languages
from samspil.dialogue.publishing.tasks import letter_translate
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import an_evening, invite
from samspil.dialogue.tests.promise_evening import publish
from samspil.engines.sorting import PointState, text_digest
from samspil.people.erasure.actions import person_erase
from samspil.people.persons.actions import person_change
from samspil.people.persons.models import Person
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
ARABIC = "رسالة واحدة في الأسبوع تكفي."


class Service:
    def translate(self, text, source, target):
        if "svarer" in text:
            raise OSError(f"no line for {text}")
        return f"{target}:{text}"


def a_drafted_evening():
    evening = an_evening()
    evening.draft()
    return evening


evening = made_once(a_drafted_evening)


@pytest.fixture
def letter(evening):
    return Letter.objects.get(meeting=evening.meeting)


def row(letter, kind=POINT, language="ar"):
    return next(row for row in reading_rows(letter=letter, language=language) if row.piece.kind == kind)


def read(evening, danish, text=ARABIC, *, kept="", now=LATER, language="ar"):
    letter = Letter.objects.get(meeting=evening.meeting)
    written = [Written(text_digest(danish), text, kept)]
    return readings_save(letter=letter, language=language, written=written, by=evening.by, now=now)


def shown(evening, language="ar"):
    letter = Letter.objects.get(meeting=evening.meeting)
    return readings_of(letter=letter, content=letter_content(meeting=evening.meeting), language=language)


def test_every_piece_that_a_person_wrote_has_a_row_and_no_quote_or_note_has(evening, letter):
    texts = [row.piece.text for row in reading_rows(letter=letter, language="ar")]
    content = letter_content(meeting=evening.meeting)

    assert texts[:3] == [content.title, content.greeting, content.introduction]
    assert set(texts) >= {
        content.closing,
        "Færre beskeder",
        "Det talte I mest om.",
        *(p.statement for p in content.points),
    }
    assert not {note.text for note in content.all_notes} & set(texts)


def test_a_saved_reading_is_approved_by_who_saved_it_and_shown(evening, letter):
    danish = row(letter).piece.text

    assert read(evening, danish) == 1

    kept = LetterReading.objects.get()
    assert (kept.approved_by, kept.approved_at, kept.machine, kept.danish) == (evening.by, LATER, False, danish)
    assert shown(evening).of(danish) == ARABIC
    assert shown(evening).only_danish == shown(evening).total - 1
    assert shown(evening, "en").of(danish) == ""
    assert shown(evening, "da") is None
    assert read(evening, danish, kept=ARABIC) == 0


def test_a_reading_of_other_danish_words_is_not_shown_and_is_a_start_for_the_new_ones(evening, letter):
    old = row(letter).piece.text
    read(evening, old)

    evening.move(PointState(evening.weekly, "Én besked om ugen er rigeligt."))

    assert shown(evening).found == {}
    stale = row(letter)
    assert (stale.state, stale.shown, stale.kept, stale.before) == (State.STALE, ARABIC, "", old)
    evening.move(PointState(evening.weekly, old))
    assert row(letter).state == State.READY


def test_a_figure_that_changes_in_the_danish_makes_its_reading_stale(evening, letter):
    danish = row(letter, INTRODUCTION).piece.text
    read(evening, danish)

    evening.draft(introduction="Tak for en god aften. I sad ved {borde} borde.")

    assert row(letter, INTRODUCTION).state == State.STALE


def test_a_colleagues_newer_reading_is_not_overwritten(evening, letter):
    danish = row(letter).piece.text
    read(evening, danish, "Den første.")

    with pytest.raises(ReadingChanged):
        read(evening, danish, "Den anden.")
    with pytest.raises(ReadingChanged):
        read(evening, "Noget, der ikke står i brevet.")

    assert LetterReading.objects.get().text == "Den første."


def test_a_changed_reading_is_kept_beside_the_new_one_and_an_emptied_one_is_shown_no_more(evening, letter):
    danish = row(letter).piece.text
    read(evening, danish, "Den første.")
    read(evening, danish, "Den anden.", kept="Den første.")
    assert shown(evening).of(danish) == "Den anden."

    read(evening, danish, "", kept="Den anden.")

    assert shown(evening).found == {}
    assert list(LetterReading.objects.order_by("pk").values_list("text", flat=True)) == ["Den første.", "Den anden."]
    assert not LetterReading.objects.filter(replaced_at=None).exists()


def test_a_machines_draft_is_shown_to_nobody_until_a_person_approves_it(evening, letter, settings, caplog):
    settings.TRANSLATOR = f"{__name__}.Service"
    danish = row(letter).piece.text
    own = row(letter, INTRODUCTION).piece.text
    read(evening, own, "Min egen.")

    reading_drafts_ask(letter=letter, language="ar", by=evening.by, now=LATER)
    made = letter_translate.call(str(letter.uuid), "ar")

    rows = reading_rows(letter=letter, language="ar")
    assert made == sum(row.is_draft for row in rows) == len(rows) - 2
    assert {row.piece.text for row in rows if row.state == State.MISSING} == {"Skolen svarer, når en familie skriver."}
    assert list(shown(evening).found) == [text_digest(own)]
    assert "OSError" in caplog.text
    assert "Skolen svarer" not in caplog.text
    assert letter_translate.call(str(letter.uuid), "ar") == 0
    read(evening, danish, f"ar:{danish}", kept=f"ar:{danish}")
    assert shown(evening).of(danish) == f"ar:{danish}"
    assert LetterReading.objects.get(digest=text_digest(danish)).machine


def test_no_draft_without_a_service_nor_of_words_that_are_gone(evening, letter):
    piece = row(letter).piece
    assert letter_translate.call(str(letter.uuid), "ar") == 0
    evening.move(PointState(evening.weekly, "Noget helt andet."))

    assert not reading_draft(letter=letter, language="ar", piece=piece, text="x y", now=LATER)


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "da"},
        {"text": ""},
        {"danish": ""},
        {"approved_by": None},
        {"approved_at": None, "approved_by": None},
    ],
)
def test_the_database_refuses_what_is_no_approved_reading(evening, letter, wrong):
    values = {
        "letter": letter,
        "language": "ar",
        "place": "title",
        "digest": "x",
        "danish": "x",
        "text": "y",
        "made_at": LATER,
        "approved_at": LATER,
        "approved_by": evening.by,
    }
    LetterReading.objects.create(**values)
    for refused in (values | wrong | {"digest": "z"}, values):
        with pytest.raises(IntegrityError), transaction.atomic():
            LetterReading.objects.create(**refused)


def test_what_was_sent_stays_in_danish_and_a_later_reading_has_its_own_date(evening):
    version = publish(evening)
    before = version.content
    danish = version.content["themes"][0]["points"][0]["statement"]
    LetterPrint.objects.create(version=version, language="kort-ar", content=b"old")
    LetterPrint.objects.create(version=version, language="en", content=b"kept")

    read(evening, danish, now=LATER.replace(year=LATER.year + 1))

    version = LetterVersion.objects.get()
    found = version_readings(version=version, language="ar")
    assert version.content == before
    assert found.of(danish) == ARABIC
    assert found.last.year == LATER.year + 1
    assert [row.language for row in LetterPrint.objects.all()] == ["en"]


def test_a_print_of_older_readings_is_not_kept(evening):
    version = publish(evening)
    older = version_readings(version=version, language="ar")
    read(evening, version.content["title"])

    print_keep(version=version, language="ar", key="ar", made=b"old", readings=older)
    assert not LetterPrint.objects.exists()
    now = version_readings(version=version, language="ar")
    print_keep(version=version, language="ar", key="ar", made=b"new", readings=now)
    assert LetterPrint.objects.exists()


def test_a_correction_brings_what_is_new_and_keeps_what_was_sent(evening):
    publish(evening)
    evening.meeting.sorting_closed_at = None
    evening.meeting.save()
    letter = Letter.objects.get()
    evening.move(PointState(evening.weekly, "Én besked om ugen er rigeligt."))

    rows = [row for row in reading_rows(letter=letter, language="ar") if not row.is_sent]

    assert [row.piece.text for row in rows] == ["Én besked om ugen er rigeligt."]


def test_the_languages_readers_and_tables_use_come_first(evening):
    invite(evening)
    assert languages(meeting=evening.meeting, mails=mail_languages(meeting=evening.meeting, now=LATER)) == ["ar", "en"]

    Person.objects.update(language="en")

    assert languages(meeting=evening.meeting, mails=mail_languages(meeting=evening.meeting, now=LATER)) == ["en", "ar"]


def test_erasing_a_note_takes_the_readings_of_what_said_its_words_and_their_mails(evening):
    secret, arabic = "Zebrastriber ved vandposten om natten", "خطوط الحمار الوحشي عند الصنبور"
    Note.objects.filter(pk=evening.notes["single"].pk).update(text=secret)
    invite(evening)
    Person.objects.update(language="ar")
    evening.draft(introduction=f"En skrev: {secret}.")
    read(evening, f"En skrev: {secret}.", arabic)
    read(evening, "Kære alle", "أعزاءنا")
    letter = Letter.objects.get()
    version = letter_publish(
        meeting=evening.meeting, number=1, revision=letter.revision, names_checked=True, by=evening.by, now=LATER
    )
    letter_send(version=version, by=evening.by, now=LATER)
    assert {"dialogue_letterreading.text", "delivery_messagerecipient.text"} <= places(arabic)
    evening.draft(introduction="Noget andet.")

    note_erase(note=evening.notes["single"], by=evening.by, now=LATER)

    assert places(secret, arabic) == set()
    assert LetterReading.objects.get().text == "أعزاءنا"


def test_erasing_a_person_takes_the_readings_that_name_them_in_either_language(evening):
    invite(evening)
    seat = evening.meeting.invitations.get().address.board.seats.order_by("pk").first()
    names = {"given_name": "Ibenholt", "family_name": "Kragelund"}
    person = person_change(person=seat.person, by=evening.by, now=LATER, **names)
    evening.draft(closing="Spørg Ibenholt Kragelund.", introduction="Spørg formanden.")
    read(evening, "Spørg Ibenholt Kragelund.", "اسألوا إيبنهولت")
    read(evening, "Spørg formanden.", "Ask Ibenholt Kragelund.", language="en")
    read(evening, "Kære alle", "أعزاءنا")

    person_erase(person=person, by=evening.by, now=LATER)

    assert places("Ibenholt Kragelund", "إيبنهولت") == set()
    assert LetterReading.objects.count() == 1
    assert [piece.text for piece in pieces(letter_content(meeting=evening.meeting)) if piece.kind == "closing"] == [
        "Spørg [slettet]."
    ]
