# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What may be shown of persons and of the roles they hold."""

import dataclasses
import datetime as dt
from typing import NamedTuple
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samspil.people.persons.models import Person
from samspil.people.places.models import Municipality, School, SchoolClass
from samspil.people.roles import definitions as roles
from samspil.people.roles import rules
from samspil.people.roles.definitions import Officer
from samspil.people.roles.held import HeldRole, HeldRoles
from samspil.people.roles.models import Board, Committee, Role


class Named(NamedTuple):
    """Of a person what their name is shown by: for lists of a thousand, which need no more of them."""

    pk: int
    name: str
    name_protected: bool


def shown_name(
    *, person: Person | Named, held: HeldRoles, viewer_person_id: int | None = None, school_id: int | None = None
) -> str:
    """The name as this reader may see it; a protected name only for oneself and for those who work at `school_id`."""
    if not person.name_protected or person.pk == viewer_person_id:
        return person.name
    if school_id is not None and rules.may_see_protected_names(held, school_id):
        return person.name
    return _("Navnet er beskyttet")


@dataclasses.dataclass(frozen=True, slots=True)
class HeldPlace:
    """What the reader is, and where, in words. `uuid` is the place's, for a way to its page."""

    code: str
    title: Promise
    name: str
    uuid: UUID | None
    school: UUID | None


def held_places(*, held: HeldRoles) -> list[HeldPlace]:
    """In the order of the titles; each title and place once. At most one query per kind of place."""
    models: dict[str, type[Model]] = {
        roles.Scope.MUNICIPALITY: Municipality,
        roles.Scope.SCHOOL: School,
        roles.Scope.SCHOOL_CLASS: SchoolClass,
        roles.Scope.BOARD: Board,
        roles.Scope.COMMITTEE: Committee,
    }
    found: dict[tuple[str, int], Model] = {}
    for scope, model in models.items():
        ids = {role.scope_id for role in held if role.scope == scope}
        rows = model._default_manager.filter(pk__in=ids) if ids else []
        if ids and scope in {roles.Scope.BOARD, roles.Scope.SCHOOL_CLASS}:
            rows = model._default_manager.filter(pk__in=ids).select_related("school")
        found.update({(scope, row.pk): row for row in rows})
    places = [_held_place(role, found.get((role.scope, role.scope_id or 0))) for role in held]
    return sorted(
        {(str(one.title), one.name): one for one in places}.values(), key=lambda one: (str(one.title), one.name)
    )


def role_places(*, held: HeldRoles) -> list[tuple[Promise, str]]:
    """What the reader is, and where, in words: ("Lærer", "Åskolen"). At most one query per kind of place."""
    return [(one.title, one.name) for one in held_places(held=held)]


def _held_place(role: HeldRole, place: Model | None) -> HeldPlace:
    school = place if isinstance(place, School) else getattr(place, "school", None)
    name = _place_name(place) if place is not None else ""
    return HeldPlace(role.code, role.title, name, getattr(place, "uuid", None), getattr(school, "uuid", None))


def _place_name(row: Model) -> str:
    if isinstance(row, Board):
        return row.school.name
    if isinstance(row, SchoolClass):
        return f"{row.name}, {row.school.name}"
    return str(row)


def officers(*, day: dt.date) -> list[Role]:
    """Those who work with Samspil for the municipality now or later, in Danish order."""
    roles = Role.objects.filter(code=Officer.code).exclude(until_on__lte=day).select_related("person__user")
    return list(roles.order_by("person__sort_key", "pk"))


def officer_role(*, pk: int) -> Role | None:
    return Role.objects.filter(code=Officer.code, pk=pk).select_related("person").first()
