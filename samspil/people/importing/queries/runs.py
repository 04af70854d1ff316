# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samspil.people.importing.enums import ImportState
from samspil.people.importing.models import ImportRun
from samspil.people.persons.models import Employment, Enrolment, Guardianship, Person
from samspil.people.places.models import School
from samspil.people.roles.models import BoardSeat, Role

# Between saying that it begins and holding the row a worker needs a moment, never so long.
STARTING = dt.timedelta(seconds=30)


@dataclasses.dataclass(frozen=True, slots=True)
class Ended:
    """Somebody who is missing in the file: what they were, and whether the name may be shown."""

    kind: str
    name: str
    place: str


def import_runs() -> QuerySet[ImportRun]:
    """The latest imports first; without the files themselves."""
    return ImportRun.objects.defer("content").order_by("-created_at", "-pk")


def import_run(*, uuid: UUID) -> ImportRun | None:
    """One import; the file itself is read only when it is asked for."""
    return ImportRun.objects.defer("content").filter(uuid=uuid).first()


def import_state(*, run: ImportRun, now: dt.datetime) -> str:
    """The state as it is: a run whose worker has died is broken off, whatever its row says.

    The worker holds the row while it works, and the database lets go of it when the worker dies.
    """
    if run.state != ImportState.RUNNING or run.started_at is None or run.started_at > now - STARTING:
        return run.state
    with transaction.atomic():
        free = ImportRun.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=run.pk).only("state")
        row = free.first()
    if row is None:
        return run.state
    return ImportState.BROKEN if row.state == ImportState.RUNNING else row.state


def ended_named(keys: Mapping[str, Sequence[int]]) -> list[Ended]:
    """Who the rows behind the keys of a report are about, with the names that may be shown now."""
    return [Ended(kind, *named(row)) for kind, (rows, named) in _ENDED.items() for row in _of(rows, keys.get(kind, ()))]


def _of(rows: QuerySet[Any], keys: Sequence[int]) -> QuerySet[Any]:
    return rows.filter(pk__in=keys).order_by("pk") if keys else rows.none()


def shown(person: Person) -> str:
    return str(_("Navnet er beskyttet")) if person.name_protected else person.name


_ENDED: dict[str, tuple[QuerySet[Any], Callable[[Any], tuple[str, str]]]] = {
    "schools": (School.objects.all(), lambda row: (row.name, "")),
    "pupils": (
        Enrolment.objects.select_related("pupil", "school_class__school"),
        lambda row: (shown(row.pupil), f"{row.school_class}, {row.school_class.school}"),
    ),
    "guardians": (
        Guardianship.objects.select_related("guardian", "pupil"),
        lambda row: (shown(row.guardian), shown(row.pupil)),
    ),
    "staff": (
        Employment.objects.select_related("person", "school"),
        lambda row: (shown(row.person), str(row.school)),
    ),
    "teams": (
        Role.objects.select_related("person", "school_class__school"),
        lambda row: (shown(row.person), f"{row.school_class}, {row.school_class.school}"),
    ),
    "seats": (
        BoardSeat.objects.select_related("person", "board__school"),
        lambda row: (shown(row.person), str(row.board.school)),
    ),
}
