# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Teams of classes. In a team is who has the role on that day and works at the class's school then."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from samspil.people.persons.enums import StaffRole
from samspil.people.persons.models import Employment, Person
from samspil.people.places.enums import GroupKind
from samspil.people.places.models import School, SchoolClass
from samspil.people.places.periods import lasts, on
from samspil.people.roles import rules
from samspil.people.roles.definitions import ClassTeam
from samspil.people.roles.held import HeldRoles
from samspil.people.roles.models import Role
from samspil.people.roles.queries.held import works_there
from samspil.people.roles.queries.shown import shown_name


@dataclasses.dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is in a team now or later, as this reader may see them; `works_as`: what the employment says."""

    pk: int
    name: str
    works_as: str
    from_on: dt.date
    until_on: dt.date | None
    is_now: bool


@dataclasses.dataclass(frozen=True, slots=True)
class ClassShown:
    school_class: SchoolClass
    team: list[Member]


def team_of(*, school_class: SchoolClass, day: dt.date) -> QuerySet[Person]:
    """Who teaches the class and is responsible for it on that day, in Danish order."""
    return Person.objects.filter(roles__in=_in_team(day).filter(school_class=school_class)).order_by("sort_key", "pk")


def class_teams_of(*, person: Person, day: dt.date) -> QuerySet[SchoolClass]:
    """The classes in whose teams the person is on that day."""
    return _classes().filter(role__in=_in_team(day).filter(person=person))


def _in_team(day: dt.date) -> QuerySet[Role]:
    return Role.objects.filter(on(day), works_there(on(day)), code=ClassTeam.code)


def _classes() -> QuerySet[SchoolClass]:
    return SchoolClass.objects.select_related("school", "year").order_by(
        "school__sort_key", "school_id", "year__starts_on", F("grade").asc(nulls_last=True), "sort_key", "pk"
    )


def school_by_uuid(*, uuid: UUID) -> School | None:
    return School.objects.filter(uuid=uuid).first()


def classes_for(*, held: HeldRoles, day: dt.date, school: School | None = None) -> QuerySet[SchoolClass]:
    """The classes of this school year and later: all of `school`, else one's own and those of the schools one leads."""
    asked = Q(pk__in=rules.team_class_ids(held)) | Q(school__in=rules.led_school_ids(held), kind=GroupKind.MAIN)
    if school is not None:
        asked = Q(school=school, kind=GroupKind.MAIN)
    return _classes().filter(asked, year__ends_on__gt=day)


def class_for(*, held: HeldRoles, uuid: UUID) -> SchoolClass | None:
    row = _classes().filter(uuid=uuid).first()
    return row if row is not None and rules.may_see_class(held, row.pk, row.school_id) else None


def team_member_for(*, held: HeldRoles, pk: int) -> Role | None:
    row = Role.objects.filter(code=ClassTeam.code, pk=pk).select_related("school_class__year").first()
    place = row.school_class if row else None
    return row if place is not None and rules.may_see_class(held, place.pk, place.school_id) else None


def classes_shown(
    *, classes: Iterable[SchoolClass], held: HeldRoles, viewer: Person | None, day: dt.date
) -> list[ClassShown]:
    """Each class with those who are in its team now or later, in one query for all."""
    shown = {row.pk: ClassShown(row, []) for row in classes}
    there = Employment.objects.filter(lasts(day), person=OuterRef("person"), school=OuterRef("school_class__school"))
    rows = (
        Role.objects.filter(lasts(day), code=ClassTeam.code, school_class__in=shown)
        .annotate(staff_role=Subquery(there.order_by("from_on", "pk").values("staff_role")[:1]))
        .exclude(staff_role=None)
        .select_related("person", "school_class")
        .defer("person__email", "person__phone")
    )
    for row in rows.order_by("person__sort_key", "person_id", "from_on"):
        place = shown[row.school_class_id or 0]
        name = shown_name(
            person=row.person, held=held, viewer_person_id=viewer.pk if viewer else None,
            school_id=place.school_class.school_id,
        )  # fmt: skip
        works_as = str(StaffRole(row.staff_role).label)
        place.team.append(Member(row.pk, name, works_as, row.from_on, row.until_on, row.holds_on(day)))
    return list(shown.values())


def staff_choices(*, school_id: int, held: HeldRoles, day: dt.date) -> list[tuple[str, str]]:
    """Who works at the school now or later, each once, for choosing from."""
    rows = Employment.objects.filter(lasts(day), school=school_id).select_related("person")
    rows = rows.defer("person__email", "person__phone").order_by("person__sort_key", "person_id", "from_on", "pk")
    found: dict[str, str] = {}
    for row in rows:
        name = shown_name(person=row.person, held=held, school_id=school_id)
        found.setdefault(str(row.person.uuid), f"{name}, {row.get_staff_role_display()}")
    return list(found.items())
