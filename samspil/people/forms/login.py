# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""allauth's forms in our words."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.core import clock
from samspil.people.actions.accounts import account_open_by_rolls

_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class RequestCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # the package has no types
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Den e-mail, som kommunen eller skolen kender dig på."),
        widget=forms.EmailInput(attrs={"autocomplete": "username webauthn"}),
    )

    def clean_email(self) -> Any:
        """Who sits on a board can log in from the day the rolls say so."""
        account_open_by_rolls(email=str(self.cleaned_data["email"]), now=clock.now())
        return super().clean_email()


class ConfirmCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]  # the package has no types
    code = forms.CharField(
        label=_("Kode"), help_text=_("Otte tal fra mailen."), max_length=20, widget=forms.TextInput(attrs=_CODE)
    )


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]  # the package has no types
    code = forms.CharField(
        label=_("Kode"),
        help_text=_("Seks tal fra appen, eller en af dine koder til nødbrug."),
        max_length=20,
        widget=forms.TextInput(attrs=_CODE),
    )


class SecondFactorAgainForm(ReauthenticateForm):  # type: ignore[misc]  # the package has no types
    code = forms.CharField(
        label=_("Kode"),
        help_text=_("Seks tal fra appen, eller en af dine koder til nødbrug."),
        max_length=20,
        widget=forms.TextInput(attrs=_CODE),
    )


class AppActivateForm(ActivateTOTPForm):  # type: ignore[misc]  # the package has no types
    code = forms.CharField(
        label=_("Kode"),
        help_text=_("Seks tal, som appen viser nu."),
        max_length=20,
        widget=forms.TextInput(attrs=_CODE),
    )


class PasskeyAddForm(AddWebAuthnForm):  # type: ignore[misc]  # the package has no types
    """Always a key that logs in alone: the device asks for a finger, a face or its code."""

    name = forms.CharField(
        label=_("Navn på nøglen"), required=False, max_length=100, help_text=_("For eksempel: Min arbejdscomputer.")
    )
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)


class PasskeyEditForm(EditWebAuthnForm):  # type: ignore[misc]  # the package has no types
    name = forms.CharField(label=_("Navn på nøglen"), max_length=100)
