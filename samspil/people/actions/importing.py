# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Bringing in a file: try it, look at what it would do, do it. All or nothing; the same file twice changes nothing."""

import base64
import dataclasses
import datetime as dt
import hashlib
import io
import zipfile
import zlib
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import IntegrityError, connection, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.core import audit
from samspil.core.errors import Refused
from samspil.people.actions.addresses import addresses_ensure_all
from samspil.people.actions.import_plan import Count, Plan
from samspil.people.actions.import_state import State
from samspil.people.enums import ImportState
from samspil.people.importing import Problem, SourceFile, read
from samspil.people.models import (
    Board,
    BoardSeat,
    Employment,
    Enrolment,
    Guardianship,
    ImportRun,
    Person,
    School,
    SchoolClass,
    SchoolYear,
)

if TYPE_CHECKING:
    from samspil.people.models import User

M = TypeVar("M", bound=Model)

# One import at a time: an arbitrary number of ours for PostgreSQL's advisory locks.
_LOCK = 730_019_001
_BATCH = 2000
_FIELDS: dict[type[Model], list[str]] = {
    School: ["name", "sort_key", "email", "phone", "address", "until_on"],
    SchoolClass: ["name", "sort_key", "grade", "letter"],
    Enrolment: ["until_on"],
    Guardianship: ["relation", "custody", "contact_allowed", "until_on"],
    Employment: ["until_on"],
    BoardSeat: ["seat", "is_chair", "until_on"],
}
# How long a tried file waits for a decision.
KEEP = dt.timedelta(hours=24)


class ImportRefused(Refused):
    """Nothing was done; `problems` says why, line by line."""

    def __init__(self, message: str, *, code: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message, code=code)
        self.problems = list(problems)


