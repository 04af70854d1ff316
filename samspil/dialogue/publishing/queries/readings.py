# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The letter's pieces with what they say in another language, as an officer works with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from samspil.core.texts import HOUSE_LANGUAGE
from samspil.dialogue.letter.models import Letter, LetterReading
from samspil.dialogue.letter.queries.draft import letter_content
from samspil.dialogue.letter.readings import Piece, pieces
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.translating import State, Translated
from samspil.dialogue.publishing.queries.versions import latest_of

OFFERED = tuple(code for code, _name in settings.LANGUAGES if code != HOUSE_LANGUAGE)


@dataclass(frozen=True)
class ReadingRow(Translated):
    """`kept` is what is stored for these Danish words, `shown` what stands in the field: of older words where there is
    nothing else. `before` are those older words."""

    piece: Piece
    is_sent: bool
    kept: str = ""
    shown: str = ""
    before: str = ""
    approved_at: datetime | None = None
    approved_by: str = ""


def languages(*, meeting: Meeting, mails: Sequence[str]) -> list[str]:
    """Those a letter can be read in beside Danish, the one most used by invited people (`mail_languages`), tables and
    notes first."""
    used = Counter(mails)
    used.update(meeting.languages)
    used.update(meeting.notes.values_list("language", flat=True))
    return sorted(OFFERED, key=lambda code: -used[code])


def pieces_now(*, letter: Letter, kept: bool = False) -> list[tuple[Piece, bool]]:
    """The pieces of the letter that was sent last, then what is new in the draft; with whether they are sent."""
    sent = latest_of(letter=letter)
    found = pieces(sent.content, changes=sent.version.changes) if sent else []
    known = {piece.digest for piece in found}
    fresh = [piece for piece in pieces(letter_content(meeting=letter.meeting, kept=kept)) if piece.digest not in known]
    return [*((piece, True) for piece in found), *((piece, False) for piece in fresh)]


def reading_rows(*, letter: Letter, language: str) -> list[ReadingRow]:
    stored = LetterReading.objects.filter(letter=letter, language=language, replaced_at__isnull=True)
    rows = list(stored.select_related("approved_by__person").order_by("made_at", "pk"))
    by_digest = {row.digest: row for row in rows}
    by_place = {row.place: row for row in rows if row.approved_at}
    return [
        _row(piece, is_sent, by_digest.get(piece.digest), by_place.get(piece.place))
        for piece, is_sent in pieces_now(letter=letter, kept=True)
    ]


def without_reading(*, letter: Letter, language: str) -> list[Piece]:
    """What a machine may make a draft of."""
    return [row.piece for row in reading_rows(letter=letter, language=language) if not row.kept]


def letter_by_uuid(*, uuid: str) -> Letter | None:
    return Letter.objects.select_related("meeting").filter(uuid=uuid).first()


def _row(piece: Piece, is_sent: bool, row: LetterReading | None, older: LetterReading | None) -> ReadingRow:
    if row is None:
        if older is None:
            return ReadingRow(State.MISSING, piece, is_sent)
        return ReadingRow(State.STALE, piece, is_sent, shown=older.text, before=older.danish)
    by = row.approved_by
    return ReadingRow(
        State.READY if row.approved_at else State.DRAFT,
        piece,
        is_sent,
        kept=row.text,
        shown=row.text,
        approved_at=row.approved_at,
        approved_by=by.person.name if by and by.person else "",
    )
