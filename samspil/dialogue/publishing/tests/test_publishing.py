# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""From the last check to the mailboxes, and what happens to a letter that has been sent."""

import datetime as dt
import io
import threading
import zipfile
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from samspil.core.errors import Refused
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.letter import docx as letter_docx
from samspil.dialogue.letter import pdf as letter_pdf
from samspil.dialogue.letter.actions import quote_pick
from samspil.dialogue.letter.content import from_json
from samspil.dialogue.letter.words.changes import difference_words
from samspil.dialogue.models import Attachment, LetterVersion, Meeting
from samspil.dialogue.notes.hooks import note_changed
from samspil.dialogue.published import sheets as letter_sheets
from samspil.dialogue.publishing import tasks as letters
from samspil.dialogue.publishing.actions.publishing import (
    KIND,
    NotReady,
    letter_print,
    letter_publish,
    letter_send,
)
from samspil.dialogue.publishing.changes import differences
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import MASKED, NAME, SECRET, an_evening, invite, point_uuid
from samspil.engines.sorting import NoteUnplace, PointState, Unit
from samspil.people.links.queries import link_by_token
from tests.made_once import made_once

pytestmark = pytest.mark.django_db


def an_invited_evening():
    evening = an_evening()
    invite(evening)
    return evening


evening = made_once(an_invited_evening)


def publish(evening, **more):
    letter = evening.draft(**more.pop("texts", {}))
    number = letter.versions.count() + 1
    version = letter_publish(
        meeting=evening.meeting, number=number, revision=letter.revision, by=evening.by, now=LATER, **more
    )
    work()
    return version


def work():
    """What the worker does once the letter is published."""
    letters.look_after(now=LATER + letters._PATIENCE * 2)
    for waiting in DBTaskResult.objects.filter(task_path=letters.letter_mails.module_path):
        letters.letter_mails.func(*waiting.args_kwargs["args"])
    DBTaskResult.objects.all().delete()


def a_sent_evening():
    evening = an_invited_evening()
    evening.version = publish(evening)
    return evening


sent = made_once(a_sent_evening)


