# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""Where a note's words stand outside the note, in what officers are writing: it would go on saying them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samspil.dialogue.letter.queries.draft import TEXTS, letter_of
from samspil.dialogue.notes.masking import masked_spans
from samspil.dialogue.notes.models import Note, NoteReading, NoteTranslation
from samspil.dialogue.notes.own_words import OwnWords, masked_words, own_words
from samspil.dialogue.sorting.queries.board import board_for
from samspil.people.persons.queries.names import all_names_on_rolls

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Saying:
    """A text that repeats a note, and where it can be changed: a point of the desk, or a field of the letter's page."""

    words: str
    where: str
    point: str = ""
    field: str = ""


def words_of(*, note: Note) -> OwnWords:
    """What only this note says: today, before it was edited, with names masked, and in Danish."""
    said = [*_texts_of(note), *(text for row in note.revisions.all() for text in (row.text, row.dissent_text))]
    return own_words(said, others=_others(note), known=all_names_on_rolls().schools)


def masked_of(*, note: Note) -> OwnWords:
    """What the note's masks hide."""
    reading = NoteReading.objects.filter(note=note).first()
    if reading is None:
        return OwnWords()
    pairs = ((reading.text, note.text), (reading.dissent_text, note.dissent_text))
    pieces = [said[slice(*span)] for read, said in pairs for span in masked_spans(read, said)]
    return masked_words(pieces, others=_others(note))


def sayings(*, meeting: Meeting, own: OwnWords) -> Iterator[Saying]:
    """Where the words stand in what may still be changed: the desk from the top, then the draft of the letter."""
    if own:
        yield from (saying for saying in _desk(meeting) if own.stand_in(saying.words))
        yield from (saying for saying in _draft(meeting) if own.stand_in(saying.words))


def _desk(meeting: Meeting) -> Iterator[Saying]:
    sorting = board_for(meeting=meeting)
    for theme in sorting.board.themes:
        yield Saying(theme.title, _("i et temas overskrift"))
    for point in [*(point for theme in sorting.board.themes for point in theme.points), *sorting.board.loose]:
        # What was merged into it stands in the letter as well.
        for statement in (point.statement, *(voice.statement for voice in sorting.tallies[point.id].voices)):
            yield Saying(statement, _("i et punkt"), point=point.id)


def _draft(meeting: Meeting) -> Iterator[Saying]:
    letter = letter_of(meeting=meeting)
    if letter is None:
        return
    named = {
        "title": _("i brevets overskrift"),
        "greeting": _("i brevets hilsen"),
        "introduction": _("i brevets indledning"),
        "closing": _("i brevets slutning"),
    }
    for name in TEXTS:
        if name in named:
            yield Saying(getattr(letter, name), named[name], field=f"id_{name}")
    for ref, text in letter.theme_texts.items():
        yield Saying(text, _("i brevets tekst til et tema"), field=f"id_theme-{ref}")


def _texts_of(note: Note) -> Iterator[str]:
    reading = NoteReading.objects.filter(note=note).first()
    danish = NoteTranslation.objects.filter(note=note).first()
    for source in (note, reading, danish):
        if source is not None:
            yield source.text
            yield source.dissent_text


def _others(note: Note) -> list[str]:
    """What the meeting's other notes say, as it may be read."""
    rows = Note.objects.filter(meeting=note.meeting_id, withdrawn_at__isnull=True, erased_at__isnull=True)
    found: list[str] = []
    for other in rows.exclude(pk=note.pk).select_related("reading", "translation").order_by("pk"):
        said = getattr(other, "reading", None) or other
        danish = getattr(other, "translation", None)
        found += [said.text, said.dissent_text, *((danish.text, danish.dissent_text) if danish else ())]
    return found
