# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Columns of our own: Danish order, and text that is ciphertext in the database."""

import base64
import functools
import hashlib
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.db import models
from encrypted_fields.fields import EncryptedFieldMixin


class CannotDecryptError(ValueError):
    """The database holds a value that none of the keys in SAMSPIL_SALT_KEYS opens."""


@functools.lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    digests = (hashlib.sha256(b"samspil.column:" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SortKeyField(models.CharField[str, str]):
    """Holds `danish.sort_key(…)`; compared byte by byte, so any PostgreSQL gives the Danish order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {"max_length": 1000, "db_collation": "C", "editable": False}
        super().__init__(*args, **defaults | kwargs)


class SecretTextField(EncryptedFieldMixin, models.TextField[str | None, str | None]):  # type: ignore[misc]  # untyped
    """Text that is ciphertext in the database and plain in Python; "" is kept as NULL, so give it null=True.

    Unlike the package's field it decrypts only what comes from the database, so threads do not disturb each other
    while a form is cleaned, and a value that no key opens is an error instead of a line of ciphertext in a letter.
    The keys are SALT_KEY alone, the first one for writing: changing SECRET_KEY logs people out and loses nothing. They
    are long and random (`samspil` makes them), so a plain digest of each is enough.
    """

    @property
    def f(self) -> MultiFernet:
        return _cipher(tuple(settings.SALT_KEY))

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


def unreadable() -> str | None:
    """A column whose newest value none of our keys opens; None when all can be read."""
    for model in apps.get_models():
        for field in (field for field in model._meta.concrete_fields if isinstance(field, SecretTextField)):
            held = model._default_manager.filter(**{f"{field.name}__isnull": False})
            try:
                held.order_by("-pk").values_list(field.name, flat=True).first()
            except CannotDecryptError:
                return f"{model._meta.label}.{field.name}"
    return None
