# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Encrypted text, on top of django-fernet-encrypted-fields."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.db import models
from encrypted_fields.fields import EncryptedTextField


class CannotDecryptError(ValueError):
    """The database holds a value that none of the keys in SAMSPIL_SALT_KEYS opens."""


class SecretTextField(EncryptedTextField):  # type: ignore[misc]  # the package has no types
    """Text that is ciphertext in the database and plain in Python; "" is kept as NULL, so give it null=True.

    The package's field marks "already plain" on the field object itself while a form is cleaned, and all threads share
    the field: another thread that reads a row just then would get ciphertext. Here only what comes from the database
    is decrypted, and a value that no key opens is an error instead of a line of ciphertext in a letter.
    """

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str:
        if not value:
            return ""
        try:
            return str(self.f.decrypt(value.encode()).decode())
        except InvalidToken as error:
            msg = f"{self.model.__name__}.{self.name}: ingen af nøglerne i SAMSPIL_SALT_KEYS passer."
            raise CannotDecryptError(msg) from error

    def to_python(self, value: Any) -> str:
        return "" if value is None else str(value)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return models.TextField.clean(self, value, model_instance)
