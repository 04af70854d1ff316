# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The page where readings are written, and the letter as readers of other languages get it."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from samspil.dialogue.letter.content import Facts, LetterContent
from samspil.dialogue.letter.queries.draft import letter_content
from samspil.dialogue.letter.queries.readings import readings_of
from samspil.dialogue.letter.readings import Reading, pieces, readings_in
from samspil.dialogue.letter.short import short_themes
from samspil.dialogue.letter.words.languages import in_danish_words
from samspil.dialogue.models import Letter, LetterReading
from samspil.dialogue.publishing.actions.readings import Written, reading_draft, readings_save
from samspil.dialogue.publishing.mails import LetterMail
from samspil.dialogue.publishing.queries.readings import reading_rows
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import NAME, an_evening
from samspil.dialogue.tests.promise_evening import publish
from samspil.engines.sorting import PointState, text_digest
from tests.forms import errors_of, fields_of
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
WEEKLY = "Én samlet besked om ugen er nok."
ARABIC = "رسالة واحدة في الأسبوع تكفي."
KEY = text_digest(WEEKLY)


def a_published_evening():
    evening = an_evening()
    evening.meeting.next_place = "Åskolens sal"
    evening.meeting.save()
    publish(evening)
    return evening


evening = made_once(a_published_evening)


@pytest.fixture
def letter(evening):
    return Letter.objects.get(meeting=evening.meeting)


@pytest.fixture
def address(evening):
    return reverse("dialogue:letter-readings", args=[evening.meeting.uuid, "ar"])


@pytest.fixture
def reader(client, evening):
    """The letter as the page in a language."""
    client.force_login(evening.by)

    def open_in(language):
        url = reverse("dialogue:letter", args=[evening.version.uuid])
        return client.get(f"{url}?sprog={language}").text

    return open_in


def read(evening, danish, text=ARABIC, *, kept="", now=LATER, language="ar"):
    letter = Letter.objects.get(meeting=evening.meeting)
    written = [Written(text_digest(danish), text, kept)]
    return readings_save(letter=letter, language=language, written=written, by=evening.by, now=now)


def fields(answer):
    """As a browser sends them: the line end after `<textarea>` is none of the words."""
    return {name: value.removeprefix("\n") for name, value in fields_of(answer.content, "oversat").items()}


def page_fields(client, address):
    return fields(client.get(address))


def stored():
    return dict(LetterReading.objects.filter(replaced_at=None).values_list("danish", "text"))


def of_language(page, words):
    """In which language the words stand, wherever they do."""
    found = [node for node in html.fromstring(page).iter() if words in (node.text or "")]
    return {(node.xpath("ancestor-or-self::*[@lang][1]/@lang") or [""])[0] for node in found if node.tag != "title"}


def test_one_save_keeps_every_field_that_was_written_in(officer, address):
    page = page_fields(officer, address)
    typed = page | {f"text-{KEY}": f" {ARABIC}\r\n", f"text-{text_digest('Kære alle')}": "أعزاءنا"}

    answer = officer.post(address, typed)

    assert answer.status_code == 302
    assert stored() == {WEEKLY: ARABIC, "Kære alle": "أعزاءنا"}
    assert page_fields(officer, address)[f"text-{KEY}"] == ARABIC
    # The same page once more changes nothing.
    assert officer.post(address, page_fields(officer, address)).status_code == 302
    assert LetterReading.objects.count() == 2


def test_an_old_page_does_not_overwrite_a_colleagues_newer_reading(officer, address, evening):
    old = page_fields(officer, address)
    read(evening, WEEKLY, "Kollegaens ord.")

    assert officer.post(address, old | {f"text-{text_digest('Kære alle')}": "أعزاءنا"}).status_code == 302
    assert stored() == {WEEKLY: "Kollegaens ord.", "Kære alle": "أعزاءنا"}

    answer = officer.post(address, old | {f"text-{KEY}": ARABIC})
    assert answer.status_code == 409
    assert errors_of(answer.content) == {f"text-{KEY}"}
    assert "Kollegaens ord." in answer.text
    again = fields(answer)
    assert again[f"text-{KEY}"] == ARABIC
    assert officer.post(address, again).status_code == 302
    assert stored()[WEEKLY] == ARABIC


