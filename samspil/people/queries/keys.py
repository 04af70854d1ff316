# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The ways somebody can log in, for their own page."""

import dataclasses
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator

if TYPE_CHECKING:
    from samspil.people.models import User


@dataclasses.dataclass(frozen=True)
class LoginWays:
    passkeys: list[Authenticator]
    has_app: bool
    codes_left: int | None
    """None: there are no codes for emergencies."""


def login_ways(*, user: "User") -> LoginWays:
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
