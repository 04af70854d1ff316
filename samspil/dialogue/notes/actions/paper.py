# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A table's sheet typed in: its notes are the table's, and that they were on paper is kept."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from samspil import live
from samspil.core import audit
from samspil.core.errors import Refused
from samspil.core.files import file_with_row
from samspil.core.scripts import language_of
from samspil.core.written import as_written
from samspil.dialogue.meetings.attachments import checked
from samspil.dialogue.meetings.models import Meeting, MeetingTable, Round
from samspil.dialogue.notes.actions.notes import clean_words, number_while_open
from samspil.dialogue.notes.enums import Origin
from samspil.dialogue.notes.hooks import words_arrived
from samspil.dialogue.notes.models import Note, PaperSheet
from samspil.dialogue.notes.models.note import ESSENTIAL_PER_ROUND

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from samspil.people.persons.models import User

# Signs that begin a line on the paper, as the printed sheet explains them.
STAR, DIFFERS, YES = "*", "!", "+"
LONGEST_SIDE = 2400
# More points than any phone's camera has: a small file can unpack to gigabytes.
MOST_POINTS = 60_000_000
PICTURES = {"image/jpeg", "image/png"}


@dataclass(frozen=True, slots=True)
class Line:
    """One note of the sheet."""

    text: str
    essential: bool = False
    dissent: bool = False
    # The table lets others read it (asked for in a class meeting).
    quotable: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    sheet: PaperSheet
    notes: int
    new: bool


def lines_of(text: str) -> list[Line]:
    """One note a line, which may begin with * (one of the most important), ! (somebody sees it differently) and + (the
    table says yes to letting others read it).

    Raises Refused, with the line's number, when a line is too long; nothing is cut off.
    """
    lines = []
    for number, raw in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        words = as_written(raw).lstrip("•–-").strip()
        marks = words[: len(words) - len(words.lstrip(STAR + DIFFERS + YES + " "))]
        words = words[len(marks) :]
        if words:
            try:
                lines.append(Line(clean_words(words), STAR in marks, DIFFERS in marks, YES in marks))
            except Refused as refused:
                raise Refused(
                    _("Linje %(number)s: %(why)s") % {"number": number, "why": refused}, code=refused.code
                ) from refused
    if not lines:
        raise Refused(_("Skriv mindst én note. Hver linje bliver en note."), code="sheet-empty")
    if sum(line.essential for line in lines) > ESSENTIAL_PER_ROUND:
        raise Refused(
            _("Der er mere end tre stjerner på arket. Et bord har tre i hver runde. Vælg de tre."), code="stars-used"
        )
    return lines


def sheet_type_in(
    *,
    uuid: UUID,
    table: MeetingTable,
    round_: Round,
    lines: Sequence[Line],
    language: str,
    by: User,
    now: datetime,
    photo: UploadedFile[bytes] | None = None,
) -> Typed:
    """All the sheet's notes, or none. The same `uuid` again is the same sheet: nothing is typed in twice.

    A note from paper is never late: it was written at the table. Stars that the table has given on its phone count, and
    the sheet's come after them. Raises Refused when the round has not begun or sorting is closed.
    """
    picture = _picture(photo) if photo else None
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=table.meeting_id)
        known = PaperSheet.objects.filter(pk=uuid, table__meeting=meeting).first()
        if known is not None:
            _same(known, table, round_, lines)
            return Typed(known, known.notes.count(), new=False)
        _may_type(meeting, round_)
        sheet = PaperSheet.objects.create(uuid=uuid, table=table, round=round_, typed_at=now, typed_by=by)
        _stars_left(sheet, lines)
        for place, line in enumerate(lines):
            _note(sheet, meeting, line, place, language=language, by=by, now=now)
        audit.record(by=by, at=now, action="sheet.type_in", obj=sheet, changes={"notes": (None, len(lines))})
        if picture:
            with file_with_row(sheet.photo, "ark.jpg", ContentFile(picture)):
                sheet.save(update_fields=["photo"])
        words_arrived(meeting=meeting)
        live.publish_many(
            [(f"notes:{meeting.uuid}", "sheet", {}), (f"table:{table.uuid}", "sheet", {"sheet": str(uuid)})]
        )
    return Typed(sheet, len(lines), new=True)


