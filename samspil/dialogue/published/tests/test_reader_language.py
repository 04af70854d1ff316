# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A Danish letter in another language's frame says so, and marks each Danish word in it as Danish."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from samspil.dialogue.letter.content import AttachedFile, Difference, Place
from samspil.dialogue.letter.docx import docx_file
from samspil.dialogue.letter.queries.draft import letter_content, letter_start
from samspil.dialogue.letter.words.languages import ISOLATE, in_danish_words
from samspil.dialogue.letter.words.points import where
from samspil.dialogue.publishing.mails import LetterMail
from samspil.dialogue.tests.letter_evening import an_evening, invite

pytestmark = pytest.mark.django_db
VOID = {"meta", "link", "br", "input", "img", "hr"}


class Languages(HTMLParser):
    """Each text of a page with the language it is said to be in."""

    def __init__(self, page):
        super().__init__()
        self.open, self.texts = [("", "")], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang", self.open[-1][1])))

    def handle_endtag(self, tag):
        while self.open[-1][0] != tag:
            self.open.pop()
        self.open.pop()

    def handle_data(self, data):
        self.texts.append((data, self.open[-1][1]))


@pytest.fixture
def evening():
    evening = an_evening()
    evening.meeting.place, evening.meeting.next_place = "Fjordby Rådhus", "Åskolens sal"
    evening.meeting.save()
    evening.draft()
    return evening


@pytest.fixture
def page(evening, client):
    """The draft as a page in Arabic."""
    client.force_login(evening.by)
    return client.get(f"/moeder/{evening.meeting.uuid}/brev/se/side/?sprog=ar").text


@pytest.fixture
def content(evening):
    return replace(
        letter_content(meeting=evening.meeting),
        files=(AttachedFile("x", "Oplæg om samarbejde", "o.pdf", "application/pdf", 3),),
        differences=(Difference("theme-new", what="Færre beskeder"),),
    )


def test_every_danish_word_of_the_letter_is_marked_as_danish(content, page):
    with translation.override("ar"):
        context = {"content": content, "number": 2, "changes": "Et ord er rettet.", "language": "ar"}
        paper = Languages(render_to_string("dialogue/print_letter.html", context)).texts
        mail = Languages(LetterMail(content).to(language="ar", token="t").html).texts

    danish = [
        content.title, content.greeting, content.meeting_place, "Åskolens sal", "Oplæg om samarbejde", "Færre beskeder",
        content.sender_title, content.closing, *(point.statement for point in content.points),
    ]  # fmt: skip
    for texts in (Languages(page).texts, paper, mail):
        texts = [(text, language) for text, language in texts if "{" not in text]
        wrong = [(text, language) for text, language in texts for word in danish if word in text and language != "da"]
        # The window's title and the sentence that names who answers have no place for a language of their own.
        assert [pair for pair in wrong if pair[0].strip() not in (content.title, f"{content.title} – Samspil")] == []


@pytest.mark.parametrize("medium", ["page", "mail", "paper"])
def test_a_letter_in_danish_says_so_in_another_language_and_not_in_its_own(content, page, medium):
    with translation.override("da"):
        assert in_danish_words(medium) == ""
    with translation.override("ar"):
        said = in_danish_words(medium)
        assert said
        if medium == "page":
            assert said in page
        if medium == "mail":
            made = LetterMail(content).to(language="ar", token="t")
            assert said in made.text
            assert said in made.html
        if medium == "paper":
            assert said in render_to_string("dialogue/print_letter.html", {"content": content, "language": "ar"})
            assert docx_file(content)


def test_danish_inside_a_sentence_is_set_apart_only_where_the_sentence_is_not_danish():
    talk = Place(origin="talk", talk="Oplæg", speaker="Gro")
    with translation.override("da"):
        assert where(talk) == "Oplægget »Oplæg« · Gro"
    with translation.override("ar"):
        assert where(talk).count(ISOLATE) == 2


@pytest.mark.parametrize("invited", [True, False])
def test_the_words_a_letter_begins_with_are_true_on_page_paper_and_mail(invited):
    evening = an_evening()
    if invited:
        invite(evening)

    said = " ".join(letter_start(meeting=evening.meeting, by=evening.by).values()).casefold()

    assert not [word for word in ("mail", "åbne", "klik", "tryk", "link", "knap") if word in said]
