# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Erasing what a note says. The note stays where it lies and is counted; its words are gone for good (promise 1)."""

from __future__ import annotations

from dataclasses import dataclass
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
from samspil.dialogue.privacy.actions.redacting import words_take_out
from samspil.dialogue.privacy.queries.erasing import Saying, sayings, words_of
from samspil.dialogue.sorting.models import NoteVector

if TYPE_CHECKING:
    from samspil.people.persons.models import User

# So much of a text is named.
SHORT = 80


class StillSaid(Refused):
    """A text that an officer can change says what the note says; `saying` is the one to reword first."""

    def __init__(self, saying: Saying) -> None:
        words = saying.words if len(saying.words) <= SHORT else f"{saying.words[: SHORT - 1]}…"
        said = (
            _(
                "Punktet »%(words)s« siger ordret det, noten siger. Skriv det om først. "
                "Ellers bliver ordene stående dér. Intet er slettet endnu."
            )
            if saying.point
            else _(
                "Ord fra noten står også %(where)s: »%(words)s«. Skriv det om først. "
                "Ellers bliver ordene stående dér. Intet er slettet endnu."
            )
        )
        super().__init__(said % {"words": words, "where": saying.where}, code="note-still-said")
        self.saying = saying


@dataclass(frozen=True, slots=True)
class Erased:
    """The note without words, and where else they stood and were taken out, in words."""

    note: Note
    places: list[str]


@transaction.atomic
def note_erase(*, note: Note, by: User | None, now: datetime) -> Note:
    """The same as `note_take_away`, for who needs no more than the note."""
    return note_take_away(note=note, by=by, now=now).note


@transaction.atomic
def note_take_away(*, note: Note, by: User | None, now: datetime) -> Erased:
    """Take the words away everywhere we keep them: note, earlier wordings, readings, vector, quotes, published letters,
    and what others wrote with the note's own words (`own_words`): a mark stands there instead.

    Refused while a point or the draft of the letter still says them (StillSaid): an officer finds other words first. A
    second time changes nothing. Mails that have left the house cannot be called back; those that wait are written
    anew, and the letter's page and PDF change.
    """
    # First the meeting's row, as publishing does: a letter is published before the erasing or after it.
    Meeting.objects.select_for_update().get(pk=note.meeting_id)
    note = Note.objects.select_for_update(of=("self",)).select_related("meeting", "table", "sheet").get(pk=note.pk)
    if note.erased_at is not None:
        note_changed(note=note, by=by, now=now)
        return Erased(note, [])
    own = words_of(note=note)
    for saying in sayings(meeting=note.meeting, own=own):
        raise StillSaid(saying)
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
    places = words_take_out(meeting=note.meeting, own=own, by=by, now=now, log=True)
    channels = [f"notes:{note.meeting.uuid}", f"sorting:{note.meeting.uuid}"]
    if note.table is not None:
        channels.append(f"table:{note.table.uuid}")
    live.publish_many([(channel, "note", {"note": str(note.pk)}) for channel in channels])
    return Erased(note, places)
