# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Accounts, as log-in and the demo look for them, and the ways somebody can log in."""

import dataclasses
import datetime as dt
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise

from samspil.people.persons.models import Employment, Enrolment, Guardianship, Person, User
from samspil.people.persons.queries.persons import persons_by_email
from samspil.people.places.periods import on
from samspil.people.roles.definitions import Guardian
from samspil.people.roles.held import HeldRoles
from samspil.people.roles.models import BoardSeat, CommitteeSeat
from samspil.people.roles.queries.held import roles_of
from samspil.people.roles.queries.shown import HeldPlace, held_places, role_places, shown_name


def user_by_person(*, person_uuid: UUID) -> User | None:
    return User.objects.select_related("person").filter(person__uuid=person_uuid, is_active=True).first()


def user_by_external_id(external_id: str) -> User | None:
    """The active account of the person whom the identity provider knows by that id."""
    if not external_id:
        return None
    return User.objects.select_related("person").filter(person__external_id=external_id, is_active=True).first()


def accounts_at(*, email: str) -> QuerySet[User]:
    """The open accounts that share an address, in the order of names."""
    rows = User.objects.filter(email=email, is_active=True, person__erased_at__isnull=True)
    return rows.select_related("person").order_by("person__sort_key", "pk")


def persons_on_rolls(*, email: str, day: dt.date) -> QuerySet[Person]:
    """Those at the address whom the rolls know that day, and who never had an account.

    Who sits on a board or committee, who works at a school, and who is there for a pupil in a class and may be written
    to. They are known by the address that the municipality has them by. Pupils do not log in.
    """
    board = BoardSeat.objects.filter(on(day), on(day, "board__"), person=OuterRef("pk"))
    committee = CommitteeSeat.objects.filter(on(day), on(day, "committee__"), person=OuterRef("pk"))
    work = Employment.objects.filter(on(day), on(day, "school__"), person=OuterRef("pk"))
    child = Guardianship.objects.filter(
        on(day), on(day, "pupil__enrolments__"), guardian=OuterRef("pk"), contact_allowed=True
    )
    known = Exists(board) | Exists(committee) | Exists(work) | Exists(child)
    return persons_by_email(email).filter(known, user__isnull=True)


def is_known(*, email: str, day: dt.date) -> bool:
    """Whether a right code would let anybody in. Always two questions, so that the time of the answer tells nothing."""
    has_account = accounts_at(email=email).exists()
    on_rolls = persons_on_rolls(email=email, day=day).exists()
    return has_account or on_rolls


@dataclasses.dataclass(frozen=True)
class Choice:
    """One of those who share an address. Of who is protected: no name, and roles without their places."""

    user: User
    name: str
    roles: list[tuple[Promise, str]]


def accounts_offered(*, email: str, now: dt.datetime) -> list[Choice]:
    """Whom a right code for the address lets in.

    Whose roles are over is left out where somebody else holds one; alone at the address they still see their own page.
    """
    held = [(user, roles_of(user=user, now=now)) for user in accounts_at(email=email)]
    holders = [(user, roles) for user, roles in held if roles]
    return [_choice(user, role_places(held=roles)) for user, roles in holders or held]


def _choice(user: User, places: list[tuple[Promise, str]]) -> Choice:
    person = user.person
    if person is None:
        return Choice(user=user, name=user.email, roles=places)
    if person.name_protected or person.address_protected:
        places = [(title, "") for title in dict.fromkeys(title for title, _place in places)]
    return Choice(user=user, name=shown_name(person=person, held=frozenset()), roles=places)


@dataclasses.dataclass(frozen=True)
class Child:
    """A pupil that the reader is there for, and the classes of that day."""

    name: str
    classes: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Belonging:
    """What somebody is here today: their roles with places, and instead of being a guardian their children."""

    places: list[HeldPlace]
    children: list[Child]


def belonging(*, held: HeldRoles, person: Person | None, day: dt.date) -> Belonging:
    """As many queries for many roles and children as for one of each."""
    places = held_places(held=held)
    is_guardian = any(place.code == Guardian.code for place in places)
    children = _children(person, day) if person is not None and is_guardian else []
    return Belonging([place for place in places if place.code != Guardian.code], children)


def _children(person: Person, day: dt.date) -> list[Child]:
    rows = Enrolment.objects.filter(
        on(day), on(day, "pupil__guarded_by__"), pupil__guarded_by__guardian=person,
        pupil__guarded_by__contact_allowed=True,
    )  # fmt: skip
    named = rows.select_related("pupil", "school_class__school").defer("pupil__email", "pupil__phone")
    found: dict[int, tuple[str, list[str]]] = {}
    for row in named.order_by("pupil__sort_key", "pupil_id", "school_class__sort_key", "pk"):
        place = f"{row.school_class}, {row.school_class.school}"
        found.setdefault(row.pupil_id, (row.pupil.given_name, []))[1].append(place)
    return [Child(name, tuple(classes)) for name, classes in found.values()]


@dataclasses.dataclass(frozen=True)
class LoginWays:
    passkeys: list[Authenticator]
    has_app: bool
    codes_left: int | None
    """None: there are no codes for emergencies."""


def login_ways(*, user: User) -> LoginWays:
    """Passkeys oldest first, whether an app gives codes, and how many codes for emergencies are left."""
    found = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    by_type: dict[str, list[Authenticator]] = {}
    for authenticator in found:
        by_type.setdefault(authenticator.type, []).append(authenticator)
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES, [])
    return LoginWays(
        passkeys=by_type.get(Authenticator.Type.WEBAUTHN, []),
        has_app=bool(by_type.get(Authenticator.Type.TOTP)),
        codes_left=len(codes[0].wrap().get_unused_codes()) if codes else None,
    )


# The keys that encrypted columns use, for what is kept in somebody else's column.
_FIELD = Person._meta.get_field("email")


def secret_seal(text: str) -> str:
    return str(_FIELD.get_prep_value(text) or "")


def secret_open(sealed: str) -> str:
    """Raises CannotDecryptError when none of the keys fits."""
    return str(_FIELD.from_db_value(sealed, None, None))
