# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How a note's language is shown, and which live channels a page follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from samspil.dialogue.meetings.languages import NAMES, OWN_NAMES, direction
from samspil.dialogue.notes import words
from samspil.dialogue.notes.queries import naming

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting
    from samspil.dialogue.notes.models import Note

register = template.Library()


@register.filter
def text_direction(language: str) -> str:
    return direction(language)


@register.filter
def language_name(language: str) -> str:
    """In the reader's language."""
    return str(NAMES.get(language, language))


@register.simple_tag
def note_languages(note: Note, meeting: Meeting) -> list[tuple[str, str]]:
    """What a note that is there may be said to be written in: the languages of the meeting, and its own."""
    return [
        (code, OWN_NAMES[code])
        for code in dict.fromkeys(["da", *meeting.languages, note.language])
        if code in OWN_NAMES
    ]


@register.simple_tag
def note_warning(note: Note, rolls: naming.Rolls) -> str:
    """Whether the note seems to name somebody, in a sentence for those who wrote it; "" when it does not."""
    return naming.note_warning(rolls=rolls, note=note)


@register.simple_tag
def erased_words() -> str:
    return words.erased_words()
