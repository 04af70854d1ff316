# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The letter in other languages: a person approves what each piece of it says. The Danish is never touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from samspil.core import audit
from samspil.core.errors import Refused
from samspil.core.written import as_written
from samspil.dialogue.letter.models import Letter, LetterPrint, LetterReading, LetterVersion
from samspil.dialogue.letter.queries.readings import version_readings
from samspil.dialogue.letter.readings import Piece, Readings
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.publishing.hooks import reading_drafts_wanted
from samspil.dialogue.publishing.queries.readings import pieces_now

if TYPE_CHECKING:
    from samspil.people.persons.models import User


@dataclass(frozen=True, slots=True)
class Written:
    """What a person says a piece says; "" takes it away. `digest` names the Danish words that stood beside it, `kept`
    is what was stored when the page was checked."""

    digest: str
    text: str
    kept: str


class ReadingChanged(Refused):
    """The Danish, or what a colleague wrote, is another than the page showed."""


@transaction.atomic
def readings_save(*, letter: Letter, language: str, written: Sequence[Written], by: User, now: datetime) -> int:
    """Approve these readings; answers how many are other than before. Raises ReadingChanged, and keeps nothing, when
    the Danish words or what was stored have changed meanwhile: the page then shows both.
    """
    letter, pieces, rows = _now(letter, language)
    old_words, new_words = [], []
    for one in written:
        piece, row, words = pieces.get(one.digest), rows.get(one.digest), as_written(one.text)
        if piece is None or (row.text if row else "") != one.kept:
            raise ReadingChanged(
                _("Noget er ændret imens. Dine ord står her endnu. Se dem igennem, og gem igen."),
                code="reading-changed",
            )
        if words == one.kept and (row is None or row.approved_at):
            continue
        _put_aside(row, now)
        if words:
            machine = bool(row and row.machine and row.text == words)
            _keep(letter, language, piece, text=words, machine=machine, made_at=now, approved_at=now, approved_by=by)
        old_words.append(one.kept)
        new_words.append({"danish": piece.text, "text": words})
    if new_words:
        _prints_drop(letter, language)
        changes = {"language": (language, language), "words": (old_words, new_words)}
        audit.record(by=by, at=now, action="letter.readings", obj=letter, changes=changes, personal={"words"})
    return len(new_words)


@transaction.atomic
def reading_draft(*, letter: Letter, language: str, piece: Piece, text: str, now: datetime) -> bool:
    """Keep a machine's words as a draft that no reader sees; never over anything, nor of words that are gone."""
    letter, pieces, rows = _now(letter, language)
    words = as_written(text)
    if not words or piece.digest not in pieces or piece.digest in rows:
        return False
    _keep(letter, language, pieces[piece.digest], text=words, machine=True, made_at=now)
    changes = {"language": (language, language), "words": ("", {"danish": piece.text, "text": words})}
    audit.record(by=None, at=now, action="letter.reading_draft", obj=letter, changes=changes, personal={"words"})
    return True


@transaction.atomic
def reading_drafts_ask(*, letter: Letter, language: str, by: User, now: datetime) -> None:
    """Ask the municipality's own service for drafts. It is the worker that does it; who asked is written down."""
    changes = {"language": (language, language)}
    audit.record(by=by, at=now, action="letter.reading_drafts", obj=letter, changes=changes)
    reading_drafts_wanted(letter=letter, language=language)


@transaction.atomic
def readings_redact(*, meeting: Meeting, redact: Callable[[str], str]) -> list[str]:
    """Delete each reading that says the words, or whose Danish does: in another language they cannot be found, nor
    taken out one by one. Answers what the deleted ones said. The caller holds the meeting's row.
    """
    gone = []
    for row in LetterReading.objects.filter(letter__meeting=meeting).select_related("letter").order_by("pk"):
        if any(redact(words) != words for words in (row.danish, row.text)):
            gone.append(row.text)
            _prints_drop(row.letter, row.language)
            row.delete()
    return gone


@transaction.atomic
def print_keep(*, version: LetterVersion, language: str, key: str, made: bytes, readings: Readings | None) -> None:
    """Keep what was made of a version and its readings, unless either has changed since: what was masked, erased or
    said better meanwhile must not come back as a print of the older words.
    """
    Letter.objects.select_for_update().get(pk=version.letter_id)
    now = LetterVersion.objects.select_for_update(of=("self",)).select_related("letter").get(pk=version.pk)
    if now.content == version.content and version_readings(version=now, language=language) == readings:
        LetterPrint.objects.update_or_create(version=version, language=key, defaults={"content": made})


def _now(letter: Letter, language: str) -> tuple[Letter, dict[str, Piece], dict[str, LetterReading]]:
    """The letter as it is now, by digest its pieces and their readings. First the meeting's row, as erasing does: what
    was erased while a page lay open is not written again.
    """
    Meeting.objects.select_for_update().get(pk=letter.meeting_id)
    letter = Letter.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=letter.pk)
    rows = LetterReading.objects.filter(letter=letter, language=language, replaced_at__isnull=True)
    pieces = {piece.digest: piece for piece, _is_sent in pieces_now(letter=letter)}
    return letter, pieces, {row.digest: row for row in rows}


def _put_aside(row: LetterReading | None, now: datetime) -> None:
    """Readers may have seen an approved one; nobody has seen a draft."""
    if row is not None and row.approved_at:
        row.replaced_at = now
        row.save(update_fields=["replaced_at"])
    elif row is not None:
        row.delete()


def _keep(letter: Letter, language: str, piece: Piece, **values: object) -> None:
    LetterReading.objects.create(
        letter=letter, language=language, place=piece.place, digest=piece.digest, danish=piece.text, **values
    )


def _prints_drop(letter: Letter, language: str) -> None:
    """Paper in that language is made anew for the next reader."""
    own = Q(language=language) | Q(language__endswith=f"-{language}")
    LetterPrint.objects.filter(own, version__letter=letter).delete()
