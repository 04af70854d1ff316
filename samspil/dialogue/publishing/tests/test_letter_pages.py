# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The letter's pages without JavaScript: writing, looking, sending, reading, and who may."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samspil.delivery.models import MessageRecipient
from samspil.dialogue.models import Letter, LetterQuote, LetterVersion
from samspil.dialogue.publishing.actions.publishing import letter_publish, letter_send
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import an_evening, invite
from samspil.engines.sorting import NoteUnplace, PointState, Unit
from samspil.people.tests.factories import UserFactory
from tests.forms import fields_of
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("later")]
WORDS = {
    "revision": "0",
    "title": "Færre beskeder",
    "greeting": "Kære alle",
    "introduction": "Vi sad ved {borde} borde.",
    "closing": "",
    "sender_name": "Mette",
    "sender_title": "",
}


evening = made_once(an_evening)


@pytest.fixture
def officer(evening, client):
    client.force_login(evening.by)
    return client


def url(evening, tail=""):
    return f"/moeder/{evening.meeting.uuid}/brev/{tail}"


def publish(evening):
    letter = evening.draft()
    version = letter_publish(
        meeting=evening.meeting,
        number=letter.versions.count() + 1,
        revision=letter.revision,
        changes="Et ord er rettet.",
        by=evening.by,
        now=LATER,
    )
    letter_send(version=version, by=evening.by, now=LATER)
    return version


def a_sent_evening():
    evening = an_evening()
    invite(evening)
    evening.version = publish(evening)
    return evening


sent = made_once(a_sent_evening)


def token_of(version):
    return MessageRecipient.objects.filter(ref=version.uuid).first().text.split("/brev/")[1].split("/")[0]


def hidden(page, name):
    return re.findall(rf'name="{name}" value="(\d+)"', page.text)[-1]


# --- writing ---


def test_opening_the_draft_writes_nothing_and_offers_a_start(evening, officer):
    page = officer.get(url(evening))

    assert page.status_code == 200
    assert "Kære alle" in page.text
    assert not Letter.objects.exists()


def test_saving_keeps_the_words_and_the_sentences_under_a_theme(evening, officer):
    answer = officer.post(url(evening), {**WORDS, f"theme-{evening.fewer}": "Det talte I mest om."})

    letter = Letter.objects.get()
    assert answer.headers["Location"] == url(evening)
    assert (letter.title, letter.theme_texts) == ("Færre beskeder", {evening.fewer: "Det talte I mest om."})


def test_an_unknown_field_is_told_at_once_and_nothing_is_lost(evening, officer):
    answer = officer.post(url(evening), {**WORDS, "introduction": "Vi var {mange} mennesker."})

    assert answer.status_code == 422
    assert "kender ikke feltet »{mange}«" in answer.text
    assert "Vi var {mange} mennesker." in answer.text
    assert not Letter.objects.exists()


def test_a_draft_saved_by_a_colleague_is_shown_beside_ones_own(evening, officer):
    evening.draft(title="Kollegaens overskrift")

    answer = officer.post(url(evening), {**WORDS, "title": "Min overskrift"})

    assert answer.status_code == 409
    assert "Min overskrift" in answer.text
    assert "Kollegaens overskrift" in answer.text
    again = officer.post(url(evening), {**WORDS, "title": "Min overskrift", "revision": hidden(answer, "revision")})
    assert again.status_code == 302


@pytest.mark.parametrize("form", ["side", "mail"])
def test_the_draft_is_saved_before_it_is_shown(evening, officer, form):
    answer = officer.post(url(evening), {**WORDS, "title": "Skrevet lige nu", "see": form}, follow=True)

    assert answer.request["PATH_INFO"] == url(evening, f"se/{form}/")
    assert "Skrevet lige nu" in answer.text


def test_words_that_cannot_be_saved_are_not_shown_as_if_they_were(evening, officer):
    answer = officer.post(url(evening), {**WORDS, "introduction": "Vi var {mange} mennesker.", "see": "side"})

    assert answer.status_code == 422
    assert "Vi var {mange} mennesker." in answer.text


def test_what_is_written_and_not_saved_is_saved_before_the_letter_is_sent(evening, officer):
    evening.draft()
    page = fields_of(officer.get(url(evening)).content, "brev")

    answer = officer.post(url(evening, "send/"), page | {"closing": "Tak for i aften."})

    assert answer.status_code == 302
    assert LetterVersion.objects.get().content["closing"] == "Tak for i aften."


@pytest.mark.parametrize("wrong", [{"introduction": "Vi var {mange} mennesker."}, {"revision": "1"}])
def test_words_that_cannot_be_saved_are_not_left_out_of_the_letter(evening, officer, wrong):
    evening.draft(title="Kollegaens overskrift")
    evening.draft(title="Kollegaens nye overskrift")
    page = fields_of(officer.get(url(evening)).content, "brev")

    answer = officer.post(url(evening, "send/"), page | {"closing": "Tak for i aften.", **wrong})

    assert answer.status_code in {409, 422}
    assert "Tak for i aften." in answer.text
    assert not LetterVersion.objects.exists()


