# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Notes in other languages and what they say in Danish: which have a reading, and what state it is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from samspil.core.texts import HOUSE_LANGUAGE
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.models import Note, NoteTranslation
from samspil.dialogue.notes.queries.naming import Rolls, rolls
from samspil.dialogue.notes.queries.notes import in_order, where, whole
from samspil.dialogue.notes.rules import may_quote
from samspil.dialogue.notes.translating import State, Translated, words_digest
from samspil.dialogue.notes.wording import Wording, wording


@dataclass(frozen=True)
class DanishRow(Translated):
    """A note in another language as an officer works with it. `text` is what stands in the field."""

    note: Note
    where: str
    said: Wording
    digest: str
    machine: bool
    text: str
    dissent_text: str
    # What is stored, where somebody wrote something else that was refused with `error`.
    kept: Mapping[str, str]
    error: str = ""
    # Words in the Danish that may name a person: the hint beside it.
    names: tuple[str, ...] = ()


def is_foreign(note: Note) -> bool:
    """Whether it wants a reading in Danish: words that are there, in another language."""
    return note.language != HOUSE_LANGUAGE and note.erased_at is None and note.withdrawn_at is None


def danish_row(note: Note, *, typed: Mapping[str, str] | None = None, known: Rolls | None = None) -> DanishRow:
    """`typed` is what somebody wrote and could not save: it stays in the field. `known` is what names are looked for
    with; None: they are not looked for."""
    said = wording(note)
    found: NoteTranslation | None = getattr(note, "translation", None)
    kept = {"text": found.text if found else "", "dissent_text": found.dissent_text if found else ""}
    shown = {name: (typed or kept).get(name, "") for name in kept}
    digest = words_digest(said.text, said.dissent_text)
    return DanishRow(
        note=note,
        where=where(note),
        said=said,
        digest=digest,
        state=_state(found, digest),
        machine=bool(found and found.machine and found.approved_at is None),
        names=_names(shown.values(), known),
        kept=kept,
        error=(typed or {}).get("error", ""),
        **shown,
    )


def _names(texts: Iterable[str], known: Rolls | None) -> tuple[str, ...]:
    if known is None:
        return ()
    return tuple(dict.fromkeys(word for text in texts for word in known.words(text, HOUSE_LANGUAGE)))


def _state(found: NoteTranslation | None, digest: str) -> State:
    if found is None:
        return State.MISSING
    if found.digest != digest:
        return State.STALE
    if found.approved_at is None:
        return State.DRAFT if found.machine else State.STALE
    return State.READY


def danish_rows(
    *, meeting: Meeting, typed: Mapping[str, Mapping[str, str]] | None = None
) -> tuple[list[DanishRow], list[DanishRow]]:
    """Every note in another language, as the evening went: those a person must look at, and those that are done."""
    typed, known = typed or {}, rolls()
    rows = [danish_row(note, typed=typed.get(str(note.pk)), known=known) for note in _foreign(meeting.notes.all())]
    return [row for row in rows if not row.is_ready], [row for row in rows if row.is_ready]


def count_without_danish(notes: Iterable[Note]) -> int:
    """How many notes in other languages the letter would bring without Danish beside them."""
    return sum(1 for note in notes if is_foreign(note) and may_quote(note) and not danish_row(note).is_ready)


def danish_note(*, meeting: Meeting, uuid: UUID) -> Note:
    note = whole(meeting.notes.exclude(language=HOUSE_LANGUAGE)).filter(pk=uuid).first()
    if note is None:
        raise Http404
    return note


def without_danish(*, meeting: UUID) -> list[tuple[Note, Wording]]:
    """What a machine may make a draft of: notes that may be published, without a reading of their present words."""
    notes = _foreign(Note.objects.filter(meeting__uuid=meeting).select_related("meeting"))
    rows = [danish_row(note) for note in notes if may_quote(note)]
    return [(row.note, row.said) for row in rows if row.is_missing or row.is_stale]


def _foreign(notes: QuerySet[Note]) -> QuerySet[Note]:
    wanted = Q(erased_at__isnull=True, withdrawn_at__isnull=True)
    return in_order(whole(notes.filter(wanted).exclude(language=HOUSE_LANGUAGE)))
