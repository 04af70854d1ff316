# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Reading notes whole, in the order of the evening, and saying where each was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samspil.dialogue.notes.enums import Origin

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samspil.dialogue.notes.models import Note


def in_order(notes: QuerySet[Note]) -> QuerySet[Note]:
    """Round by round, table by table, as the evening went; the talks and the plenum last."""
    return notes.order_by("round__number", "table__number", "number", "pk")


def whole(notes: QuerySet[Note]) -> QuerySet[Note]:
    """With all that is shown of a note. Rounds, tables and talks are few: one row each, not one a note."""
    return (
        notes.select_related("reading", "translation")
        .prefetch_related("round", "table", "talk")
        .defer("written_at", "received_at")
    )


def where(note: Note) -> str:
    """Where it was said, for an officer: "Bord 9 · runde 2", "Oplæg: Gro Lund · billede 12", "Plenum"."""
    if note.origin == Origin.TABLE and note.table and note.round:
        return _("Bord %(table)s · runde %(round)s") % {"table": note.table.number, "round": note.round.number}
    if note.origin == Origin.TALK and note.talk:
        said = _("Oplæg: %(speaker)s") % {"speaker": note.talk.speaker or note.talk.title}
        slide = _("billede %(number)s") % {"number": note.slide}
        return f"{said} · {slide}" if note.slide else said
    return _("Plenum")
