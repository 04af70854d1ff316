# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Drawing the draft on paper: the page asks, the worker draws, and nothing stays for long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from samspil.dialogue.letter import pdf as letter_pdf
from samspil.dialogue.planning.enums import PackState
from samspil.dialogue.publishing.hooks import draft_print_waits
from samspil.dialogue.publishing.models import DraftPrint
from samspil.dialogue.publishing.queries.draft_prints import draft_drawn
from samspil.ui.pdf import PdfUnavailable

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting
    from samspil.people.persons.models import User

# Long enough to read it and to fetch it again; it holds words that may be erased.
KEEP = timedelta(minutes=15)


@transaction.atomic
def draft_print_ask(*, meeting: Meeting, part: str, language: str, by: User, now: datetime) -> DraftPrint:
    """Have the file drawn anew. One that is being drawn already is waited for."""
    start = {"asked_at": now, "asked_by": by}
    row, new = DraftPrint.objects.select_for_update().get_or_create(
        meeting=meeting, part=part, language=language, defaults=start
    )
    if not new and row.state == PackState.WAITING:
        return row
    start |= {"state": PackState.WAITING, "attempt": 0, "digest": "", "content": None}
    for name, value in start.items():
        setattr(row, name, value)
    row.save()
    draft_print_waits(row=row)
    return row


def draft_print_draw(*, uuid: UUID) -> bool:
    """The worker's part: the draft as it is now. Answers whether the file was put in; done twice, there is one file."""
    row = _begin(uuid)
    if row is None:
        return False
    drawn = draft_drawn(meeting=row.meeting, by=row.asked_by, language=row.language)
    try:
        made = letter_pdf.pdf_file(
            drawn.content, draft=True, language=row.language, part=row.part, readings=drawn.readings
        )
    except PdfUnavailable:
        draft_print_fail(row=row, state=PackState.UNAVAILABLE, digest=drawn.digest)
        return False
    except Exception:
        draft_print_fail(row=row, state=PackState.FAILED, digest=drawn.digest)
        raise
    return _change(row, state=PackState.READY, content=made, digest=drawn.digest)


@transaction.atomic
def _begin(uuid: UUID) -> DraftPrint | None:
    waiting = DraftPrint.objects.select_for_update(of=("self",)).select_related("meeting", "asked_by")
    row = waiting.filter(uuid=uuid, state=PackState.WAITING).first()
    if row is not None:
        row.attempt += 1
        row.save(update_fields=["attempt"])
    return row


def draft_print_fail(*, row: DraftPrint, state: PackState, digest: str = "") -> bool:
    return _change(row, state=state, digest=digest)


def _change(row: DraftPrint, **values: object) -> bool:
    """Only while this attempt at what was asked then is the latest."""
    mine = DraftPrint.objects.filter(pk=row.pk, asked_at=row.asked_at, attempt=row.attempt, state=PackState.WAITING)
    return bool(mine.update(**values))


def draft_prints_drop(*, meeting: Meeting | None = None) -> int:
    """Throw the files away, of one meeting or of all: words in them go. What is being drawn puts nothing in."""
    rows = DraftPrint.objects.all() if meeting is None else DraftPrint.objects.filter(meeting=meeting)
    return rows.delete()[0]


def draft_prints_forget(*, now: datetime) -> int:
    """Throw away what was asked for some minutes ago. Answers how many."""
    return DraftPrint.objects.filter(asked_at__lt=now - KEEP).delete()[0]