def test_words_typed_beside_danish_that_changed_meanwhile_stand_at_the_new_danish(officer, address, evening, letter):
    new = "Én besked om ugen er rigeligt."
    evening.meeting.refresh_from_db()
    evening.meeting.sorting_closed_at = None
    evening.meeting.save()
    evening.move(PointState(evening.weekly, "Et udkast, der bliver skrevet om."))
    old = page_fields(officer, address)
    evening.move(PointState(evening.weekly, new))

    answer = officer.post(address, old | {f"text-{text_digest('Et udkast, der bliver skrevet om.')}": ARABIC})

    assert answer.status_code == 409
    assert stored() == {}
    again = fields(answer)
    assert again[f"text-{text_digest(new)}"] == ARABIC
    assert officer.post(address, again).status_code == 302
    assert stored() == {new: ARABIC}


def test_words_typed_beside_danish_that_is_gone_are_shown(officer, address, evening):
    page = page_fields(officer, address)
    gone = {"text-0123456789abcdef": "Ord til det, der er væk.", "place-0123456789abcdef": "point:x"}

    answer = officer.post(address, page | gone | {f"text-{KEY}": ARABIC})

    assert answer.status_code == 409
    assert "Ord til det, der er væk." in answer.text
    assert fields(answer)[f"text-{KEY}"] == ARABIC
    assert stored() == {}


def test_a_draft_is_approved_by_its_tick_or_by_changing_it_and_by_nothing_else(officer, address, evening, letter):
    for row in reading_rows(letter=letter, language="ar")[:3]:
        reading_draft(letter=letter, language="ar", piece=row.piece, text=f"Udkast: {row.piece.text}", now=LATER)
    first, second, third = (row.piece.digest for row in reading_rows(letter=letter, language="ar")[:3])
    page = page_fields(officer, address)

    officer.post(address, page | {f"ok-{first}": "on", f"text-{second}": "Mine egne ord."})

    approved = dict(LetterReading.objects.exclude(approved_at=None).values_list("digest", "machine"))
    assert approved == {first: True, second: False}
    assert LetterReading.objects.get(digest=third).approved_at is None


def test_a_tick_does_not_approve_what_the_page_did_not_show(officer, address, evening, letter):
    row = reading_rows(letter=letter, language="ar")[0]
    reading_draft(letter=letter, language="ar", piece=row.piece, text="Det første udkast.", now=LATER)
    page = page_fields(officer, address)
    LetterReading.objects.update(text="Et andet udkast.")

    answer = officer.post(address, page | {f"ok-{row.piece.digest}": "on"})

    assert answer.status_code == 409
    assert errors_of(answer.content) == {f"text-{row.piece.digest}"}
    assert LetterReading.objects.get().approved_at is None


def test_a_word_that_is_masked_in_a_note_is_saved_only_once_somebody_has_looked(officer, address):
    page = page_fields(officer, address) | {f"text-{KEY}": f"{NAME}s mother wants one message."}

    answer = officer.post(address, page)

    assert answer.status_code == 409
    assert (NAME in answer.text, stored()) == (True, {})
    assert fields(answer)[f"text-{KEY}"] == f"{NAME}s mother wants one message."
    officer.post(address, fields(answer) | {"names_checked": "on"})
    assert stored() == {WEEKLY: f"{NAME}s mother wants one message."}


def test_there_is_no_page_before_a_letter_nor_in_danish(officer, address):
    assert officer.get(address.replace("/ar/", "/da/")).status_code == 404
    empty = an_evening()
    assert officer.get(reverse("dialogue:letter-readings", args=[empty.meeting.uuid, "ar"])).status_code == 404


