# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Notes that no table wrote: from the talks and the plenum. And a single note, for masking."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from samspil.core.ids import whole_number
from samspil.dialogue.meetings.enums import ItemKind
from samspil.dialogue.meetings.models import AgendaItem, Meeting
from samspil.dialogue.notes.enums import Origin
from samspil.dialogue.notes.masking import Span, masked_spans, words
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.queries.naming import rolls


def talks(*, meeting: Meeting) -> list[AgendaItem]:
    return list(meeting.agenda.filter(kind=ItemKind.TALK).order_by("position", "pk"))


def origin_notes(*, meeting: Meeting) -> list[Note]:
    """From the talks and the plenum, the newest first."""
    notes = meeting.notes.exclude(origin=Origin.TABLE).filter(withdrawn_at__isnull=True)
    return list(notes.select_related("talk", "table", "round").order_by("-number", "pk"))


def origin_note(*, meeting: Meeting, uuid: UUID) -> Note:
    """One of them, to be changed or taken back. 404 for a table's note: its words are the table's."""
    note = meeting.notes.exclude(origin=Origin.TABLE).select_related("meeting", "talk").filter(pk=uuid).first()
    if note is None:
        raise Http404
    return note


def note_of(*, meeting: Meeting, uuid: UUID) -> Note:
    note = meeting.notes.select_related("reading", "round", "table", "talk", "meeting").filter(pk=uuid).first()
    if note is None:
        raise Http404
    return note


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a note on the page where names are masked. `before` is what stands between it and the one before."""

    code: str
    text: str
    chosen: bool
    hint: bool


def maskable(*, note: Note, dissent: bool = False) -> list[Word]:
    """The note's words in order. Chosen are those its reading masks, or, before there is one, what looks like names."""
    text = note.dissent_text if dissent else note.text
    reading = getattr(note, "reading", None)
    hints = [hint.span for hint in rolls().hints(text, note.language)]
    kept = (reading.dissent_text if dissent else reading.text) if reading else ""
    chosen = masked_spans(kept, text) if reading else hints
    prefix = "d" if dissent else "w"
    return [
        Word(f"{prefix}{start}-{end}", text[start:end], _inside((start, end), chosen), _inside((start, end), hints))
        for start, end in words(text)
    ]


def spans_of(codes: list[str], *, dissent: bool = False) -> list[Span]:
    """The spans behind the codes of `maskable`; what is no code is left out."""
    prefix = "d" if dissent else "w"
    spans = []
    for code in codes:
        start, _dash, end = code[1:].partition("-")
        span = whole_number(start), whole_number(end)
        if code.startswith(prefix) and span[0] is not None and span[1] is not None:
            spans.append((span[0], span[1]))
    return spans


def _inside(word: Span, spans: list[Span]) -> bool:
    return any(start <= word[0] and word[1] <= end for start, end in spans)