def photo_add(*, sheet: PaperSheet, photo: UploadedFile[bytes], by: User, now: datetime) -> None:
    """A photo of the paper, or a better one."""
    picture = _picture(photo)
    with transaction.atomic():
        sheet = PaperSheet.objects.select_for_update().get(pk=sheet.pk)
        photo_remove(sheet=sheet)
        with file_with_row(sheet.photo, "ark.jpg", ContentFile(picture)):
            sheet.save(update_fields=["photo"])
            audit.record(by=by, at=now, action="sheet.photo", obj=sheet)


def photo_remove(*, sheet: PaperSheet) -> None:
    """Take the photo away; the file goes when the row's change is certain."""
    if not sheet.photo:
        return
    stored, name = sheet.photo.storage, str(sheet.photo.name)
    sheet.photo = ""
    sheet.save(update_fields=["photo"])
    transaction.on_commit(lambda: stored.delete(name))


def _note(
    sheet: PaperSheet, meeting: Meeting, line: Line, place: int, *, language: str, by: User, now: datetime
) -> None:
    Note.objects.create(
        uuid=uuid5(sheet.pk, str(place)),
        meeting=meeting,
        number=number_while_open(meeting),
        origin=Origin.TABLE,
        table=sheet.table,
        round=sheet.round,
        sheet=sheet,
        text=line.text,
        essential=line.essential,
        dissent=line.dissent,
        quotable=line.quotable,
        language=language_of(line.text, language),
        received_at=now,
        created_by=by,
    )


def _same(known: PaperSheet, table: MeetingTable, round_: Round, lines: Sequence[Line]) -> None:
    """Refuses when a form that was sent before comes with something else: what is new would be lost without a word."""
    notes = known.notes.prefetch_related("revisions").order_by("number", "pk")
    first = [min(note.revisions.all(), key=lambda old: old.number, default=note).text for note in notes]
    erased = any(note.erased_at for note in notes)
    same = (known.table_id, known.round_id) == (table.pk, round_.pk)
    if not same or (not erased and first != [line.text for line in lines]):
        raise Refused(
            _("Arket blev gemt, første gang du trykkede. Slet de linjer, der står gemt herunder, og gem resten."),
            code="sheet-other",
        )


def _may_type(meeting: Meeting, round_: Round) -> None:
    if round_.meeting_id != meeting.pk:
        raise Refused(_("Runden hører til et andet møde."), code="note-other-meeting")
    if meeting.sorting_closed_at is not None:
        raise Refused(
            _("Sorteringen er lukket. Åbn den igen på sorteringssiden, og gem arket. Teksten står her endnu."),
            code="sorting-closed",
        )
    if round_.started_at is None:
        raise Refused(_("Runden er ikke begyndt. Teksten står her endnu."), code="round-waiting")


def _stars_left(sheet: PaperSheet, lines: Sequence[Line]) -> None:
    given = Note.objects.filter(table=sheet.table, round=sheet.round, essential=True, withdrawn_at__isnull=True).count()
    if given + sum(line.essential for line in lines) > ESSENTIAL_PER_ROUND:
        raise Refused(
            _("Bordet har allerede givet %(given)s stjerner på telefonen. Der er kun tre i hver runde.")
            % {"given": given},
            code="stars-used",
        )


def _picture(photo: UploadedFile[bytes]) -> bytes:
    """The picture's points and nothing else: no place, no time, no camera; turned as it was held."""
    if checked(photo).content_type not in PICTURES:
        raise Refused(_("Vælg et billede (JPEG eller PNG) af arket. Noterne er ikke gemt endnu."), code="photo-kind")
    try:
        with Image.open(photo, formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MOST_POINTS:
                raise Refused(_("Billedet er for stort. Tag det igen med telefonen."), code="photo-large")
            # A JPEG is read at the size that is kept, not at the camera's.
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(_("Billedet kan ikke læses. Tag det igen, og prøv en gang til."), code="photo-broken") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=82)
    return out.getvalue()
