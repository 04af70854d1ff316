# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Bringing in a file: what it would do, and doing it. All or nothing; the same file twice changes nothing.

Who waits for it, and what is kept meanwhile: runs.py.
"""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from samspil.core import audit
from samspil.core.errors import Refused
from samspil.people.addresses.actions import addresses_ensure_all
from samspil.people.importing.actions.plan import Count, Plan
from samspil.people.importing.actions.state import State
from samspil.people.importing.actions.teams import WholePlan
from samspil.people.importing.enums import ImportState
from samspil.people.importing.files.reading import read
from samspil.people.importing.files.rows import Problem
from samspil.people.importing.files.tables import SourceFile
from samspil.people.importing.models import ImportRun
from samspil.people.importing.queries.changed import Altered, Changed, changed_named
from samspil.people.importing.queries.runs import Ended, ended_named
from samspil.people.links.actions import links_end
from samspil.people.persons.actions import accounts_follow
from samspil.people.persons.models import Employment, Enrolment, Guardianship, Person
from samspil.people.persons.queries.names import names_changed
from samspil.people.places.models import School, SchoolClass, SchoolYear
from samspil.people.roles.models import Board, BoardSeat, Role

if TYPE_CHECKING:
    from samspil.people.persons.models import User

M = TypeVar("M", bound=Model)

# One import at a time: an arbitrary number of ours for PostgreSQL's advisory locks.
_LOCK = 730_019_001
_BATCH = 2000
_FIELDS: dict[type[Model], list[str]] = {
    School: ["name", "sort_key", "email", "phone", "address", "until_on"],
    SchoolClass: ["name", "sort_key", "grade", "letter"],
    Enrolment: ["until_on"],
    Guardianship: ["relation", "custody", "contact_allowed", "reason", "home", "by_hand", "until_on"],
    Employment: ["until_on"],
    Role: ["until_on"],
    BoardSeat: ["seat", "is_chair", "until_on"],
}


class ImportRefused(Refused):
    """Nothing was done; `problems` says why, line by line."""

    def __init__(self, message: str, *, code: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message, code=code)
        self.problems = list(problems)


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """What an import did or would do. `ended` holds the keys of at most `ENDED_SHOWN` rows of each kind.

    `altered` holds the key and the new values of the first rows that change, `notices` what else is worth a look.
    """

    counts: dict[str, Count]
    problems: list[Problem]
    ended: dict[str, list[int]]
    confirm: list[str]
    done: bool = False
    notices: list[Problem] = dataclasses.field(default_factory=list)
    altered: Altered = dataclasses.field(default_factory=dict)

    @property
    def named(self) -> list[Ended]:
        """Who is ended, by name, as far as names may be shown today."""
        return ended_named(self.ended)

    @property
    def changes_named(self) -> list[Changed]:
        """Who is changed, which field, from what to what; as far as it may be shown today."""
        return changed_named(self.altered)

    @property
    def changes(self) -> int:
        return sum(count.new + count.changed + count.ended for count in self.counts.values())

    @property
    def can_be_done(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """Counts, sentences and keys: no names. Who was erased or protected since is not named from here."""
        return {
            "counts": {kind: dataclasses.asdict(count) for kind, count in self.counts.items()},
            "problems": [str(problem) for problem in self.problems[:PROBLEMS_KEPT]],
            "problem_count": len(self.problems),
            "notices": [str(notice) for notice in self.notices[:PROBLEMS_KEPT]],
            "notice_count": len(self.notices),
            "ended": {} if self.done else self.ended,
            "confirm": self.confirm,
            "done": self.done,
        }


PROBLEMS_KEPT = 200
ENDED_SHOWN = 50


def import_report(*, files: Sequence[SourceFile], on: dt.date) -> Report:
    """A dry run: reads the files, compares with what is known, changes nothing."""
    batch = read(files)
    if batch.problems:
        return Report(counts={}, problems=batch.problems, ended={}, confirm=[])
    return _report(WholePlan(batch, State(on)))


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
    plan = WholePlan(batch, State(on))
    report = _report(plan)
    if plan.problems:
        raise _unreadable(plan.problems)
    missing = [kind for kind in report.confirm if kind not in confirmed]
    if missing:
        raise many_ended()
    try:
        with transaction.atomic():
            _write(plan, by=by, now=now)
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or "?"
        raise ImportRefused(
            _("Filen passer ikke med det, vi ved i forvejen (%(rule)s). Intet er ændret.") % {"rule": name},
            code="import-conflict",
        ) from error
    report = dataclasses.replace(report, done=True)
    _record(report, files=files, on=on, by=by, now=now, run=run)
    if plan.person_updates or plan.changed[School]:
        names_changed()
    return report


def _write(plan: Plan, *, by: "User | None", now: dt.datetime) -> None:
    """Ends before it begins: a new chair needs the seat of the old one to be free."""
    links_end(now=now)
    for model, fields in _FIELDS.items():
        rows = [row for row in plan.changed[model] if row.pk is not None]
        if rows:
            model._default_manager.bulk_update(rows, fields, batch_size=_BATCH)
    emails = {pk: changes["email"] for pk, changes in plan.person_updates if changes.get("email")}
    if emails:
        accounts_follow(emails=emails, by=by, now=now)
    _persons_update(plan)
    for model in (SchoolYear, School, SchoolClass, Person, Enrolment, Guardianship, Employment, Role, Board, BoardSeat):
        for row in plan.new[model]:
            _relink(row)
        model._default_manager.bulk_create(plan.new[model], batch_size=_BATCH)
    links_end(now=now)
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


def many_ended() -> ImportRefused:
    return ImportRefused(
        _("Mere end 5 % bliver afsluttet. Intet er ændret. Se listen igennem, og sig ja, hvis det er rigtigt."),
        code="import-many-ended",
    )


def _unreadable(problems: Sequence[Problem]) -> ImportRefused:
    first = str(problems[0])
    more = len(problems) - 1
    words = _("%(first)s Intet er ændret.") % {"first": first}
    if more:
        words += " " + _("Der er %(more)d linjer mere at rette.") % {"more": more}
    return ImportRefused(words, code="import-unreadable", problems=problems)


def _report(plan: Plan) -> Report:
    return Report(
        counts=plan.counts, problems=plan.problems, ended=_ended(plan), confirm=plan.needs_confirmation,
        notices=plan.batch.notices, altered=plan.altered,
    )  # fmt: skip


def _ended(plan: Plan) -> dict[str, list[int]]:
    models = {
        "schools": School,
        "pupils": Enrolment,
        "guardians": Guardianship,
        "staff": Employment,
        "teams": Role,
        "seats": BoardSeat,
    }
    return {kind: [row.pk for row in plan.ended(model)[:ENDED_SHOWN]] for kind, model in models.items()}


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
        file_digest=digest(files),
        created_by=by,
        created_at=now,
        asked_by=by,
        asked_at=now,
    )
    run.state, run.content, run.altered, run.decided_at = ImportState.DONE, None, None, now
    run.report = {**report.as_json(), "on": on.isoformat()}
    run.save()
    audit.record(
        by=by,
        at=now,
        action="import_done",
        obj=run,
        changes={kind: (None, dataclasses.asdict(count)) for kind, count in report.counts.items()},
    )


def digest(files: Sequence[SourceFile]) -> str:
    whole = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name):
        whole.update(hashlib.sha256(file.data).digest())
    return whole.hexdigest()
