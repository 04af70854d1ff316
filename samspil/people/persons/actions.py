# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Persons, their contact data and their accounts."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samspil.core import audit
from samspil.core.danish import sort_key
from samspil.core.errors import Refused
from samspil.core.saving import saved
from samspil.people.fields import email_normal
from samspil.people.persons.digests import email_digest, phone_digest
from samspil.people.persons.enums import Relation, StaffRole
from samspil.people.persons.models import Employment, Enrolment, Guardianship, Person, User
from samspil.people.persons.queries.names import names_changed
from samspil.people.persons.queries.persons import person_by_email_and_name
from samspil.people.places.models import Municipality, School, SchoolClass

if TYPE_CHECKING:
    from collections.abc import Mapping

PERSONAL = (
    "given_name",
    "family_name",
    "email",
    "phone",
    "language",
    "birth_year",
    "name_protected",
    "address_protected",
)
# What is told by the words of the rolls.
NAMED = frozenset({"given_name", "family_name", "name_protected", "address_protected"})


def person_fill(person: Person, values: "Mapping[str, object]") -> dict[str, tuple[object, object]]:
    """Sets fields with what follows from them (sort key, digests), without saving; answers what changed."""
    changes = {name: (getattr(person, name), value) for name, value in values.items() if getattr(person, name) != value}
    for name, value in values.items():
        setattr(person, name, value)
    person.sort_key = sort_key(f"{person.family_name} {person.given_name}".strip())
    person.email_digest = email_digest(str(person.email or ""))
    person.phone_digest = phone_digest(str(person.phone or ""))
    return changes


@transaction.atomic
def person_add(
    *,
    given_name: str,
    family_name: str = "",
    email: str = "",
    phone: str = "",
    language: str = "",
    external_id: str | None = None,
    birth_year: int | None = None,
    name_protected: bool = False,
    address_protected: bool = False,
    by: User | None,
    now: dt.datetime,
) -> Person:
    person = Person(external_id=external_id or None)
    values = {
        "given_name": given_name.strip(), "family_name": family_name.strip(), "email": email.strip(),
        "phone": phone.strip(), "language": language, "birth_year": birth_year, "name_protected": name_protected,
        "address_protected": address_protected,
    }  # fmt: skip
    changes = person_fill(person, values)
    saved(person)
    audit.record(by=by, at=now, action="person_add", obj=person, changes=changes, personal=list(changes))
    return person


@transaction.atomic
def person_known_or_add(
    *,
    given_name: str,
    family_name: str,
    email: str,
    by: User | None,
    now: dt.datetime,
    phone: str = "",
    name_protected: bool = False,
) -> Person:
    """Who is known by name and address together, else a new person: one, also when several ask at once.

    `phone` and `name_protected` are those of a new person; of somebody known nothing changes.
    """
    Municipality.objects.select_for_update().order_by("pk").first()
    return person_by_email_and_name(email=email, name=f"{given_name} {family_name}") or person_add(
        given_name=given_name, family_name=family_name, email=email, phone=phone, name_protected=name_protected, by=by,
        now=now,
    )  # fmt: skip


@transaction.atomic
def person_change(*, person: Person, by: User | None, now: dt.datetime, **values: object) -> Person:
    """Changes names, contact data, language or protection."""
    unknown = values.keys() - set(PERSONAL)
    if unknown:
        msg = f"unknown fields: {sorted(unknown)}"
        raise TypeError(msg)
    row = Person.objects.select_for_update().get(pk=person.pk)
    if row.erased_at is not None:
        raise Refused(_("Personen er slettet. Der kan ikke skrives noget nyt."), code="person-erased")
    if values.get("email"):
        accounts_follow(emails={row.pk: str(values["email"])}, by=by, now=now)
    changes = person_fill(row, values)
    saved(row)
    if changes:
        audit.record(by=by, at=now, action="person_change", obj=row, changes=changes, personal=list(changes))
    if changes.keys() & NAMED:
        names_changed()
    return row


@transaction.atomic
def account_open(*, person: Person, by: User | None, now: dt.datetime, email: str = "") -> User:
    """Lets a person log in, with `email` or the person's own address. An account that was closed opens again."""
    address = email_normal(email or str(person.email or ""))
    if not address:
        raise Refused(_("Personen har ingen e-mail. Skriv en, så kan personen logge ind."), code="no-email")
    user = User.objects.filter(person=person).first() or User(person=person)
    user.email, user.is_active = address, True
    user.set_unusable_password()
    saved(user)
    audit.record(
        by=by, at=now, action="account_open", obj=user, changes={"email": ("", address)}, personal=["email"],
        subject=person.uuid,
    )  # fmt: skip
    return user