def words_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        return "".join(file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_publishing_freezes_the_letter_closes_the_sorting_and_queues_a_mail_for_each(sent):
    version = sent.version

    meeting = Meeting.objects.get()
    assert (meeting.published_at, meeting.sorting_closed_at) == (LATER, LATER)
    assert version.content["title"] == "Færre beskeder og hjælp i tide"
    assert MessageRecipient.objects.filter(kind=KIND, ref=version.uuid).count() == 2


def test_publishing_with_something_missing_is_refused_with_the_list_and_nothing_is_written(evening):
    evening.move(NoteUnplace(Unit(str(evening.notes["weekly1"].pk)), evening.weekly))

    with pytest.raises(NotReady) as refused:
        publish(evening)

    assert [obstacle.anchor for obstacle in refused.value.obstacles] == [str(evening.notes["weekly1"].pk)]
    assert not LetterVersion.objects.exists()
    assert Meeting.objects.get().sorting_closed_at is None
    assert not MessageRecipient.objects.exists()


def test_pressing_twice_publishes_and_sends_once(evening):
    letter = evening.draft()
    press = {"meeting": evening.meeting, "number": 1, "revision": letter.revision, "by": evening.by, "now": LATER}

    assert letter_publish(**press) == letter_publish(**press)
    work()
    work()
    assert MessageRecipient.objects.filter(kind=KIND).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_press_at_once_publish_once():
    evening = an_evening()
    invite(evening)
    letter = evening.draft()
    seen = []

    def press():
        try:
            version = letter_publish(
                meeting=evening.meeting, number=1, revision=letter.revision, by=evening.by, now=LATER
            )
            seen.append(version.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(seen) == 2
    assert len(set(seen)) == 1
    work()
    assert MessageRecipient.objects.filter(kind=KIND).count() == 2


def test_what_a_colleague_changed_meanwhile_is_not_sent_unread(evening):
    seen = evening.draft().revision
    evening.draft(title="Noget helt andet")

    with pytest.raises(Refused) as refused:
        letter_publish(meeting=evening.meeting, number=1, revision=seen, by=evening.by, now=LATER)

    assert refused.value.code == "letter-changed"
    assert not LetterVersion.objects.exists()


def test_each_reader_gets_a_link_of_their_own_that_opens_the_letter(sent):
    version = sent.version

    found = MessageRecipient.objects.filter(ref=version.uuid)
    tokens = [mail.text.split("/brev/")[1].split("/")[0] for mail in found]
    opened = [link_by_token(token=token, purpose="letter", now=LATER).scope for token in tokens]
    assert len(set(tokens)) == 2
    assert opened == [{"letter": str(version.letter.uuid), "meeting": str(sent.meeting.uuid)}] * 2
    assert all(token in mail.html for token, mail in zip(tokens, found, strict=True))


def test_the_mail_carries_the_letter_as_pdf_and_the_slides_that_are_small(evening):
    for name, size in (("slides.pdf", 2_000), ("film.pdf", 7_000_000)):
        row = Attachment(meeting=evening.meeting, title=name, filename=name, content_type="application/pdf", size=size)
        row.created_at = LATER
        row.file.save(name, ContentFile(b"%PDF-1.7"), save=False)
        row.save()

    version = publish(evening)

    message = MessageRecipient.objects.filter(ref=version.uuid).first().message
    assert sorted(file.name for file in message.attachments.all()) == ["Brev.pdf", "slides.pdf"]
    assert [file["title"] for file in version.content["files"]] == ["film.pdf", "slides.pdf"]


def test_the_mail_speaks_the_readers_language_round_the_officers_danish(evening):
    person = evening.meeting.invitations.get().address.board.seats.first().person
    person.language = "ar"
    person.save()

    version = publish(evening)

    mail = MessageRecipient.objects.get(ref=version.uuid, language="ar")
    assert '<html lang="ar" dir="rtl">' in mail.html
    assert 'lang="da" dir="ltr"' in mail.html
    assert "Færre beskeder og hjælp i tide" in mail.html


def test_a_letter_nobody_was_invited_to_is_published_without_a_mail():
    evening = an_evening()

    assert publish(evening).number == 1
    assert not MessageRecipient.objects.exists()


def test_those_who_came_later_get_it_and_nobody_gets_it_twice(sent):
    version = sent.version
    invite(sent, people=3)

    for _ in range(2):
        letter_send(version=version, by=sent.by, now=LATER)

    assert MessageRecipient.objects.filter(ref=version.uuid).count() == 5


@pytest.mark.django_db(transaction=True)
def test_publishing_wakes_the_worker_once_the_letter_is_there():
    evening = an_evening()
    invite(evening)
    letter = evening.draft()
    version = letter_publish(meeting=evening.meeting, number=1, revision=letter.revision, by=evening.by, now=LATER)

    waiting = DBTaskResult.objects.get(task_path=letters.letter_mails.module_path)
    assert waiting.args_kwargs["args"] == [str(version.uuid)]
    assert not MessageRecipient.objects.exists()


def test_what_a_killed_worker_left_is_taken_up_again(evening):
    letter = evening.draft()
    letter_publish(meeting=evening.meeting, number=1, revision=letter.revision, by=evening.by, now=LATER)
    DBTaskResult.objects.all().delete()

    letters.look_after(now=LATER + dt.timedelta(seconds=5))
    assert not DBTaskResult.objects.exists()
    work()
    assert MessageRecipient.objects.filter(kind=KIND).count() == 2
    letters.look_after(now=LATER + dt.timedelta(hours=1))
    assert not DBTaskResult.objects.exists()


def test_the_pdf_is_made_once_and_made_anew_when_a_note_is_masked(sent, monkeypatch):
    version = sent.version
    first = letter_print(version=version, language="da")
    monkeypatch.setattr(letter_pdf, "pdf_file", lambda *_args, **_more: b"%PDF made anew")
    assert letter_print(version=version, language="da") == first

    LetterVersion.objects.filter(pk=version.pk).update(content={**version.content, "greeting": "Kære"})
    version.refresh_from_db()
    version.prints.all().delete()
    assert letter_print(version=version, language="da") == b"%PDF made anew"


def test_a_letter_whose_pdf_cannot_be_made_is_sent_all_the_same(evening, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("no font")

    monkeypatch.setattr(letter_pdf, "pdf_file", broken)
    version = publish(evening)
    assert MessageRecipient.objects.filter(ref=version.uuid).count() == 2


# --- corrections ---


def test_a_correction_must_say_what_changed_and_shows_it_computed(sent):
    sent.move(PointState(sent.weekly, "Ét brev om ugen er nok."))
    with pytest.raises(NotReady):
        publish(sent)

    second = publish(sent, changes="Vi havde skrevet besked. Det hed brev.")

    said = [difference_words(difference) for difference in from_json(second.content).differences]
    assert (second.number, second.changes) == (2, "Vi havde skrevet besked. Det hed brev.")
    assert said == ["Punktet »Én samlet besked om ugen er nok.« er skrevet om til »Ét brev om ugen er nok.«."]
    assert MessageRecipient.objects.filter(ref=second.uuid).count() == 2


def test_other_tables_answers_are_compared_one_by_one_and_few_are_never_told(evening):
    def with_echo(content, agreeing, differing, *, small):
        (first, *points), *themes = content.themes[0].points, *content.themes[1:]
        point = replace(first, agreeing=agreeing, differing=differing)
        told = replace(content, themes=(replace(content.themes[0], points=(point, *points)), *themes))
        return replace(told, facts=replace(content.facts, small=small))

    content = from_json(publish(evening).content)
    what = content.themes[0].points[0].statement

    changed = differences(with_echo(content, 2, 0, small=False), with_echo(content, 0, 2, small=False))
    few = differences(with_echo(content, 2, 0, small=True), with_echo(content, 0, 2, small=True))

    assert [difference_words(difference) for difference in changed] == [
        f"»{what}«: nu siger 0 andre borde det samme, før 2.",
        f"»{what}«: nu ser 2 andre borde det anderledes, før 0.",
    ]
    assert [difference.kind for difference in few] == ["counts"]


def test_a_correction_that_corrects_nothing_is_refused(sent):
    with pytest.raises(Refused) as refused:
        publish(sent, changes="Intet.")

    assert refused.value.code == "letter-same"


def test_the_first_version_stays_as_it_was_sent(sent):
    first = sent.version
    before = first.content
    sent.move(PointState(sent.weekly, "Ét brev om ugen er nok."))
    publish(sent, changes="Ordet er rettet.")

    first.refresh_from_db()
    assert first.content == before


def test_a_name_masked_after_publishing_goes_from_the_earlier_version_too(evening):
    evening.notes["single"].text = "Ring til Sørine, når et barn er sygt."
    evening.notes["single"].save()
    evening.draft()
    quote_pick(
        meeting=evening.meeting,
        point=point_uuid(evening.single),
        note=evening.notes["single"],
        text="Ring til Sørine",
        by=evening.by,
        now=LATER,
    )
    first = publish(evening)
    assert "Sørine" in str(first.content)
    evening.mask(evening.notes["single"], "Ring til [navn], når et barn er sygt.")
    evening.meeting.letter.quotes.all().delete()

    second = publish(evening, changes="Et navn er skjult.")

    first.refresh_from_db()
    assert "Sørine" not in str(first.content)
    assert "Sørine" not in str(second.content)
    assert first.content["facts"] == second.content["facts"]


def test_a_note_erased_after_publishing_loses_its_words_in_every_version_and_keeps_its_count(sent):
    first = sent.version
    note = sent.notes["weekly1"]
    note.text, note.erased_at = "", LATER
    note.save()

    note_changed(note=note, by=sent.by, now=LATER)

    first.refresh_from_db()
    assert "Udgave 1" not in str(first.content)
    assert first.content["themes"][0]["points"][0]["table_notes"] == 5


# --- names ---


def test_a_masked_name_is_nowhere_in_what_is_published(evening, client):
    person = evening.meeting.invitations.get().address.board.seats.first().person
    person.language = "en"
    person.save()
    evening.draft()
    quote_pick(
        meeting=evening.meeting,
        point=point_uuid(evening.first),
        note=evening.notes["named"],
        text=f"{MASKED} mor fik aldrig svar fra skolen.",
        by=evening.by,
        now=LATER,
    )
    version = publish(evening)
    content = from_json(version.content)
    mails = list(MessageRecipient.objects.filter(ref=version.uuid))
    token = mails[0].text.split("/brev/")[1].split("/")[0]
    pdf = letter_pdf.pdf_file(content, number=1, published_at=LATER)

    published = {
        "snapshot": str(version.content),
        "page": client.get(f"/brev/{token}/").text,
        "page in Arabic": client.get(f"/brev/{token}/?sprog=ar").text,
        "pdf": text_of(pdf),
        "docx": words_of(letter_docx.docx_file(content)),
        "csv": letter_sheets.csv_file(content).decode("utf-8-sig"),
        "xlsx": words_of(letter_sheets.xlsx_file(content)),
        **{f"mail {mail.pk}": f"{mail.text} {mail.html} {mail.subject}" for mail in mails},
    }

    for where, text in published.items():
        assert NAME not in text, where
        assert SECRET not in text, where
        assert "Villads" not in text, where
    for where in ("snapshot", "page", "pdf", "docx", "csv", "xlsx"):
        assert MASKED in published[where], where


def test_words_masked_elsewhere_must_be_looked_at_before_publishing(evening):
    with pytest.raises(NotReady) as refused:
        publish(evening, texts={"title": f"Tak til {NAME}s"})

    assert [seen.word for seen in refused.value.names] == [f"{NAME}s"]
    assert publish(evening, texts={"title": f"Tak til {NAME}s"}, names_checked=True).number == 1


# --- paper ---


def test_the_pdf_says_the_counts_as_text_and_is_tagged(sent):
    version = sent.version
    pdf = letter_pdf.pdf_file(from_json(version.content), number=1, published_at=LATER)

    text = text_of(pdf)
    assert "ved 4 af 6 borde" in text
    assert "Sagt ved kun ét bord" in text
    assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_draft_says_so_on_paper(sent):
    version = sent.version
    content = from_json(version.content)

    assert "Udkast" in text_of(letter_pdf.pdf_file(content, draft=True))
    assert "Udkast" in words_of(letter_docx.docx_file(content, mark="Udkast"))


def test_the_word_file_has_headings_language_and_a_table_of_counts_and_no_macros(sent):
    version = sent.version
    made = letter_docx.docx_file(from_json(version.content))

    with zipfile.ZipFile(io.BytesIO(made)) as file:
        document, styles = file.read("word/document.xml").decode(), file.read("word/styles.xml").decode()
        assert not [name for name in file.namelist() if "vba" in name.lower()]
    assert 'w:val="Heading1"' in document
    assert 'w:val="Heading2"' in document
    assert "<w:tblHeader" in document
    assert "ved 4 af 6 borde" in document
    assert 'w:val="da-DK"' in styles
    assert 'w:bidi="ar-SA"' in document
