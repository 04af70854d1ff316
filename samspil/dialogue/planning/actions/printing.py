# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The tables' papers on their way: asked for, drawn by the worker table by table, and thrown away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from samspil.core import audit
from samspil.core.errors import Refused
from samspil.dialogue.meetings import queries as meetings
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.planning import print_pack
from samspil.dialogue.planning.enums import PackPart, PackState
from samspil.dialogue.planning.hooks import pack_waits
from samspil.dialogue.planning.models import PrintPack
from samspil.dialogue.planning.queries import plan_digest
from samspil.ui.pdf import PdfUnavailable

if TYPE_CHECKING:
    from samspil.people.persons.models import User

# How long a file is kept: it names note-takers, and is drawn again in seconds.
KEEP = timedelta(days=14)


@transaction.atomic
def pack_ask(*, meeting: Meeting, part: PackPart, by: User, now: datetime) -> PrintPack:
    """Ask for the file. One that is being drawn, or is drawn from the plan as it is, is not drawn again."""
    tables = meeting.tables.count()
    if not tables:
        raise Refused(_("Mødet har ingen borde. Sæt dem op i planen først."), code="print-no-tables")
    start = {"asked_at": now, "moved_at": now, "asked_by": by, "total": tables}
    pack, new = PrintPack.objects.select_for_update().get_or_create(meeting=meeting, part=part, defaults=start)
    current = pack.state == PackState.READY and pack.digest == plan_digest(meeting=meeting)
    if not new and (pack.state == PackState.WAITING or current):
        return pack
    start |= {"state": PackState.WAITING, "attempt": 0, "done": 0, "digest": "", "content": None}
    for name, value in start.items():
        setattr(pack, name, value)
    pack.save()
    audit.record(by=by, at=now, action="print.ask", obj=pack, changes={"part": (None, str(part))})
    pack_waits(pack=pack)
    return pack


def pack_draw(*, uuid: UUID, now: Callable[[], datetime]) -> bool:
    """The worker's part. Answers whether the file was put in: done twice, or by two, there is one file."""
    pack = pack_begin(uuid=uuid, now=now())
    if pack is None:
        return False
    try:
        made = print_pack.pdf_file(
            meeting=pack.meeting,
            rounds=meetings.rounds(meeting=pack.meeting),
            tables=meetings.tables(meeting=pack.meeting),
            part=pack.part,
            on_table=lambda done: pack_progress(pack=pack, done=done, now=now()),
        )
    except PdfUnavailable:
        pack_fail(pack=pack, state=PackState.UNAVAILABLE)
        return False
    except Exception:
        pack_fail(pack=pack, state=PackState.FAILED)
        raise
    return pack_finish(pack=pack, content=made)


@transaction.atomic
def pack_begin(*, uuid: UUID, now: datetime) -> PrintPack | None:
    """An attempt of its own at what waits, with nothing done yet; None where nothing waits."""
    waiting = PrintPack.objects.select_for_update(of=("self",)).select_related("meeting")
    pack = waiting.filter(uuid=uuid, state=PackState.WAITING).first()
    if pack is None:
        return None
    pack.attempt, pack.done, pack.moved_at = pack.attempt + 1, 0, now
    pack.total, pack.digest = pack.meeting.tables.count(), plan_digest(meeting=pack.meeting)
    pack.save(update_fields=["attempt", "done", "moved_at", "total", "digest"])
    return pack


def pack_progress(*, pack: PrintPack, done: int, now: datetime) -> bool:
    return _change(pack, done=min(done, pack.total), moved_at=now)


def pack_finish(*, pack: PrintPack, content: bytes) -> bool:
    return _change(pack, state=PackState.READY, done=pack.total, content=content)


def pack_fail(*, pack: PrintPack, state: PackState) -> bool:
    return _change(pack, state=state)


def _change(pack: PrintPack, **values: object) -> bool:
    """Only while this attempt at what was asked then is the latest."""
    mine = PrintPack.objects.filter(pk=pack.pk, asked_at=pack.asked_at, attempt=pack.attempt, state=PackState.WAITING)
    return bool(mine.update(**values))


@transaction.atomic
def packs_drop_old() -> int:
    """Throw away the files that show a plan as it was, with names that may have gone from it. Answers how many.

    What is being drawn may have read them: it is begun anew.
    """
    dropped = 0
    for meeting in Meeting.objects.filter(print_packs__isnull=False).distinct().order_by("pk"):
        others = meeting.print_packs.exclude(digest=plan_digest(meeting=meeting))
        dropped += others.exclude(state=PackState.WAITING).delete()[0]
        # Whose attempt is not the latest any more puts nothing in; the chore finds what stands still.
        others.filter(state=PackState.WAITING, attempt__gt=0).update(attempt=F("attempt") + 1)
    return dropped


def packs_forget(*, now: datetime) -> int:
    """Throw away what was asked for long ago, or is out of date. Answers how many."""
    return PrintPack.objects.filter(asked_at__lt=now - KEEP).delete()[0] + packs_drop_old()
