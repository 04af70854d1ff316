# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""Notes from the tables. A note is in the database before the device is told that it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from samspil import live
from samspil.core import audit
from samspil.core.errors import Refused
from samspil.core.scripts import language_of
from samspil.core.written import as_written
from samspil.dialogue.meetings.actions import reserve_note_number
from samspil.dialogue.meetings.enums import RoundState
from samspil.dialogue.meetings.models import MeetingTable, Round
from samspil.dialogue.notes.actions.inserting import note_insert
from samspil.dialogue.notes.enums import Origin
from samspil.dialogue.notes.hooks import note_changed, note_rewritten, words_arrived
from samspil.dialogue.notes.models import Note, NoteRevision
from samspil.dialogue.notes.models.note import ESSENTIAL_PER_ROUND, NOTE_LENGTH, NOTE_LINES
from samspil.dialogue.notes.rules import may_quote
from samspil.ui import words as shown

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import AgendaItem, Meeting
    from samspil.people.persons.models import User


@dataclass(frozen=True, slots=True)
class Written:
    """A note the database holds, and whether this call put it there."""

    note: Note
    new: bool


class _AlreadyThere(Exception):
    """The database has a note with that UUID."""


def clean_words(text: str, *, required: bool = True) -> str:
    """The words as they are kept (core.written).

    Raises Refused with the number of characters or lines when there are too many: nothing is ever cut off.
    """
    words = as_written(text)
    if required and not words:
        raise Refused(_("Skriv en note først."), code="note-empty")
    if len(words) > NOTE_LENGTH:
        raise Refused(
            _(
                "Noten har %(length)s tegn. Der er plads til %(most)s. Del den i flere noter. "
                "Teksten ligger her, til du har gemt den igen."
            )
            % {"length": shown.number(len(words)), "most": shown.number(NOTE_LENGTH)},
            code="note-long",
        )
    if words.count("\n") >= NOTE_LINES:
        raise Refused(
            _(
                "Noten har %(lines)s linjer. Der er plads til %(most)s. Del den i flere noter. "
                "Teksten ligger her, til du har gemt den igen."
            )
            % {"lines": words.count("\n") + 1, "most": NOTE_LINES},
            code="note-lines",
        )
    return words


def note_write(
    *,
    uuid: UUID,
    table: MeetingTable,
    round_: Round,
    text: str,
    language: str,
    now: datetime,
    written_at: datetime | None = None,
    again: bool = False,
) -> Written:
    """Take a note from a table, in the round it was written in.

    The same UUID twice is one note: a retry is answered as the first try was. With other words it is another note (a
    page that was gone back to), and gets a UUID that follows from both. A UUID that belongs to another table is
    refused. No clock refuses a note: after its round it is marked late; only when sorting is closed is it too late.

    `again`: it was acknowledged before, and the device offers it to a database that may have lost it. The note that is
    there is this note, whatever it says by now; one that is not was in time if it was written in time.
    """
    words = clean_words(text)
    in_time = again and written_at is not None and (round_.closed_at is None or written_at <= round_.closed_at)
    try:
        with transaction.atomic():
            note = _note_from_table(uuid, table, round_, words, language, now, written_at, in_time=in_time)
            return Written(note, new=True)
    except (_AlreadyThere, Refused):
        # A retry, or two sends at once, is met here: the note that is there is this note, whatever has closed since.
        known = Note.objects.filter(pk=uuid).first()
        if known is None:
            raise
        if _has_other_words(_of_table(known, table), words) and not again:
            return note_write(
                uuid=uuid5(uuid, words),
                table=table,
                round_=round_,
                text=text,
                language=language,
                now=now,
                written_at=written_at,
            )
        return Written(known, new=False)


def _note_from_table(
    uuid: UUID,
    table: MeetingTable,
    round_: Round,
    words: str,
    language: str,
    now: datetime,
    written_at: datetime | None,
    *,
    in_time: bool,
) -> Note:
    """The note, in the database when the caller's transaction is."""
    meeting = table.meeting
    if round_.meeting_id != meeting.pk:
        raise Refused(_("Runden hører til et andet møde."), code="note-other-meeting")
    if round_.started_at is None:
        raise Refused(
            _("Runden er ikke begyndt. Teksten står her endnu. Gem den, når runden går i gang."), code="round-waiting"
        )
    note = Note(
        uuid=uuid,
        meeting=meeting,
        origin=Origin.TABLE,
        table=table,
        round=round_,
        text=words,
        language=language_of(words, language),
        written_at=written_at,
        received_at=now,
        late=round_.state(now) == RoundState.CLOSED and not in_time,
    )
    _insert(note)
    _publish_change(note)
    return note


