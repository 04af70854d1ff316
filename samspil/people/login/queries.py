# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Accounts, as log-in and the demo look for them, and the ways somebody can log in."""

import dataclasses
from uuid import UUID

from allauth.mfa.models import Authenticator

from samspil.people.persons.models import Person, User


def user_by_person(*, person_uuid: UUID) -> User | None:
    return User.objects.select_related("person").filter(person__uuid=person_uuid, is_active=True).first()


def user_by_external_id(external_id: str) -> User | None:
    """The active account of the person whom the identity provider knows by that id."""
    if not external_id:
        return None
    return User.objects.select_related("person").filter(person__external_id=external_id, is_active=True).first()


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