@transaction.atomic
def accounts_follow(*, emails: "Mapping[int, str]", by: User | None, now: dt.datetime) -> None:
    """Called before persons, by their keys, get these addresses: whoever logs in with the old one has the new one then.

    An account that was given another address than its person's keeps it.
    """
    mine = set(User.objects.filter(person__isnull=False).values_list("person_id", flat=True)) & emails.keys()
    for person in Person.objects.filter(pk__in=mine).order_by("pk"):
        user = User.objects.select_for_update().get(person=person)
        old, new = user.email, email_normal(emails[person.pk])
        if old != new and email_digest(old) == person.email_digest:
            user.email = new
            saved(user)
            audit.record(
                by=by, at=now, action="account_follow", obj=user, changes={"email": (old, new)}, personal=["email"],
                subject=person.uuid,
            )  # fmt: skip


@transaction.atomic
def account_close(*, user: User, by: User | None, now: dt.datetime) -> None:
    """Stops log-in at once; sessions that are open end with their next request."""
    row = User.objects.select_for_update().get(pk=user.pk)
    if row.is_active:
        row.is_active = False
        row.save(update_fields=["is_active"])
        audit.record(by=by, at=now, action="account_close", obj=row, changes={"is_active": (True, False)})


@transaction.atomic
def account_sessions_end(*, user: User, now: dt.datetime) -> None:
    """Ends each session of the account, on whatever device; the account itself stays open."""
    row = User.objects.select_for_update().get(pk=user.pk)
    # A session holds for the password it began with. There is none to know here, only one to change.
    row.set_unusable_password()
    row.save(update_fields=["password"])
    audit.record(by=row, at=now, action="account_sessions_end", obj=row, changes={})


@transaction.atomic
def account_language_set(*, user: User, language: str, now: dt.datetime) -> User:
    """The language in which the user sees the pages."""
    row = User.objects.select_for_update().get(pk=user.pk)
    old, row.language = row.language, language
    if old != language:
        saved(row)
        audit.record(by=row, at=now, action="account_language_set", obj=row, changes={"language": (old, language)})
    return row


@transaction.atomic
def employment_add(
    *,
    person: Person,
    school: School,
    from_on: dt.date,
    by: User | None,
    now: dt.datetime,
    staff_role: str = StaffRole.TEACHER,
) -> Employment:
    row = saved(Employment(person=person, school=school, staff_role=staff_role, from_on=from_on))
    audit.record(
        by=by, at=now, action="employment_add", obj=row, changes={"from_on": (None, from_on)}, label=staff_role
    )
    return row


@transaction.atomic
def enrolment_add(
    *, pupil: Person, school_class: SchoolClass, from_on: dt.date, by: User | None, now: dt.datetime
) -> Enrolment:
    row = saved(Enrolment(pupil=pupil, school_class=school_class, from_on=from_on))
    audit.record(by=by, at=now, action="enrolment_add", obj=row, changes={"from_on": (None, from_on)})
    return row


@transaction.atomic
def guardianship_add(
    *,
    guardian: Person,
    pupil: Person,
    from_on: dt.date,
    by: User | None,
    now: dt.datetime,
    relation: str = Relation.PARENT,
    custody: bool = True,
    contact_allowed: bool = True,
    reason: str = "",
    home: str = "",
    until_on: dt.date | None = None,
    by_hand: bool = False,
) -> Guardianship:
    """`home` may be a name, so the trail does not keep it here."""
    row = saved(
        Guardianship(
            guardian=guardian,
            pupil=pupil,
            relation=relation,
            custody=custody,
            contact_allowed=contact_allowed,
            reason=reason,
            home=home,
            from_on=from_on,
            until_on=until_on,
            by_hand=by_hand,
        )
    )
    said = {"custody": custody, "contact_allowed": contact_allowed, "reason": reason, "from_on": from_on}
    changes = {name: (None, value) for name, value in said.items()} | {"until_on": (None, until_on)}
    audit.record(by=by, at=now, action="guardianship_add", obj=row, changes=changes)
    return row
