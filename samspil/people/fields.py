# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The address one logs in with: ciphertext in the database, and still found by value.

It stands outside the slices, because released migrations name it.
"""

import base64
import functools
import hashlib
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.db import models
from django.db.models.lookups import Exact

from samspil.core.fields import CannotDecryptError


def email_normal(address: str) -> str:
    """The form in which two ways of writing one address are equal."""
    return address.strip().lower()


@functools.lru_cache(maxsize=4)
def _cipher(key: str) -> AESSIV:
    return AESSIV(hashlib.sha512(b"samspil.login-email:" + key.encode()).digest())


class LoginEmailField(models.EmailField):  # type: ignore[type-arg]  # the migration needs the bare class
    """Encrypted so that the same address always gives the same ciphertext (AES-SIV under SAMSPIL_LOOKUP_KEY).

    That tells no more than which accounts share an address, and lets allauth look an account up by its address.
    Capitals do not matter: the address is kept in small letters, so `iexact` is `exact`.
    """

    def get_internal_type(self) -> str:
        return "TextField"

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        sealed = _cipher(settings.LOOKUP_KEY).encrypt(email_normal(str(value)).encode(), None) if value else b""
        return base64.urlsafe_b64encode(sealed).decode()

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        if not value:
            return value
        try:
            return _cipher(settings.LOOKUP_KEY).decrypt(base64.urlsafe_b64decode(value), None).decode()
        except (InvalidTag, ValueError) as error:
            msg = f"{self.model.__name__}.{self.name}: SAMSPIL_LOOKUP_KEY passer ikke."
            raise CannotDecryptError(msg) from error


@LoginEmailField.register_lookup
class SameAddress(Exact):
    lookup_name = "iexact"
