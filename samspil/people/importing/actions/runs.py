# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A file on its way: it waits, the worker reads it, somebody says yes, the worker brings it in.

The worker says that it begins in a transaction of its own, and then holds the run's row while it works. So a row that
is in hand and that nobody holds belongs to a worker that died, and nothing of what it did is there.
"""

import base64
import dataclasses
import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.core.written import without_cpr
from samspil.people.importing.actions.importing import ImportRefused, digest, import_files, import_report, many_ended
from samspil.people.importing.actions.plan import KINDS
from samspil.people.importing.enums import ImportState, ImportStep
from samspil.people.importing.files.tables import SourceFile
from samspil.people.importing.hooks import import_waits
from samspil.people.importing.models import ImportRun
from samspil.people.importing.queries.changed import altered_pack
from samspil.people.importing.queries.runs import STARTING
from samspil.people.persons.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samspil.people.persons.models import User

# How long a file waits for a decision.
KEEP = dt.timedelta(hours=24)
_OVER = (ImportState.DONE, ImportState.DROPPED)


@dataclasses.dataclass(frozen=True, slots=True)
class Taken:
    """A run that a worker has in hand. `started_at` tells it from the same run in the hands of another."""

    uuid: UUID
    started_at: dt.datetime
    language: str


@transaction.atomic
def import_ask(*, files: Sequence[SourceFile], on: dt.date, by: "User | None", now: dt.datetime) -> ImportRun:
    """Keeps the files encrypted, at most a day, and asks the worker to read them through. Nothing else changes."""
    imports_forget(now=now)
    run = ImportRun.objects.create(
        file_name=without_cpr(", ".join(file.name for file in files))[:200],
        file_digest=digest(files),
        content=_pack(files),
        report={"on": on.isoformat()},
        created_by=by,
        created_at=now,
        asked_by=by,
        asked_at=now,
    )
    import_waits(run=run.uuid)
    return run


@transaction.atomic
def import_do(*, run: ImportRun, by: "User", now: dt.datetime, confirmed: Collection[str] = ()) -> None:
    """Asks the worker to bring in what was tried. It looks again first: something may have changed in between."""
    row = _locked(run)
    if row.state in {ImportState.WAITING, ImportState.RUNNING} and row.asked == ImportStep.DO:
        # Pressed twice: it is being done.
        return
    if row.state != ImportState.TRIED or not row.content or _outlived(row):
        raise _gone()
    if set(row.report.get("confirm", ())) - set(confirmed):
        raise many_ended()
    row.asked, row.confirmed = ImportStep.DO, sorted(set(confirmed).intersection(KINDS))
    _ask(row, by=by, now=now)


@transaction.atomic
def import_again(*, run: ImportRun, by: "User", now: dt.datetime) -> None:
    """Asks once more for what broke off, or for reading a tried file through again."""
    row = _locked(run)
    if row.state in _OVER or not row.content:
        raise _gone()
    if row.state == ImportState.RUNNING and row.started_at and row.started_at > now - STARTING:
        raise _in_hand()
    if row.state == ImportState.TRIED:
        row.asked, row.confirmed = ImportStep.TRY, []
    _ask(row, by=by, now=now)


@transaction.atomic
def import_drop(*, run: ImportRun, by: "User", now: dt.datetime) -> None:
    """Throws the file away. Refused while a worker has it in hand."""
    row = _locked(run)
    if row.state not in _OVER:
        row.state, row.content, row.altered, row.decided_at = ImportState.DROPPED, None, None, now
        row.save(update_fields=["state", "content", "altered", "decided_at"])


@transaction.atomic
def imports_forget(*, now: dt.datetime) -> int:
    """Throws away files that nobody decided about within a day, and those that a worker held while somebody was erased:
    they may name the person.
    """
    old = Q(created_at__lt=now - KEEP)
    erased_at = Person.objects.aggregate(last=Max("erased_at"))["last"]
    return _throw_away(_undecided().filter(old | Q(created_at__lte=erased_at) if erased_at else old), now=now)


@transaction.atomic
def person_erase(_person: UUID) -> int:
    """Throws away every file that waits for a decision: one that names the person would bring them back."""
    return _throw_away(_undecided(), now=clock.now())


def _outlived(run: ImportRun) -> bool:
    """Whether somebody was erased since the file came: it would bring them back."""
    return Person.objects.filter(erased_at__gte=run.created_at).exists()


def _undecided() -> "QuerySet[ImportRun]":
    """Those that no worker holds, ours until the commit."""
    return ImportRun.objects.select_for_update(skip_locked=True, of=("self",)).exclude(state__in=_OVER)


def _throw_away(runs: "QuerySet[ImportRun]", *, now: dt.datetime) -> int:
    keys = list(runs.values_list("pk", flat=True))
    return ImportRun.objects.filter(pk__in=keys).update(
        state=ImportState.DROPPED, content=None, altered=None, decided_at=now
    )


@transaction.atomic
def import_take(*, uuid: UUID, now: dt.datetime) -> Taken | None:
    """Takes a run that waits in hand; None when it does not wait (any more)."""
    waiting = ImportRun.objects.select_for_update(skip_locked=True, of=("self",)).filter(state=ImportState.WAITING)
    run = waiting.select_related("asked_by").defer("content").filter(uuid=uuid).first()
    if run is None:
        return None
    run.state, run.started_at = ImportState.RUNNING, now
    run.save(update_fields=["state", "started_at"])
    language = run.asked_by.language if run.asked_by else ""
    return Taken(run.uuid, now, language or settings.LANGUAGE_CODE)


@transaction.atomic
def import_work(*, taken: Taken, now: Callable[[], dt.datetime]) -> str:
    """Reads the file through or brings it in, and keeps the report. Answers the new state, "" when it is not ours."""
    run = _in_hands_of(taken)
    if run is None:
        return ""
    if _outlived(run):
        run.state, run.content, run.altered, run.decided_at = ImportState.DROPPED, None, None, now()
        run.save(update_fields=["state", "content", "altered", "decided_at"])
    elif run.asked == ImportStep.DO:
        _bring_in(run, now=now)
    else:
        _read_through(run)
    return run.state


@transaction.atomic
def import_break(*, taken: Taken) -> str:
    """Notes that the work failed. The file is kept, so that it can be tried again."""
    run = _in_hands_of(taken)
    if run is None:
        return ""
    run.state = ImportState.BROKEN
    run.save(update_fields=["state"])
    return run.state


def _bring_in(run: ImportRun, *, now: Callable[[], dt.datetime]) -> None:
    on = dt.date.fromisoformat(str(run.report["on"]))
    try:
        import_files(files=_unpack(run), on=on, by=run.asked_by, now=now(), confirmed=run.confirmed, run=run)
    except ImportRefused as refusal:
        # Something has changed since it was tried: what is shown is what would happen now.
        _read_through(run, refused=str(refusal))


def _read_through(run: ImportRun, *, refused: str = "") -> None:
    on = str(run.report["on"])
    report = import_report(files=_unpack(run), on=dt.date.fromisoformat(on))
    run.state = ImportState.TRIED
    run.report = {**report.as_json(), "on": on, "refused": refused}
    run.altered = altered_pack(report.altered)
    if not report.can_be_done:
        run.content = run.altered = None
    run.save()


def _ask(row: ImportRun, *, by: "User", now: dt.datetime) -> None:
    row.state, row.asked_by, row.asked_at, row.started_at = ImportState.WAITING, by, now, None
    row.save(update_fields=["state", "asked", "confirmed", "asked_by", "asked_at", "started_at"])
    import_waits(run=row.uuid)


def _locked(run: ImportRun) -> ImportRun:
    """The row as it is now, ours until the commit. Refused while a worker has it."""
    row = ImportRun.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=run.pk).first()
    if row is None:
        raise _in_hand()
    return row


def _in_hands_of(taken: Taken) -> ImportRun | None:
    mine = ImportRun.objects.select_for_update(of=("self",)).select_related("asked_by")
    return mine.filter(uuid=taken.uuid, state=ImportState.RUNNING, started_at=taken.started_at).first()


def _gone() -> Refused:
    return Refused(_("Filen er ikke længere gemt. Send den igen."), code="import-gone")


def _in_hand() -> Refused:
    return Refused(_("Filen er ved at blive læst. Vent lidt, og se på siden igen."), code="import-in-hand")


def _pack(files: Sequence[SourceFile]) -> str:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for number, file in enumerate(files):
            taken = file.name in {name.name for name in files[:number]}
            archive.writestr(f"{number}-{file.name}" if taken else file.name, file.data)
    return base64.b85encode(zlib.compress(buffer.getvalue(), 6)).decode()


def _unpack(run: ImportRun) -> list[SourceFile]:
    packed = zlib.decompress(base64.b85decode(str(run.content)))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return [SourceFile(name, archive.read(name)) for name in archive.namelist()]
