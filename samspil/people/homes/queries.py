# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a reader may see of the homes of pupils: the leaders of their school, and the officers."""

import dataclasses
import datetime as dt
from uuid import UUID

from django.utils.translation import gettext as _

from samspil.people.persons.models import Enrolment, Guardianship, Person
from samspil.people.persons.queries.homes import Home, homes_by_pupil
from samspil.people.places.models import SchoolClass
from samspil.people.places.periods import lasts, on
from samspil.people.roles import rules
from samspil.people.roles.held import HeldRoles
from samspil.people.roles.queries.shown import shown_name


@dataclasses.dataclass(frozen=True, slots=True)
class Adult:
    """Somebody who is there for a pupil now or later, as this reader may see them."""

    pk: int
    name: str
    relation: str
    home: str
    row: Guardianship
    is_now: bool

    @property
    def reason(self) -> str:
        return str(self.row.get_reason_display())


@dataclasses.dataclass(frozen=True, slots=True)
class PupilHomes:
    """A pupil of a class, and who lives in each of the homes: (the home's name or "", the adults' names)."""

    uuid: UUID
    name: str
    homes: list[tuple[str, list[str]]]


@dataclasses.dataclass(frozen=True, slots=True)
class PupilFound:
    """A pupil that this reader may know of, with the classes of that day and the school whose rules count."""

    person: Person
    classes: tuple[SchoolClass, ...]
    school_id: int | None

    def shown(self, person: Person, held: HeldRoles, viewer: int | None) -> str:
        return shown_name(person=person, held=held, viewer_person_id=viewer, school_id=self.school_id)


def class_for(*, held: HeldRoles, uuid: UUID) -> SchoolClass | None:
    """A class whose homes this reader may see: more than its page, which its team sees too."""
    row = SchoolClass.objects.select_related("school", "year").filter(uuid=uuid).first()
    return row if row is not None and rules.may_see_homes(held, {row.school_id}) else None


def class_homes(*, school_class: SchoolClass, held: HeldRoles, viewer: int | None, day: dt.date) -> list[PupilHomes]:
    """The pupils of that day in Danish order, in two queries."""
    enrolled = Enrolment.objects.filter(on(day), school_class=school_class, pupil__erased_at__isnull=True)
    pupils = [
        row.pupil
        for row in enrolled.select_related("pupil")
        .defer("pupil__email", "pupil__phone")
        .order_by("pupil__sort_key", "pupil_id")
    ]
    homes = homes_by_pupil(pupils=[pupil.pk for pupil in pupils], day=day)

    def name(person: Person) -> str:
        return shown_name(person=person, held=held, viewer_person_id=viewer, school_id=school_class.school_id)

    def living(home: Home) -> list[str]:
        return [
            ", ".join(
                [
                    name(row.guardian),
                    str(row.get_relation_display()).lower(),
                    *([] if row.contact_allowed else [_("må ikke kontaktes")]),
                ]
            )
            for row in home.guardianships
        ]

    return [
        PupilHomes(pupil.uuid, name(pupil), [(home.label, living(home)) for home in homes[pupil.pk]])
        for pupil in pupils
    ]


def pupil_for(*, held: HeldRoles, uuid: UUID, day: dt.date) -> PupilFound | None:
    """Somebody who goes to a class that day, or later."""
    rows = Enrolment.objects.filter(lasts(day), pupil__uuid=uuid, pupil__erased_at__isnull=True)
    found = list(rows.select_related("pupil", "school_class__school", "school_class__year").order_by("from_on", "pk"))
    schools = {row.school_class.school_id for row in found}
    if not found or not rules.may_see_homes(held, schools):
        return None
    led = sorted(schools & rules.led_school_ids(held))
    return PupilFound(found[0].pupil, tuple(row.school_class for row in found), next(iter(led), None))


def adults(*, pupil: PupilFound, held: HeldRoles, viewer: int | None, day: dt.date) -> list[Adult]:
    """Who is there for the pupil now or later: by home, and last those whose home nobody has told."""
    rows = Guardianship.objects.filter(lasts(day), pupil=pupil.person, guardian__erased_at__isnull=True)
    rows = rows.select_related("guardian").defer("guardian__email", "guardian__phone")
    ordered = rows.order_by("guardian__sort_key", "guardian_id", "from_on")
    return [_adult(row, pupil.shown(row.guardian, held, viewer), day) for row in sorted(ordered, key=_by_home)]


def guardianship_for(*, held: HeldRoles, pk: int, day: dt.date) -> tuple[Guardianship, PupilFound] | None:
    row = Guardianship.objects.filter(lasts(day), pk=pk).select_related("guardian", "pupil").first()
    pupil = pupil_for(held=held, uuid=row.pupil.uuid, day=day) if row else None
    return (row, pupil) if row and pupil else None


def _adult(row: Guardianship, name: str, day: dt.date) -> Adult:
    return Adult(row.pk, name, str(row.get_relation_display()).lower(), row.home, row, row.holds_on(day))


def _by_home(row: Guardianship) -> tuple[bool, str]:
    return not row.home, row.home.casefold()
