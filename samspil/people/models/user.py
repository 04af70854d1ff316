# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The account somebody logs in with. Who they are and what they may do stands on the person (see person.py)."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from samspil.core.models import UuidModel
from samspil.people.digests import email_normal
from samspil.people.fields import LoginEmailField


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, **fields: Any) -> "User":
        """An account without a password: one logs in with a code by e-mail, a passkey or the municipality's broker."""
        user = self.model(email=email_normal(email), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=email_normal(username or ""))


class User(UuidModel, AbstractBaseUser, PermissionsMixin):
    email = LoginEmailField(
        _("e-mail"), unique=True, error_messages={"unique": _("Der er allerede en bruger med den e-mail.")}
    )
    is_active = models.BooleanField(_("aktiv"), default=True)
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="user")
    # One of settings.LANGUAGES; not as choices, which would tie a migration to the languages on offer.
    language = models.CharField(_("sprog på siderne"), max_length=10, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"bruger {self.uuid}"