def _insert(note: Note) -> None:
    """Give it its number and insert it. Raises _AlreadyThere, and Refused when sorting is closed."""
    new = note_insert(note=note)
    if new is None:
        raise _sorting_closed()
    if not new:
        raise _AlreadyThere


def origin_note_write(
    *,
    uuid: UUID,
    meeting: Meeting,
    text: str,
    by: User,
    now: datetime,
    language: str = "da",
    talk: AgendaItem | None = None,
    slide: int | None = None,
) -> Written:
    """An officer's note from a talk (`talk`, perhaps its slide) or, without one, from the plenum."""
    words = clean_words(text)
    known = Note.objects.filter(pk=uuid, meeting=meeting).first()
    if known is not None and _has_other_words(known, words):
        uuid = uuid5(uuid, words)
        known = Note.objects.filter(pk=uuid, meeting=meeting).first()
    if known is not None:
        return Written(known, new=False)
    note = Note(
        uuid=uuid,
        meeting=meeting,
        origin=Origin.TALK if talk else Origin.PLENUM,
        talk=talk,
        slide=slide if talk else None,
        text=words,
        language=language_of(words, language),
        received_at=now,
        created_by=by,
    )
    try:
        with transaction.atomic():
            _insert(note)
            _publish_change(note)
    except (_AlreadyThere, Refused) as error:
        # Two sends at once, of which one waited while sorting was closed, or a UUID that another meeting has.
        known = Note.objects.filter(pk=uuid, meeting=meeting).first()
        if known is not None and not _has_other_words(known, words):
            return Written(known, new=False)
        if isinstance(error, Refused):
            raise
        raise _note_taken() from error
    return Written(note, new=True)


def note_edit(*, note: Note, text: str, now: datetime, by: User | None = None, language: str = "") -> Note:
    """Change the words, or the `language` they are in (none: as it was); what they were is kept as a revision.

    A table may do so while its round lasts.
    """
    words = clean_words(text)
    with transaction.atomic():
        note = _lock_for_change(note, by, now)
        spoken = language_of(words, language or note.language)
        if (words, spoken) != (note.text, note.language):
            _keep_revision(note, now)
            note.text, note.language = words, spoken
            note.save(update_fields=["text", "language", "revision"])
            note_rewritten(note=note)
            _publish_change(note)
    return note


def note_dissent_set(*, note: Note, dissent: bool, text: str, now: datetime, by: User | None = None) -> Note:
    """»En af os ser det anderledes«, with their words if they want to give them."""
    words = clean_words(text, required=False) if dissent else ""
    with transaction.atomic():
        note = _lock_for_change(note, by, now)
        if (dissent, words) != (note.dissent, note.dissent_text):
            _keep_revision(note, now)
            note.dissent, note.dissent_text = dissent, words
            note.save(update_fields=["dissent", "dissent_text", "revision"])
            note_rewritten(note=note)
            _publish_change(note)
    return note


def note_essential_set(*, note: Note, essential: bool, now: datetime) -> Note:
    """Mark as most essential: at most three a round for a table. A note that was taken back has no star."""
    with transaction.atomic():
        note = _lock_for_change(note, None, now)
        # Another device may still show it; brought back it would be a fourth.
        essential = essential and note.withdrawn_at is None
        if essential and not note.essential:
            given = Note.objects.filter(
                table=note.table_id, round=note.round_id, essential=True, withdrawn_at__isnull=True
            ).count()
            if given >= ESSENTIAL_PER_ROUND:
                raise Refused(
                    _("I har brugt alle tre stjerner i runden. Tag en af en anden note først."), code="stars-used"
                )
        if note.essential != essential:
            note.essential = essential
            note.save(update_fields=["essential"])
            _publish_change(note)
    return note


def note_quotable_set(*, note: Note, quotable: bool, now: datetime, by: User | None = None) -> Note:
    """The table's yes to letting others read the note's words, or its no.

    A yes can be given until sorting closes, also when the round is over: late notes and paper come then. A no at any
    time.

    A yes that is taken back takes the note's quotes out of the draft, and its words out of a letter that is sent.
    """
    with transaction.atomic():
        # The meeting's row first, as publishing does: a letter is published before it or after it.
        type(note.meeting).objects.select_for_update().get(pk=note.meeting_id)
        found = _lock_to_allow(note) if quotable else _lock(note)
        if found.quotable != quotable:
            found.quotable = quotable
            found.save(update_fields=["quotable"])
            audit.record(
                by=by, at=now, action="note.quotable", obj=found, changes={"quotable": (not quotable, quotable)}
            )
            if not quotable and not may_quote(found):
                note_changed(note=found, by=by, now=now)
            _publish_change(found)
    return found