def test_a_quote_is_picked_and_taken_out_again_by_plain_forms(evening, officer):
    note = evening.notes["weekly1"]
    at = f"{evening.weekly}:{note.pk}"
    pick = {"pick": at, f"text:{at}": f"  {note.text}\r\n"}

    wrong = officer.post(url(evening, "citat/"), {**pick, f"text:{at}": "Noget, ingen sagde."})
    right = officer.post(url(evening, "citat/"), pick)
    quote = LetterQuote.objects.get()
    shown = officer.get(url(evening)).text
    officer.post(url(evening, "citat/ud/"), {"quote": str(quote.pk)})

    assert wrong.status_code == 409
    assert "Citatet skal stå ordret" in wrong.text
    assert right.headers["Location"].endswith(f"#punkt-{evening.weekly}")
    assert f"»{note.text}«" in shown
    assert not LetterQuote.objects.exists()


@pytest.mark.parametrize("note", ["x", "", "11111111-1111-4111-8111-111111111111"])
def test_a_quote_of_a_note_that_is_not_there_is_404(evening, officer, note):
    at = f"{evening.weekly}:{note}"

    assert officer.post(url(evening, "citat/"), {"pick": at, f"text:{at}": "Udgave 1."}).status_code == 404
    assert officer.post(url(evening, "citat/"), {"pick": f"x:{evening.notes['weekly1'].pk}"}).status_code == 404


def test_what_was_written_and_not_saved_is_saved_when_a_quote_is_picked(evening, officer):
    note = evening.notes["weekly1"]
    at = f"{evening.weekly}:{note.pk}"
    picked = officer.post(
        url(evening, "citat/"), {**WORDS, "title": "Skrevet først", "pick": at, f"text:{at}": note.text}
    )
    revision = str(Letter.objects.get().revision)
    dropped = officer.post(
        url(evening, "citat/ud/"),
        {**WORDS, "title": "Skrevet bagefter", "revision": revision, "quote": str(LetterQuote.objects.get().pk)},
    )

    assert (picked.status_code, dropped.status_code) == (302, 302)
    assert Letter.objects.get().title == "Skrevet bagefter"
    assert not LetterQuote.objects.exists()


def test_words_that_cannot_be_saved_stop_the_quote_and_stay_in_their_fields(evening, officer):
    note = evening.notes["weekly1"]
    at = f"{evening.weekly}:{note.pk}"
    answer = officer.post(
        url(evening, "citat/"), {**WORDS, "introduction": "Vi var {mange}.", "pick": at, f"text:{at}": note.text}
    )

    assert answer.status_code == 422
    assert "Vi var {mange}." in answer.text
    assert not LetterQuote.objects.exists()


def test_the_notes_of_a_point_are_a_page_and_a_part_of_the_drafts_page(evening, officer):
    page = officer.get(url(evening, f"punkt/{evening.weekly}/"))
    part = officer.get(url(evening, f"punkt/{evening.weekly}/"), headers={"HX-Request": "true"})

    for answer in (page, part):
        assert evening.notes["weekly1"].text in answer.text
    assert "<h1>" in page.text
    assert "<h1>" not in part.text
    assert officer.get(url(evening, "punkt/11111111-1111-4111-8111-111111111111/")).status_code == 404


# --- looking ---


