# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Naming the municipality, adding schools, school years and classes."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from samspil.core import audit
from samspil.core.danish import sort_key
from samspil.core.saving import saved
from samspil.people.addresses.actions import address_ensure
from samspil.people.addresses.enums import AddressKind
from samspil.people.persons.queries.names import names_changed
from samspil.people.places.enums import GroupKind
from samspil.people.places.models import Municipality, School, SchoolClass, SchoolYear

if TYPE_CHECKING:
    from samspil.people.persons.models import User

MUNICIPALITY_FIELDS = (
    "name", "department", "phone", "email", "address", "website",
    "accessibility_contact", "accessibility_email", "accessibility_phone", "accessibility_statement_url",
)  # fmt: skip


@transaction.atomic
def municipality_save(*, by: "User | None", now: dt.datetime, **fields: str) -> Municipality:
    """Names the installation's one municipality, or changes what stands about it; only the fields given change."""
    unknown = fields.keys() - set(MUNICIPALITY_FIELDS)
    if unknown:
        msg = f"unknown fields: {sorted(unknown)}"
        raise TypeError(msg)
    row = Municipality.objects.select_for_update().first() or Municipality()
    changes = {name: (getattr(row, name), value) for name, value in fields.items() if getattr(row, name) != value}
    for name, value in fields.items():
        setattr(row, name, value)
    saved(row)
    address_ensure(kind=AddressKind.OFFICERS, municipality=row)
    if changes:
        audit.record(by=by, at=now, action="municipality_save", obj=row, changes=changes)
    return row


@transaction.atomic
def school_add(
    *,
    institution_number: str,
    name: str,
    from_on: dt.date,
    by: "User | None",
    now: dt.datetime,
    email: str = "",
    phone: str = "",
    address: str = "",
) -> School:
    """A new school, with the address of its leadership."""
    school = saved(
        School(
            institution_number=institution_number,
            name=name,
            sort_key=sort_key(name),
            from_on=from_on,
            email=email,
            phone=phone,
            address=address,
        )
    )
    address_ensure(kind=AddressKind.SCHOOL_LEADERSHIP, school=school)
    changes = {"institution_number": ("", institution_number), "name": ("", name), "from_on": (None, from_on)}
    audit.record(by=by, at=now, action="school_add", obj=school, changes=changes, label=name)
    return school


@transaction.atomic
def school_change(*, school: School, by: "User | None", now: dt.datetime, **fields: str) -> School:
    """Changes the name, e-mail, telephone or address of a school."""
    unknown = fields.keys() - {"name", "email", "phone", "address"}
    if unknown:
        msg = f"unknown fields: {sorted(unknown)}"
        raise TypeError(msg)
    row = School.objects.select_for_update().get(pk=school.pk)
    changes = {name: (getattr(row, name), value) for name, value in fields.items() if getattr(row, name) != value}
    for name, value in fields.items():
        setattr(row, name, value)
    row.sort_key = sort_key(row.name)
    saved(row)
    if changes:
        audit.record(by=by, at=now, action="school_change", obj=row, changes=changes, label=row.name)
    if "name" in changes:
        names_changed()
    return row


@transaction.atomic
def school_year_add(*, first: int, by: "User | None", now: dt.datetime) -> SchoolYear:
    """The school year that begins on 1 August of year `first`; the one that is there when it is there already."""
    name = f"{first}-{first + 1}"
    known = SchoolYear.objects.filter(name=name).first()
    if known is not None:
        return known
    year = saved(SchoolYear(name=name, starts_on=dt.date(first, 8, 1), ends_on=dt.date(first + 1, 8, 1)))
    audit.record(by=by, at=now, action="school_year_add", obj=year, changes={"name": ("", name)}, label=name)
    return year


@transaction.atomic
def school_class_add(
    *,
    school: School,
    year: SchoolYear,
    name: str,
    by: "User | None",
    now: dt.datetime,
    grade: int | None = None,
    letter: str = "",
    kind: str = GroupKind.MAIN,
) -> SchoolClass:
    row = saved(
        SchoolClass(school=school, year=year, name=name, sort_key=sort_key(name), grade=grade, letter=letter, kind=kind)
    )
    audit.record(by=by, at=now, action="school_class_add", obj=row, changes={"name": ("", name)}, label=name)
    return row