def note_withdraw(*, note: Note, now: datetime, by: User | None = None) -> Note:
    """Take a note back. The words stay for the table, so that it can be undone."""
    with transaction.atomic():
        note = _lock_for_change(note, by, now)
        if note.withdrawn_at is None:
            note.withdrawn_at, note.essential = now, False
            note.save(update_fields=["withdrawn_at", "essential"])
            note_changed(note=note, by=by, now=now)
            _publish_change(note)
    return note


def note_restore(*, note: Note, now: datetime, by: User | None = None) -> Note:
    with transaction.atomic():
        note = _lock_for_change(note, by, now)
        if note.withdrawn_at is not None:
            note.withdrawn_at = None
            note.save(update_fields=["withdrawn_at"])
            note_rewritten(note=note)
            _publish_change(note)
    return note


def number_while_open(meeting: Meeting) -> int:
    """The next note's number, under the lock that closing takes: a note cannot slip in behind a closed sorting."""
    number = reserve_note_number(meeting=meeting)
    if number is None:
        raise _sorting_closed()
    return number


def _open_for_notes(meeting: Meeting) -> None:
    """The same lock, for what changes a note that is there: two devices cannot both give the third star, and a letter
    is published before the change or after it.
    """
    closed = type(meeting).objects.select_for_update().values_list("sorting_closed_at", flat=True).get(pk=meeting.pk)
    if closed:
        raise _sorting_closed()


def _sorting_closed() -> Refused:
    return Refused(
        _(
            "Noterne er samlet, og der kan ikke komme flere med. "
            "Teksten står her endnu. Giv den til den, der holdt mødet."
        ),
        code="sorting-closed",
    )


def _has_other_words(note: Note, words: str) -> bool:
    """Whether a note that is sent again says something else than it did when it first came."""
    if note.erased_at is not None:
        return False
    first = note.revisions.order_by("number", "pk").first()
    return words != (first.text if first else note.text)


def _of_table(note: Note, table: MeetingTable) -> Note:
    if note.table_id != table.pk:
        raise _note_taken()
    return note


def _note_taken() -> Refused:
    return Refused(_("Noten kunne ikke gemmes. Teksten står her endnu. Prøv igen."), code="note-taken")


def _lock_for_change(note: Note, by: User | None, now: datetime) -> Note:
    """The note, locked. A table (`by` is None) may change it while its round lasts; an officer until sorting closes."""
    _open_for_notes(note.meeting)
    note = Note.objects.select_for_update(of=("self",)).select_related("round", "meeting", "table").get(pk=note.pk)
    if note.erased_at is not None:
        raise Refused(_("Ordene i noten er slettet. Skriv en ny note i stedet."), code="note-erased")
    if by is None and (note.round is None or note.round.state(now) == RoundState.CLOSED):
        raise Refused(_("Runden er slut, og noten er samlet ind. Den kan ikke ændres mere."), code="round-closed")
    return note


def _lock_to_allow(note: Note) -> Note:
    _open_for_notes(note.meeting)
    found = _lock(note)
    if found.erased_at is not None:
        raise Refused(_("Ordene i noten er slettet. Skriv en ny note i stedet."), code="note-erased")
    return found


def _lock(note: Note) -> Note:
    """The note, locked, to take a yes back: nothing that has closed stands in the way."""
    return Note.objects.select_for_update(of=("self",)).select_related("round", "meeting", "table").get(pk=note.pk)


def _keep_revision(note: Note, now: datetime) -> None:
    NoteRevision.objects.create(
        note=note, number=note.revision, text=note.text, dissent_text=note.dissent_text, replaced_at=now
    )
    note.revision += 1


def _publish_change(note: Note) -> None:
    """One event for the room and the desk, one for the note's own table. Last in the transaction: it takes locks."""
    channels = [f"notes:{note.meeting.uuid}"]
    if note.table is not None:
        channels.append(f"table:{note.table.uuid}")
    words_arrived(meeting=note.meeting)
    live.publish_many([(channel, "note", {"note": str(note.pk)}) for channel in channels])
