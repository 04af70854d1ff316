# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A pasted list of guests: what is read is what was written, and twice is as once."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samspil.dialogue.meetings.languages import NAMES
from samspil.dialogue.models import Guest
from samspil.dialogue.seating.actions import guests as seating
from samspil.dialogue.seating.guest_lines import read, spoken, spoken_words
from samspil.dialogue.tests.factories import MeetingFactory, officer

NOW = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)
WORDS = st.text(st.characters(categories=["L"], max_codepoint=0x17F), min_size=1, max_size=12)
LINES = st.lists(st.tuples(WORDS, st.sampled_from(["", "Åskolen", "Bakkeskolen"])), max_size=12)


@given(st.lists(st.sampled_from(sorted(set(NAMES) - {"da"})), min_size=1, unique=True), st.booleans())
def test_languages_are_read_as_they_are_shown(codes, needs_help):
    heard = spoken(spoken_words(codes, needs_help=needs_help))

    assert (list(heard.codes), heard.only, heard.unknown) == (codes, needs_help, ())


@pytest.mark.parametrize(
    ("text", "codes", "danish", "only"),
    [
        ("Dansk og arabisk", ("ar",), True, False),
        ("kun tigrinya", ("ti",), False, True),
        ("العربية", ("ar",), False, False),
        ("taler lidt farsi, samt dansk", ("fa",), True, False),
        ("kun dansk", (), True, False),
        ("", (), False, False),
    ],
)
def test_people_write_languages_in_many_ways(text, codes, danish, only):
    heard = spoken(text)

    assert (heard.codes, heard.danish, heard.only, heard.unknown) == (codes, danish, only, ())


@given(LINES)
def test_every_line_is_a_guest(lines):
    text = "\r\n".join(f" {name} ;{group}\t" for name, group in lines)

    found, wrong = read(text)

    assert wrong == []
    assert [(one.name, one.group) for one in found] == lines


def test_marks_and_spaces_do_not_matter_and_mistakes_are_named_by_line():
    found, wrong = read("\n Amina   Warsame;Åskolen;kun arabisk;referent\n\n;Åskolen\nBo;;klingonsk\n")

    assert found[0].name == "Amina Warsame"
    assert (found[0].languages, found[0].needs_help, found[0].takes_notes) == (("ar",), True, True)
    assert [words.partition(":")[0] for words in wrong] == ["Linje 4", "Linje 5"]


class Pasted(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(LINES, LINES)
    def test_the_same_list_again_adds_nobody(self, first, second):
        meeting, by = MeetingFactory(), officer()

        def paste(lines):
            rows, _wrong = read("\n".join(f"{name}; {group}" for name, group in lines))
            return seating.guests_add(meeting=meeting, lines=rows, by=by, now=NOW)

        paste(first)
        paste(second)
        again = paste(first + second)

        wanted = {(name.casefold(), group.casefold()) for name, group in first + second}
        assert (again.added, again.named) == (0, 0)
        assert Guest.objects.filter(meeting=meeting).count() == len(wanted)
