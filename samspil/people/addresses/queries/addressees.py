# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Whom something can be sent to, and whom that reaches on the day it is sent."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from samspil.people.addresses.enums import AddressKind
from samspil.people.addresses.models import RoleAddress
from samspil.people.addresses.queries.roles import (
    Behind,
    RoleRecipient,
    people_behind,
    person_recipient,
    recipients_behind,
)
from samspil.people.persons.models import Enrolment, Person
from samspil.people.persons.queries.homes import Home, homes_by_pupil
from samspil.people.places.periods import on

# A person, or the address of a role; the guardians of a class are an address too (AddressKind.CLASS_GUARDIANS).
Addressee = Person | RoleAddress


@dataclasses.dataclass(frozen=True, slots=True)
class HomeReached:
    """A home of a pupil, whom of it a mail reaches, and who may be written to but has no e-mail address.

    Both are empty where nobody of the home may be written to.
    """

    home: Home
    recipients: tuple[RoleRecipient, ...]
    without_email: tuple[Person, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Reached:
    """Whom an addressee is on a day. `homes` are those of a class's pupils, empty for any other addressee."""

    recipients: tuple[RoleRecipient, ...]
    without_email: tuple[Person, ...]
    homes: tuple[HomeReached, ...] = ()


def reached(*, addressees: Sequence[Addressee], day: dt.date) -> list[Reached]:
    """Of each addressee in turn, as roles and guardianships are held on that day; as many queries for many as for one.

    Guardians only as far as they may be written to. Their names may be protected: what is shown of them goes through
    `shown_name`.
    """
    addresses = [one for one in addressees if isinstance(one, RoleAddress)]
    behind = people_behind([address for address in addresses if not address.mailbox], day)
    homes = _homes([address for address in addresses if address.kind == AddressKind.CLASS_GUARDIANS], behind, day)
    found = []
    for one in addressees:
        if isinstance(one, Person):
            found.append(_person(one))
        else:
            people = behind.get(one.pk, ())
            found.append(Reached(tuple(recipients_behind(one, people)), _without(people), homes.get(one.pk, ())))
    return found


def _person(person: Person) -> Reached:
    if person.erased_at is not None:
        return Reached((), ())
    return Reached((person_recipient(person),), ()) if person.email_digest else Reached((), (person,))


def _without(people: Collection[Behind]) -> tuple[Person, ...]:
    return tuple(one.person for one in people if not one.person.email_digest)


def _homes(
    addresses: Collection[RoleAddress], behind: Mapping[int, Collection[Behind]], day: dt.date
) -> dict[int, tuple[HomeReached, ...]]:
    """By the address's key; the pupils of a class in Danish order."""
    classes = {address.school_class_id: address.pk for address in addresses}
    enrolled = Enrolment.objects.filter(on(day), school_class__in=classes, pupil__erased_at__isnull=True)
    pupils = (
        list(enrolled.order_by("pupil__sort_key", "pupil_id").values_list("school_class_id", "pupil_id"))
        if classes
        else []
    )
    homes = homes_by_pupil(pupils={pupil for _class, pupil in pupils}, day=day) if pupils else {}
    found: dict[int, list[HomeReached]] = {address.pk: [] for address in addresses}
    people = {pk: {one.person.pk: one.person for one in behind[pk]} for pk in found}
    for school_class, pupil in pupils:
        address = classes[school_class]
        found[address] += [_home(home, people[address]) for home in homes[pupil]]
    return {pk: tuple(rows) for pk, rows in found.items()}


def _home(home: Home, may_be_written_to: Mapping[int, Person]) -> HomeReached:
    allowed = [row.guardian_id for row in home.guardianships if row.contact_allowed]
    people = [may_be_written_to[pk] for pk in allowed if pk in may_be_written_to]
    return HomeReached(
        home,
        tuple(person_recipient(person, (home.pupil_id,)) for person in people if person.email_digest),
        tuple(person for person in people if not person.email_digest),
    )
