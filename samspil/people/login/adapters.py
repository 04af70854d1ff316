# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""allauth in this house: nobody signs up by themselves, secrets are encrypted, ORIGIN decides the address."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import segno
from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.core import clock
from samspil.people.login.queries import secret_open, secret_seal, user_by_external_id

if TYPE_CHECKING:
    from samspil.people.persons.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the package has no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("Kontoen er lukket. Ring til forvaltningen, hvis det er en fejl."),
        "incorrect_code": gettext_lazy("Koden passer ikke. Se efter i den nyeste mail, og prøv igen."),
        "rate_limited": gettext_lazy("Der er bedt om mange koder på kort tid. Vent et minut, og prøv igen."),
        "too_many_login_attempts": gettext_lazy("Det blev for mange forsøg. Vent et minut, og bed om en ny kode."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come from the import and from the officers, never from a form on the net."""
        return False

    def is_reauthentication_required(self, *, app: str = "") -> bool:
        """Not for who logged in a moment ago: after the first passkey one would be asked for it at once."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record.get("at", 0) for record in records), default=0)
        return bool(clock.now().timestamp() - latest >= account_settings.REAUTHENTICATION_TIMEOUT)

    def get_login_stages(self) -> list[str]:
        """Who it is, at an address that several share, comes between the code and the second factor."""
        by_code, *others = super().get_login_stages()
        return [by_code, "samspil.people.login.codes.ChooseStage", *others]

    def get_user_search_fields(self) -> list[str]:
        return ["email"]


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the package has no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Det lykkedes ikke. Prøv igen, eller brug en anden måde at logge ind på."),
        "cannot_delete_authenticator": gettext_lazy("Den kan ikke fjernes nu."),
        "cannot_generate_recovery_codes": gettext_lazy("Lav først en adgangsnøgle, så får du koder til nødbrug."),
    }

    def encrypt(self, text: str) -> str:
        return secret_seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secret_open(encrypted_text)

    def get_totp_issuer(self) -> str:
        return "Samspil"

    def build_totp_svg(self, url: str) -> str:
        return str(segno.make(url, error="m").svg_inline(scale=6, border=2))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the address in SAMSPIL_ORIGIN, whatever Host a request happens to carry."""
        return {"id": urlsplit(settings.ORIGIN).hostname or "localhost", "name": "Samspil"}

    def get_public_key_credential_user_entity(self, user: "User") -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.person.name if user.person else user.email, "name": user.email}

    def generate_authenticator_name(self, user: "User", type: str) -> str:
        return str(_("Min adgangsnøgle"))


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the package has no types
    """The municipality's broker says who somebody is by an external id; the person must be known here already."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Finds the account by the external id. What else the broker told is dropped: we did not ask for it."""
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            # allauth has just saved what the broker told this time.
            sociallogin.account.save(update_fields=["extra_data"])
            return
        user = user_by_external_id(sociallogin.account.uid)
        if user is None:
            raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", status=403))
        sociallogin.connect(request, user)
