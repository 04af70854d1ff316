# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the page for typing in paper shows: the sheets that are in, and where nothing has come from yet."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.http import Http404

from samspil.dialogue.meetings.codes import code_typed
from samspil.dialogue.meetings.models import Meeting, MeetingTable, Round
from samspil.dialogue.notes.models import PaperSheet
from samspil.dialogue.notes.queries.naming import Rolls, rolls


@dataclass(frozen=True, slots=True)
class SheetRow:
    sheet: PaperSheet
    notes: int
    # Pieces of its notes that seem to name somebody.
    named: tuple[str, ...]


def sheets(*, meeting: Meeting) -> list[SheetRow]:
    """The newest first."""
    found = (
        PaperSheet.objects.filter(table__meeting=meeting)
        .select_related("table", "round")
        .prefetch_related("notes")
        .annotate(count=Count("notes"))
        .order_by("-typed_at", "pk")
    )
    looked = rolls()
    return [SheetRow(sheet, sheet.count, _named(sheet, looked)) for sheet in found]


def _named(sheet: PaperSheet, looked: Rolls) -> tuple[str, ...]:
    notes = [note for note in sheet.notes.all() if note.erased_at is None and note.withdrawn_at is None]
    return tuple(dict.fromkeys(word for note in notes for word in looked.words(note.text, note.language)))


def started_rounds(*, meeting: Meeting) -> list[Round]:
    return list(meeting.rounds.filter(started_at__isnull=False).order_by("number", "pk"))


def table_named(*, meeting: Meeting, name: str) -> MeetingTable | None:
    """By the code on its sheet, as people type it, or by its number."""
    plain = code_typed(name)
    tables = meeting.tables.select_related("meeting")
    if plain.isdecimal() and len(plain) < 4:
        return tables.filter(number=int(plain)).first()
    return tables.filter(code=plain).first()


def sheet_of(*, meeting: Meeting, uuid: UUID) -> PaperSheet:
    found = PaperSheet.objects.select_related("table", "round").filter(pk=uuid, table__meeting=meeting).first()
    if found is None:
        raise Http404
    return found