@dataclasses.dataclass(frozen=True, slots=True)
class Ended:
    """Somebody who is missing in the file: what they were, and whether the name may be shown."""

    kind: str
    name: str
    place: str


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """What an import did or would do. `ended` names at most `ENDED_SHOWN` of each kind."""

    counts: dict[str, Count]
    problems: list[Problem]
    ended: list[Ended]
    confirm: list[str]
    done: bool = False

    @property
    def changes(self) -> int:
        return sum(count.new + count.changed + count.ended for count in self.counts.values())

    @property
    def can_be_done(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """Counts and sentences: no names."""
        return {
            "counts": {kind: dataclasses.asdict(count) for kind, count in self.counts.items()},
            "problems": [str(problem) for problem in self.problems[:PROBLEMS_KEPT]],
            "problem_count": len(self.problems),
            "confirm": self.confirm,
            "done": self.done,
        }


PROBLEMS_KEPT = 200
ENDED_SHOWN = 50


def import_report(*, files: Sequence[SourceFile], on: dt.date) -> Report:
    """A dry run: reads the files, compares with what is known, changes nothing."""
    batch = read(files)
    if batch.problems:
        return Report(counts={}, problems=batch.problems, ended=[], confirm=[])
    return _report(Plan(batch, State(on)))


@transaction.atomic
def import_files(
    *,
    files: Sequence[SourceFile],
    on: dt.date,
    by: "User | None",
    now: dt.datetime,
    confirmed: Collection[str] = (),
    run: ImportRun | None = None,
) -> Report:
    """Does what the files say, from the day `on`.

    Raises ImportRefused, and changes nothing, when a line cannot be understood, or when more than 5 % of a
    kind would be ended and the kind is not in `confirmed`.
    """
    batch = read(files)
    if batch.problems:
        raise _unreadable(batch.problems)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    plan = Plan(batch, State(on))
    report = _report(plan)
    if plan.problems:
        raise _unreadable(plan.problems)
    missing = [kind for kind in report.confirm if kind not in confirmed]
    if missing:
        raise ImportRefused(
            _("Mere end 5 % bliver afsluttet. Intet er ændret. Se listen igennem, og sig ja, hvis det er rigtigt."),
            code="import-many-ended",
        )
    try:
        with transaction.atomic():
            _write(plan)
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or "?"
        raise ImportRefused(
            _("Filen passer ikke med det, vi ved i forvejen (%(rule)s). Intet er ændret.") % {"rule": name},
            code="import-conflict",
        ) from error
    report = dataclasses.replace(report, done=True)
    _record(report, files=files, on=on, by=by, now=now, run=run)
    return report


@transaction.atomic
def import_try(
    *, files: Sequence[SourceFile], on: dt.date, by: "User | None", now: dt.datetime
) -> tuple[ImportRun, Report]:
    """A dry run that is remembered, so that it can be done with one press. The file is kept encrypted for a day."""
    imports_forget(now=now)
    report = import_report(files=files, on=on)
    run = ImportRun.objects.create(
        file_name=", ".join(file.name for file in files)[:200],
        file_digest=_digest(files),
        content=_pack(files) if report.can_be_done else None,
        report={**report.as_json(), "on": on.isoformat()},
        created_by=by,
        created_at=now,
    )
    return run, report


def import_do(*, run: ImportRun, by: "User", now: dt.datetime, confirmed: Collection[str] = ()) -> Report:
    """Does what was tried. Looks again first: something may have changed in between."""
    files = run_files(run)
    on = dt.date.fromisoformat(str(run.report["on"]))
    return import_files(files=files, on=on, by=by, now=now, confirmed=confirmed, run=run)


@transaction.atomic
def import_drop(*, run: ImportRun, by: "User", now: dt.datetime) -> None:
    """Throws the tried file away."""
    ImportRun.objects.filter(pk=run.pk, state=ImportState.TRIED).update(
        state=ImportState.DROPPED, content=None, decided_at=now
    )


def imports_forget(*, now: dt.datetime) -> int:
    """Throws away files that nobody decided about within a day."""
    old = ImportRun.objects.filter(state=ImportState.TRIED, created_at__lt=now - KEEP)
    return old.update(state=ImportState.DROPPED, content=None, decided_at=now)


def run_files(run: ImportRun) -> list[SourceFile]:
    """The files of a run that waits for a decision. Raises Refused when they are gone."""
    run.refresh_from_db()
    if run.state != ImportState.TRIED or not run.content:
        raise Refused(gettext_lazy("Filen er ikke længere gemt. Send den igen."), code="import-gone")
    packed = zlib.decompress(base64.b85decode(str(run.content)))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return [SourceFile(name, archive.read(name)) for name in archive.namelist()]


def _write(plan: Plan) -> None:
    """Ends before it begins: a new chair needs the seat of the old one to be free."""
    for model, fields in _FIELDS.items():
        rows = [row for row in plan.changed[model] if row.pk is not None]
        if rows:
            model._default_manager.bulk_update(rows, fields, batch_size=_BATCH)
    _persons_update(plan)
    for model in (SchoolYear, School, SchoolClass, Person, Enrolment, Guardianship, Employment, Board, BoardSeat):
        for row in plan.new[model]:
            _relink(row)
        model._default_manager.bulk_create(plan.new[model], batch_size=_BATCH)
    if plan.new[School] or plan.new[Board]:
        addresses_ensure_all()


def _persons_update(plan: Plan) -> None:
    by_fields: dict[tuple[str, ...], list[Person]] = {}
    for pk, changes in plan.person_updates:
        by_fields.setdefault(tuple(sorted(changes)), []).append(Person(pk=pk, **changes))
    for fields, rows in by_fields.items():
        Person.objects.bulk_update(rows, list(fields), batch_size=_BATCH)


def _relink(row: Any) -> None:
    """Copies the keys of related rows that have been saved since this one was made."""
    for field in row._meta.concrete_fields:
        if field.is_relation and field.is_cached(row):
            setattr(row, field.attname, getattr(row, field.name).pk)


def _unreadable(problems: Sequence[Problem]) -> ImportRefused:
    first = str(problems[0])
    more = len(problems) - 1
    words = _("%(first)s Intet er ændret.") % {"first": first}
    if more:
        words += " " + _("Der er %(more)d linjer mere at rette.") % {"more": more}
    return ImportRefused(words, code="import-unreadable", problems=problems)


def _report(plan: Plan) -> Report:
    return Report(
        counts=plan.counts, problems=plan.problems, ended=_ended(plan), confirm=plan.needs_confirmation, done=False
    )


def _ended(plan: Plan) -> list[Ended]:
    return [
        *(Ended("schools", row.name, "") for row in plan.ended(School)[:ENDED_SHOWN]),
        *(
            Ended("pupils", _shown(row.pupil), f"{row.school_class}, {row.school_class.school}")
            for row in _first(plan, Enrolment).select_related("pupil", "school_class__school")
        ),
        *(
            Ended("guardians", _shown(row.guardian), _shown(row.pupil))
            for row in _first(plan, Guardianship).select_related("guardian", "pupil")
        ),
        *(
            Ended("staff", _shown(row.person), str(row.school))
            for row in _first(plan, Employment).select_related("person", "school")
        ),
        *(
            Ended("seats", _shown(row.person), str(row.board.school))
            for row in _first(plan, BoardSeat).select_related("person", "board__school")
        ),
    ]


def _first(plan: Plan, model: type[M]) -> QuerySet[M]:
    keys = [row.pk for row in plan.ended(model)[:ENDED_SHOWN]]
    return model._default_manager.filter(pk__in=keys).order_by("pk")


def _shown(person: Person) -> str:
    return str(_("Navnet er beskyttet")) if person.name_protected else person.name


def _record(
    report: Report,
    *,
    files: Sequence[SourceFile],
    on: dt.date,
    by: "User | None",
    now: dt.datetime,
    run: ImportRun | None,
) -> None:
    run = run or ImportRun(
        file_name=", ".join(file.name for file in files)[:200],
        file_digest=_digest(files),
        created_by=by,
        created_at=now,
    )
    run.state, run.content, run.decided_at = ImportState.DONE, None, now
    run.report = {**report.as_json(), "on": on.isoformat()}
    run.save()
    audit.record(
        by=by,
        at=now,
        action="import_done",
        obj=run,
        changes={kind: (None, dataclasses.asdict(count)) for kind, count in report.counts.items()},
    )


def _digest(files: Sequence[SourceFile]) -> str:
    whole = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name):
        whole.update(hashlib.sha256(file.data).digest())
    return whole.hexdigest()


def _pack(files: Sequence[SourceFile]) -> str:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for number, file in enumerate(files):
            taken = file.name in {name.name for name in files[:number]}
            archive.writestr(f"{number}-{file.name}" if taken else file.name, file.data)
    return base64.b85encode(zlib.compress(buffer.getvalue(), 6)).decode()


def import_again(*, run: ImportRun) -> Report:
    """The dry run of a tried file once more, as things are now."""
    return import_report(files=run_files(run), on=dt.date.fromisoformat(str(run.report["on"])))
