# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Giving and ending the roles that no seat, employment or guardianship says."""

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samspil.core import audit, clock
from samspil.core.errors import Refused
from samspil.core.saving import saved
from samspil.people.persons.actions import account_open, person_known_or_add
from samspil.people.persons.models import Person
from samspil.people.places.models import Municipality, School, SchoolClass
from samspil.people.roles import definitions as roles
from samspil.people.roles.models import Board, Committee, Role

if TYPE_CHECKING:
    from samspil.people.persons.models import User

RoleScope = Municipality | School | SchoolClass | Board | Committee | UUID

_COLUMNS = {
    Municipality: roles.Scope.MUNICIPALITY,
    School: roles.Scope.SCHOOL,
    SchoolClass: roles.Scope.SCHOOL_CLASS,
    Board: roles.Scope.BOARD,
    Committee: roles.Scope.COMMITTEE,
    UUID: roles.Scope.MEETING,
}


@transaction.atomic
def role_give(
    *,
    person: Person,
    code: str,
    scope: RoleScope,
    from_on: dt.date,
    by: "User | None",
    now: dt.datetime,
    until_on: dt.date | None = None,
) -> Role:
    """Gives a role at a place; `scope` is a meeting's uuid for roles at a meeting.

    Refused for a role that another row says (a chair is made by a seat), for a scope of the wrong kind and for a role
    the person has already.
    """
    role = roles.BY_CODE[code]
    column = _COLUMNS[type(scope)]
    if role.source != roles.Source.ROLE or role.scope != column:
        raise Refused(_("Den rolle kan ikke gives her. Intet er ændret."), code="role-not-given-here")
    row = saved(Role(person=person, code=code, from_on=from_on, until_on=until_on, **{column: scope}))
    changes = {"from_on": (None, from_on), "until_on": (None, until_on)}
    audit.record(by=by, at=now, action="role_give", obj=row, changes=changes, label=code)
    return row


@transaction.atomic
def role_end(*, role: Role, on: dt.date, by: "User | None", now: dt.datetime) -> Role:
    """Ends a role: `on` is the first day without it. The last officer of the municipality stays."""
    officers_one_at_a_time()
    row = Role.objects.select_for_update().get(pk=role.pk)
    if row.until_on is not None and row.until_on <= on:
        raise Refused(_("Rollen er allerede slut. Intet er ændret."), code="role-ended")
    others = Role.objects.filter(code=roles.Officer.code, until_on__isnull=True).exclude(pk=row.pk)
    if row.code == roles.Officer.code and not others:
        raise last_officer()
    old, row.until_on = row.until_on, on
    saved(row)
    audit.record(by=by, at=now, action="role_end", obj=row, changes={"until_on": (old, on)}, label=row.code)
    return row


def officers_one_at_a_time() -> None:
    """Until the transaction is over nobody else takes an officer away: each would see the other stay."""
    Municipality.objects.select_for_update().order_by("pk").first()


def last_officer() -> Refused:
    """Somebody must be able to let others in."""
    return Refused(_("Der skal være mindst én konsulent tilbage. Giv først rollen til en anden."), code="last-officer")


@transaction.atomic
def officer_appoint(*, given_name: str, family_name: str, email: str, by: "User | None", now: dt.datetime) -> "User":
    """A person with an account and the role of officer from today: how the first one gets in.

    Known by name and address together, else a new person; refused for who has the role already.
    """
    municipality = Municipality.objects.first()
    if municipality is None:
        raise Refused(_("Skriv først, hvilken kommune det er."), code="no-municipality")
    person = person_known_or_add(given_name=given_name, family_name=family_name, email=email, by=by, now=now)
    user = account_open(person=person, by=by, now=now)
    role_give(person=person, code=roles.Officer.code, scope=municipality, from_on=clock.today(now), by=by, now=now)
    return user
