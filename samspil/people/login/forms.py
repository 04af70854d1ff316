# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""allauth's forms in our words, and the form of one's own page."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from samspil.core import clock
from samspil.people.login.actions import account_open_by_rolls


def _code(help_text: StrOrPromise) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return forms.CharField(label=_("Kode"), help_text=help_text, max_length=20, widget=widget)


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
    code = _code(_("Otte tal fra mailen."))


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]  # the package has no types
    code = _code(_("Seks tal fra appen, eller en af dine koder til nødbrug."))


class SecondFactorAgainForm(ReauthenticateForm):  # type: ignore[misc]  # the package has no types
    code = _code(_("Seks tal fra appen, eller en af dine koder til nødbrug."))


class AppActivateForm(ActivateTOTPForm):  # type: ignore[misc]  # the package has no types
    code = _code(_("Seks tal, som appen viser nu."))


class PasskeyAddForm(AddWebAuthnForm):  # type: ignore[misc]  # the package has no types
    """Always a key that logs in alone: the device asks for a finger, a face or its code."""

    name = forms.CharField(
        label=_("Navn på nøglen"), required=False, max_length=100, help_text=_("For eksempel: Min arbejdscomputer.")
    )
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)


class PasskeyEditForm(EditWebAuthnForm):  # type: ignore[misc]  # the package has no types
    name = forms.CharField(label=_("Navn på nøglen"), max_length=100)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Sprog på siderne"), choices=settings.LANGUAGES)
