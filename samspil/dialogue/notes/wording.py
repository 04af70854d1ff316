# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A note's words as they may be read today: names masked, nothing of what is erased or not allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samspil.core.texts import HOUSE_LANGUAGE
from samspil.dialogue.notes.rules import may_quote
from samspil.dialogue.notes.translating import words_digest

if TYPE_CHECKING:
    from samspil.dialogue.notes.models import Note, NoteReading, NoteTranslation


@dataclass(frozen=True, slots=True)
class Wording:
    """A note's words as they may be read today. Empty and `erased` when they may not."""

    text: str
    dissent_text: str = ""
    erased: bool = False
    danish: str = ""
    danish_dissent: str = ""
    withheld: bool = False

    @property
    def all_words(self) -> str:
        return f"{self.text}\n{self.dissent_text}"

    @property
    def all_danish(self) -> str:
        return f"{self.danish}\n{self.danish_dissent}"


def wording(note: Note) -> Wording:
    """The words of `note` that may be published: its reading where an officer has made one, nothing when erased.

    Beside them what they say in Danish, when a person has approved that and the words are still the same.
    """
    if note.erased_at is not None:
        return Wording("", "", erased=True)
    reading = getattr(note, "reading", None)
    said: Note | NoteReading = note if reading is None else reading
    danish = danish_of(note, said.text, said.dissent_text)
    if danish is None:
        return Wording(said.text, said.dissent_text)
    return Wording(said.text, said.dissent_text, danish=danish.text, danish_dissent=danish.dissent_text)


def public_wording(note: Note) -> Wording:
    """The same as others than officers may read it: nothing where a class meeting's table has not said yes."""
    said = wording(note)
    return said if said.erased or may_quote(note) else Wording("", "", withheld=True)


def danish_of(note: Note, text: str, dissent_text: str) -> NoteTranslation | None:
    """The approved Danish reading of exactly these words of the note."""
    danish: NoteTranslation | None = getattr(note, "translation", None) if note.language != HOUSE_LANGUAGE else None
    if danish is None or danish.approved_at is None or danish.digest != words_digest(text, dissent_text):
        return None
    return danish


def wording_after_change(note: Note) -> Wording:
    """What letters and hearings that bring the note are to say from now on: nothing of what was taken back."""
    if note.withdrawn_at is not None and note.erased_at is None:
        return Wording("", "", withheld=True)
    return public_wording(note)