def test_the_letters_page_leads_to_each_language(officer, evening, address):
    assert address in officer.get(reverse("dialogue:letter-edit", args=[evening.meeting.uuid])).text


def test_a_reader_gets_approved_words_in_their_language_with_the_danish_one_press_away(evening, reader, letter):
    read(evening, WEEKLY)
    read(evening, "Åskolens sal", "قاعة")
    draft = next(row.piece for row in reading_rows(letter=letter, language="ar") if row.piece.text == "Kære alle")
    reading_draft(letter=letter, language="ar", piece=draft, text="مسودة", now=LATER)

    page = reader("ar")
    statement = html.fromstring(page).xpath("//h3[contains(@class, 'sp-statement')]")[0]

    assert (statement.text, statement.get("lang"), statement.get("dir")) == (ARABIC, "ar", "rtl")
    assert html.fromstring(page).xpath(f"//details//*[@lang='da']//p[text()='{WEEKLY}']")
    assert of_language(page, WEEKLY) == {"da"}
    assert of_language(page, "قاعة") == {"ar"}
    assert of_language(page, "Kære alle") == {"da"}
    assert "مسودة" not in page
    assert ARABIC not in reader("en")
    assert ARABIC not in reader("da")


def test_an_english_reader_is_told_how_much_is_in_english_and_since_when(evening, reader):
    total = len(pieces(letter_content(meeting=evening.meeting)))
    read(evening, WEEKLY, "One message a week is enough.", language="en", now=LATER.replace(year=LATER.year + 1))

    page = reader("en")

    content = letter_content(meeting=evening.meeting)
    readings = readings_of(letter=Letter.objects.get(), content=content, language="en")
    with translation.override("en"):
        said = in_danish_words("page", readings)
    assert said in html.fromstring(page).xpath("string(//p[@class='sp-in-danish'])")
    assert f"{total - 1}" in said
    assert str(total) in said
    assert str(LATER.year + 1) in html.fromstring(page).xpath("string(//p[@class='sp-in-danish'])")
    assert of_language(page, "One message a week is enough.") == {"en"}


def test_paper_and_mail_have_the_approved_words_too(evening, letter):
    read(evening, WEEKLY)
    content = letter_content(meeting=evening.meeting)
    readings = readings_of(letter=letter, content=content, language="ar")
    with translation.override("ar"):
        context = {"content": content, "language": "ar", "readings": readings, "themes": short_themes(content, most=9)}
        papers = [render_to_string(f"dialogue/print_{name}.html", context) for name in ("letter", "short")]
    mail = LetterMail(content, readings=lambda language: readings).to(language="ar", token="t")

    assert ARABIC in mail.text
    assert of_language(mail.html, ARABIC) == {"ar"}
    assert [of_language(paper, ARABIC) for paper in papers] == [{"ar"}, {"ar"}]


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_what_is_counted_as_danish_is_what_stands_in_danish(data):
    """Any letter, any of its words read: the counts are those of the page's own pieces."""
    words = st.text("abc ", min_size=1, max_size=3)
    texts = data.draw(st.lists(words, min_size=3, max_size=3))
    content = _letter(*texts)
    mine = [piece.text for piece in pieces(content)]
    read_of = data.draw(st.sets(st.sampled_from([*mine, "zzz"]))) if mine else set()
    approved = {text_digest(text): Reading(f"ar {text}", LATER) for text in read_of}

    found = readings_in(content, language="ar", approved=approved)

    assert found.total == len(set(texts)) == len(mine)
    assert found.only_danish == sum(not found.of(text) for text in set(texts))
    assert {text for text in set(texts) if found.of(text)} == read_of - {"zzz"}


def _letter(title, greeting, closing):
    return LetterContent(
        meeting_title="",
        meeting_place="",
        starts_at=LATER,
        municipality="",
        title=title,
        greeting=greeting,
        introduction="",
        closing=closing,
        sender_name="",
        sender_title="",
        facts=Facts(people=None, tables=1, notes=0, used=0, aside=0),
    )
