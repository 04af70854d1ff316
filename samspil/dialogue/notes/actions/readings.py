# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Readings: a note as it may be published, with names masked. The original is never touched."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samspil import live
from samspil.core import audit
from samspil.core.errors import Refused
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.hooks import note_changed, words_masked
from samspil.dialogue.notes.masking import Span, is_reading_of, masked
from samspil.dialogue.notes.models import Note, NoteReading, NoteTranslation

if TYPE_CHECKING:
    from samspil.people.persons.models import User


def note_mask(
    *,
    note: Note,
    spans: Iterable[Span],
    by: User,
    now: datetime,
    dissent_spans: Iterable[Span] = (),
    revision: int | None = None,
) -> NoteReading | None:
    """Make the reading in which these stretches of the note are »[navn]«; none at all takes the reading away.

    `revision` is the one the officer saw: if the table has changed its words since, Refused says so and nothing is
    done, for the spans would hit other words. A reading differs from its note in masked stretches only, or is not kept.
    """
    with transaction.atomic():
        # First the meeting's row, as publishing does: a letter is published before the masking or after it.
        Meeting.objects.select_for_update().get(pk=note.meeting_id)
        note = Note.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=note.pk)
        if revision is not None and revision != note.revision:
            raise Refused(
                _("Bordet har rettet noten imens. Her er de nye ord. Vælg navnene igen."), code="note-changed"
            )
        if note.erased_at is not None:
            raise Refused(_("Ordene i noten er slettet. Der er ikke noget at skjule."), code="note-erased")
        old = NoteReading.objects.filter(note=note).first()
        text, dissent = masked(note.text, spans), masked(note.dissent_text, dissent_spans)
        if (text, dissent) == (note.text, note.dissent_text):
            reading = None
            NoteReading.objects.filter(note=note).delete()
        else:
            reading = _keep(note, text, dissent, by, now)
        said = old or note
        if (said.text, said.dissent_text) != (text, dissent):
            # What it says in Danish may hold the name too: a person must look again (its digest says so as well).
            NoteTranslation.objects.filter(note=note).update(approved_at=None, approved_by=None)
        changes = {
            "text": (old.text if old else "", reading.text if reading else ""),
            "dissent_text": (old.dissent_text if old else "", reading.dissent_text if reading else ""),
        }
        audit.record(by=by, at=now, action="note.mask", obj=note, changes=changes, personal=frozenset(changes))
        if reading is not None:
            # A name that slipped into a letter already sent goes from it at once.
            note_changed(note=note, by=by, now=now)
            words_masked(note=note, by=by, now=now)
        live.publish(f"sorting:{note.meeting.uuid}", "reading", {"note": str(note.pk)})
    return reading


def _keep(note: Note, text: str, dissent: str, by: User, now: datetime) -> NoteReading:
    if not (is_reading_of(text, note.text) and is_reading_of(dissent, note.dissent_text)):
        msg = "a reading may differ from its note in masked stretches only"
        raise AssertionError(msg)
    reading, _new = NoteReading.objects.update_or_create(
        note=note,
        defaults={
            "text": text,
            "dissent_text": dissent,
            "of_revision": note.revision,
            "made_at": now,
            "made_by": by,
        },
    )
    return reading
