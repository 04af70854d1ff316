# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The homes of pupils: as stated or imported, never guessed. This is the one place that says what a home is."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from samspil.people.persons.models import Guardianship
from samspil.people.places.periods import on


@dataclasses.dataclass(frozen=True, slots=True)
class Home:
    """One home of one pupil, with those who are there for the pupil and live in it.

    `label` is "" where nobody has said where the one guardian lives.
    """

    pupil_id: int
    label: str
    guardianships: tuple[Guardianship, ...]

    @property
    def is_known(self) -> bool:
        return bool(self.label)


def home_key(label: str) -> str:
    """The same for two ways of writing one label."""
    return label.casefold()


def homes_of(guardianships: Iterable[Guardianship]) -> list[Home]:
    """The homes that these make, each guardianship in one: those of a pupil with the same label share a home, and who
    has none has a home of their own. In the order in which they come, the stated before the others.
    """
    stated: dict[tuple[int, str], list[Guardianship]] = {}
    unknown = []
    for row in guardianships:
        if row.home:
            stated.setdefault((row.pupil_id, home_key(row.home)), []).append(row)
        else:
            unknown.append(Home(row.pupil_id, "", (row,)))
    shared = [Home(pupil, rows[0].home, tuple(rows)) for (pupil, _key), rows in stated.items()]
    return [*sorted(shared, key=lambda home: home_key(home.label)), *unknown]


def guardianships_on(*, pupils: Collection[int], day: dt.date) -> QuerySet[Guardianship]:
    """Who is there for these pupils on that day, in Danish order."""
    rows = Guardianship.objects.filter(on(day), pupil__in=pupils, guardian__erased_at__isnull=True)
    return rows.select_related("guardian").order_by("guardian__sort_key", "guardian_id", "pk")


def homes_by_pupil(*, pupils: Collection[int], day: dt.date) -> dict[int, list[Home]]:
    """The homes of each of these pupils on that day, in one query; a pupil without guardians has none."""
    found: dict[int, list[Home]] = {pupil: [] for pupil in pupils}
    rows = guardianships_on(pupils=pupils, day=day).defer("guardian__email", "guardian__phone")
    for home in homes_of(rows):
        found[home.pupil_id].append(home)
    return found
