# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Standard lines of an agenda are said in the reader's language, an officer's own are marked as Danish."""

import pytest

from samspil.dialogue.meetings.agenda import in_readers_language
from samspil.dialogue.meetings.tags import agenda_title, agenda_words


@pytest.mark.parametrize(
    "title", ["Velkomst", "Oplæg", "Runde 1", "Runde 12", "Opsamling for alle", "Tak for i aften."]
)
def test_a_standard_line_has_words_in_the_readers_language(title):
    assert in_readers_language(title)
    assert "lang=" not in agenda_title(title)


@pytest.mark.parametrize("title", ["Gro Lund om fællesskab", "Runde 1: leg", "<b>Velkomst</b>", ""])
def test_an_officers_own_line_stays_as_it_is_and_is_marked_as_danish(title):
    assert in_readers_language(title) == ""
    assert agenda_words(title) == title
    assert agenda_title(title).startswith('<bdi lang="da" dir="ltr">')
    assert "<b>" not in agenda_title(title)
