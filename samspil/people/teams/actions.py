# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Putting somebody into a class's team; `roles.actions.role_end` takes them out again."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samspil.core.errors import Refused
from samspil.people.persons.models import Employment, Person
from samspil.people.places.models import SchoolClass
from samspil.people.places.periods import on
from samspil.people.roles.actions import role_give
from samspil.people.roles.definitions import ClassTeam
from samspil.people.roles.models import Role

if TYPE_CHECKING:
    from samspil.people.persons.models import User


@transaction.atomic
def team_member_add(
    *,
    school_class: SchoolClass,
    person: Person,
    from_on: dt.date,
    by: "User | None",
    now: dt.datetime,
    until_on: dt.date | None = None,
) -> Role:
    """Until the school year ends, at the latest. Refused for a day outside it, for who does not work at the school that
    day, and for who is in the team already."""
    year = school_class.year
    if not year.starts_on <= from_on < year.ends_on:
        raise Refused(_("Vælg en dag i klassens skoleår, %(year)s.") % {"year": year}, code="team-outside-year")
    if not Employment.objects.filter(on(from_on), person=person, school=school_class.school_id).exists():
        raise Refused(_("Personen er ikke ansat på skolen den dag. Intet er ændret."), code="team-not-employed")
    if until_on is not None and until_on <= from_on:
        raise Refused(
            _("Datoen »til« er den første dag uden for teamet. Den skal ligge efter »fra«."), code="team-no-day"
        )
    return role_give(
        person=person, code=ClassTeam.code, scope=school_class, from_on=from_on, by=by, now=now,
        until_on=min(until_on or year.ends_on, year.ends_on),
    )  # fmt: skip