@pytest.mark.parametrize(
    ("form", "content_type"),
    [
        ("side", "text/html"),
        ("mail", "text/html"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_the_draft_can_be_seen_in_every_form_before_it_is_sent(evening, officer, form, content_type):
    evening.draft()

    answer = officer.get(url(evening, f"se/{form}/"))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(content_type)
    if content_type == "text/html":
        assert "Udkast" in answer.text
        assert "Tak for en god aften. I sad ved 6 borde" in answer.text


def test_an_unknown_form_is_404(evening, officer):
    assert officer.get(url(evening, "se/fax/")).status_code == 404


def test_the_mail_is_shown_shut_in(evening, officer):
    policy = officer.get(url(evening, "se/mail/")).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src" not in policy


# --- sending ---


def test_sending_freezes_the_letter_and_shows_how_far_it_is(evening, officer):
    invite(evening)
    evening.draft()
    page = officer.get(url(evening))
    press = {"number": hidden(page, "number"), "revision": hidden(page, "revision")}

    first = officer.post(url(evening, "send/"), press)
    second = officer.post(url(evening, "send/"), press)
    before = officer.get(first.headers["Location"])
    letter_send(version=LetterVersion.objects.get(), by=evening.by, now=LATER)
    progress = officer.get(first.headers["Location"])

    assert "Mailene bliver skrevet" in before.text
    assert first.headers["Location"] == second.headers["Location"]
    assert LetterVersion.objects.count() == 1
    assert MessageRecipient.objects.count() == 2
    assert progress.status_code == 200
    assert "2 er på vej" in progress.text


def test_sending_too_early_shows_the_list_with_links_to_the_desk(evening, officer):
    letter = evening.draft()
    note = evening.notes["weekly1"]
    evening.move(NoteUnplace(Unit(str(note.pk)), evening.weekly))

    answer = officer.post(url(evening, "send/"), {"number": "1", "revision": str(letter.revision)})

    assert answer.status_code == 409
    assert "Brevet er ikke sendt" in answer.text
    assert f"?note={note.pk}" in answer.text
    assert not LetterVersion.objects.exists()


def test_a_correction_asks_what_changed(evening, officer):
    publish(evening)
    evening.move(PointState(evening.weekly, "Ét brev om ugen er nok."))
    letter = evening.draft()
    press = {"number": "2", "revision": str(letter.revision)}

    without = officer.post(url(evening, "send/"), {**press, "changes": " "})
    with_words = officer.post(url(evening, "send/"), {**press, "changes": "Ordet er rettet."})

    assert "Skriv, hvad der er ændret" in without.text
    assert with_words.status_code == 302
    assert LetterVersion.objects.get(number=2).changes == "Ordet er rettet."


def test_the_progress_page_sends_to_those_who_came_later(evening, officer):
    version = publish(evening)
    invite(evening)

    officer.post(f"/breve/{version.uuid}/sendt/")

    assert MessageRecipient.objects.filter(ref=version.uuid).count() == 2


# --- reading ---


def test_the_personal_link_opens_the_letter_and_all_its_files_without_a_log_in(sent, client):
    token = token_of(sent.version)

    page = client.get(f"/brev/{token}/")
    files = re.findall(rf'href="(/brev/{token}/[^"]+)"', page.text)

    assert "ved 4 af 6 borde" in page.text
    assert "Bord 4" not in page.text
    assert len(files) >= 5
    assert {client.get(file).status_code for file in files} == {200}


def test_opening_the_link_changes_nothing(sent, client):
    token = token_of(sent.version)

    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"/brev/{token}/")

    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}
    assert not page.cookies


@pytest.mark.parametrize("tail", ["", "brev.pdf", "brev.docx", "noter.csv", "noter.xlsx", "naeste-moede.ics"])
def test_a_wrong_link_says_so_in_words(client, tail):
    answer = client.get(f"/brev/forkert/{tail}")

    assert answer.status_code == 404
    assert "Linket kan ikke bruges" in answer.text


def test_the_letter_is_for_officers_and_the_invited_and_unknown_to_others(sent, client):
    version = sent.version
    member = UserFactory(person=sent.meeting.invitations.get().address.board.seats.first().person)
    answers = {}

    answers["nobody"] = client.get(f"/breve/{version.uuid}/").status_code
    for name, user in (("officer", sent.by), ("invited", member), ("stranger", UserFactory())):
        client.force_login(user)
        answers[name] = client.get(f"/breve/{version.uuid}/").status_code

    assert answers == {"nobody": 302, "officer": 200, "invited": 200, "stranger": 404}


def test_the_draft_is_unknown_to_everybody_else(evening, client):
    client.force_login(UserFactory())

    for tail in ("", "se/side/", "se/pdf/", f"punkt/{evening.weekly}/"):
        assert client.get(url(evening, tail)).status_code == 404
    for tail in ("citat/", "citat/ud/", "send/"):
        assert client.post(url(evening, tail)).status_code == 404


def test_an_earlier_version_can_be_read_and_points_to_the_newest(sent, client):
    token = token_of(sent.version)
    sent.move(PointState(sent.weekly, "Ét brev om ugen er nok."))
    publish(sent)

    newest, earlier = client.get(f"/brev/{token}/"), client.get(f"/brev/{token}/?udgave=1")

    assert "Ét brev om ugen er nok." in newest.text
    assert "Et ord er rettet." in newest.text
    assert "Der er kommet en rettet udgave" in earlier.text
    assert "Én samlet besked om ugen er nok." in earlier.text
    assert client.get(f"/brev/{token}/?udgave=7").status_code == 404


@pytest.mark.parametrize(("language", "direction"), [("da", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_the_page_speaks_three_languages_and_keeps_the_officers_danish(sent, client, language, direction):
    token = token_of(sent.version)

    page = client.get(f"/brev/{token}/?sprog={language}").text

    assert f'<html lang="{language}" dir="{direction}">' in page
    assert '<h1 lang="da" dir="ltr">Færre beskeder og hjælp i tide</h1>' in page
    assert 'lang="ar" dir="rtl"' in page


def test_the_next_meeting_can_be_put_in_a_calendar(sent, client):
    token = token_of(sent.version)

    made = client.get(f"/brev/{token}/naeste-moede.ics")

    assert made.headers["Content-Type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20261220" in made.text


def test_where_nobody_is_invited_the_letter_is_put_up_and_speaks_of_no_mail(evening, officer):
    invited = officer.get(f"/moeder/{evening.meeting.uuid}/brev/").content.decode()
    evening.meeting.invitations.all().delete()
    evening.meeting.invited_at = None
    evening.meeting.save()
    alone = officer.get(f"/moeder/{evening.meeting.uuid}/brev/").content.decode()

    # The letter also stands on a page and on paper.
    assert "denne mail" not in invited + alone
    assert "Læg brevet frem" in alone
    assert "Send brevet til alle" not in alone
