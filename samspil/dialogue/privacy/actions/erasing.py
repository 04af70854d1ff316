# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Erasing what a note says. The note stays where it lies and is counted; its words are gone for good (promise 1)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samspil import live
from samspil.core import audit
from samspil.core.errors import Refused
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.actions.paper import photo_remove
from samspil.dialogue.notes.hooks import note_changed
from samspil.dialogue.notes.models import Note, NoteReading, NoteTranslation
from samspil.dialogue.privacy.queries.erasing import Saying, first_saying
from samspil.dialogue.sorting.models import NoteVector

if TYPE_CHECKING:
    from samspil.people.persons.models import User

# So much of a statement is named.
SHORT = 80


class StillSaid(Refused):
    """A point says what the note says; `point` is the one to reword first."""

    def __init__(self, saying: Saying) -> None:
        statement = saying.statement if len(saying.statement) <= SHORT else f"{saying.statement[: SHORT - 1]}…"
        super().__init__(
            _(
                "Punktet »%(statement)s« siger ordret det, noten siger. Skriv det om først. "
                "Ellers bliver ordene stående dér. Intet er slettet endnu."
            )
            % {"statement": statement},
            code="note-still-said",
        )
        self.point = saying.point


def _unsaid(note: Note) -> None:
    saying = first_saying(note=note)
    if saying is not None:
        raise StillSaid(saying)


@transaction.atomic
def note_erase(*, note: Note, by: User | None, now: datetime) -> Note:
    """Take the words away everywhere we keep them: note, earlier wordings, readings, vector, quotes, published letters.

    Refused while a point still says them (StillSaid): an officer finds other words for it first. A second time changes
    nothing. Mails that have left the house cannot be called back; those that wait are written
    anew, and the letter's page and PDF change.
    """
    # First the meeting's row, as publishing does: a letter is published before the erasing or after it.
    Meeting.objects.select_for_update().get(pk=note.meeting_id)
    note = Note.objects.select_for_update(of=("self",)).select_related("meeting", "table", "sheet").get(pk=note.pk)
    if note.erased_at is None:
        _unsaid(note)
    if note.erased_at is not None:
        note_changed(note=note, by=by, now=now)
        return note
    note.text, note.dissent_text, note.erased_at = "", "", now
    note.save(update_fields=["text", "dissent_text", "erased_at"])
    note.revisions.all().delete()
    if note.sheet is not None:
        # The words stand in the photo as well, and a part of a photo cannot be taken back.
        photo_remove(sheet=note.sheet)
    NoteReading.objects.filter(note=note).delete()
    NoteTranslation.objects.filter(note=note).delete()
    NoteVector.objects.filter(note=note).delete()
    audit.payloads_erase(note.pk)
    audit.record(by=by, at=now, action="note.erase", obj=note)
    note_changed(note=note, by=by, now=now)
    channels = [f"notes:{note.meeting.uuid}", f"sorting:{note.meeting.uuid}"]
    if note.table is not None:
        channels.append(f"table:{note.table.uuid}")
    live.publish_many([(channel, "note", {"note": str(note.pk)}) for channel in channels])
    return note
