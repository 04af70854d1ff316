# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Stating where a pupil's guardians live, and by what right somebody is there."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from samspil.core import audit
from samspil.core.saving import saved
from samspil.people.links.actions import links_end
from samspil.people.persons.actions import guardianship_add, person_known_or_add
from samspil.people.persons.models import Guardianship, Person

if TYPE_CHECKING:
    from samspil.people.persons.models import User


@transaction.atomic
def homes_set(*, pupil: Person, homes: Mapping[int, str], by: "User | None", now: dt.datetime) -> int:
    """The labels of the homes that the pupil's guardians live in, by the keys of the guardianships; "": not known.

    Answers how many changed. Keys that are not this pupil's are left out. What a home is called may be a name, so it
    goes with the guardian and with the pupil when they are erased.
    """
    rows = Guardianship.objects.select_for_update(of=("self",)).filter(pupil=pupil, pk__in=homes)
    changed = 0
    for row in rows.select_related("guardian").order_by("pk"):
        old, row.home = row.home, homes[row.pk]
        if old != row.home:
            saved(row)
            audit.record(
                by=by, at=now, action="home_set", obj=row, changes={"home": (old, row.home)}, personal=["home"],
                subject=row.guardian.uuid,
            )  # fmt: skip
            changed += 1
    return changed


@transaction.atomic
def guardian_write_on(
    *,
    pupil: Person,
    given_name: str,
    family_name: str,
    email: str,
    phone: str,
    name_protected: bool,
    by: "User | None",
    now: dt.datetime,
    **tie: Any,
) -> Guardianship:
    """Somebody is there for a pupil, as a decision says, before any file does; `tie` is what `guardianship_add` takes.

    Known by name and address together, else a new person. It stays until its day, or until a file speaks of it.
    """
    guardian = person_known_or_add(
        given_name=given_name, family_name=family_name, email=email, phone=phone, name_protected=name_protected, by=by,
        now=now,
    )  # fmt: skip
    return guardianship_add(guardian=guardian, pupil=pupil, by_hand=True, by=by, now=now, **tie)


@transaction.atomic
def guardianship_change(
    *,
    guardianship: Guardianship,
    relation: str,
    reason: str,
    contact_allowed: bool,
    until_on: dt.date | None,
    by: "User | None",
    now: dt.datetime,
) -> Guardianship:
    """By what right somebody is there for a pupil, until when, and whether they may be written to; if not, their links
    are closed.
    """
    row = Guardianship.objects.select_for_update(of=("self",)).get(pk=guardianship.pk)
    # What had ended before is not opened by a later day.
    links_end(now=now, guardian=row.guardian_id)
    values = {"relation": relation, "reason": reason, "contact_allowed": contact_allowed, "until_on": until_on}
    changes = {name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value}
    for name, value in values.items():
        setattr(row, name, value)
    if changes:
        saved(row)
        audit.record(by=by, at=now, action="guardianship_change", obj=row, changes=changes)
        links_end(now=now, guardian=row.guardian_id)
    return row
