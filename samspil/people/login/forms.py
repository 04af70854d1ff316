# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""allauth's forms in our words, and the form of one's own page."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from samspil.core.written import plain_digits
from samspil.people.fields import email_normal
from samspil.people.login.codes import is_asked_too_often


class CodeField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return plain_digits(super().to_python(value) or "")


def _code(help_text: StrOrPromise) -> CodeField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return CodeField(label=_("Kode"), help_text=help_text, max_length=20, widget=widget)


class RequestCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # the package has no types
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Den e-mail, som kommunen eller skolen kender dig på."),
        widget=forms.EmailInput(attrs={"autocomplete": "username webauthn"}),
    )

    def clean_email(self) -> Any:
        """The address as it is known here: a code never goes to one that only looks the same (K and Kelvin)."""
        self.cleaned_data["email"] = email_normal(str(self.cleaned_data["email"]))
        if is_asked_too_often(context.request, self.cleaned_data["email"]):
            raise get_adapter().validation_error("rate_limited")
        return super().clean_email()


class ConfirmCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]  # the package has no types
    code = _code(_("Otte tal fra mailen."))


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]  # the package has no types
    code = _code(_("Seks tal fra appen, eller en af dine koder til nødbrug."))


class SecondFactorAgainForm(ReauthenticateForm):  # type: ignore[misc]  # the package has no types
    code = _code(_("Seks tal fra appen, eller en af dine koder til nødbrug."))


class AppActivateForm(ActivateTOTPForm):  # type: ignore[misc]  # the package has no types
    code = _code(_("Seks tal, som appen viser nu."))


class CredentialField(forms.JSONField):
    """What a browser answers about a passkey: a small object of texts. Its script makes it, so nobody can mend it."""

    widget = forms.HiddenInput
    most = 20_000
    default_error_messages = dict.fromkeys(
        ("invalid", "required"), _("Det lykkedes ikke. Prøv igen, eller brug en anden måde at logge ind på.")
    )

    def to_python(self, value: Any) -> Any:
        try:
            found = super().to_python(value if len(str(value or "")) <= self.most else "too long")
        except (ValueError, RecursionError) as error:
            # A number of thousands of digits, or brackets within brackets.
            raise self.wrong() from error
        if found is not None and not isinstance(found, dict):
            raise self.wrong()
        return found

    def wrong(self) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages["invalid"], code="invalid")

    def read(self, reading: Callable[[], Any]) -> Any:
        """What `reading` answers; whatever its packages stumble over in a made-up credential is a refusal."""
        try:
            return reading()
        except forms.ValidationError:
            raise
        except Exception as error:
            raise self.wrong() from error


class PasskeyLoginForm(LoginWebAuthnForm):  # type: ignore[misc]  # the package has no types
    credential = CredentialField()

    def clean_credential(self) -> Any:
        return self.fields["credential"].read(super().clean_credential)


class PasskeySecondForm(AuthenticateWebAuthnForm):  # type: ignore[misc]  # the package has no types
    credential = CredentialField()

    def clean_credential(self) -> Any:
        return self.fields["credential"].read(super().clean_credential)


class PasskeyAgainForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]  # the package has no types
    credential = CredentialField()

    def clean_credential(self) -> Any:
        return self.fields["credential"].read(super().clean_credential)


class PasskeyAddForm(AddWebAuthnForm):  # type: ignore[misc]  # the package has no types
    """Always a key that logs in alone: the device asks for a finger, a face or its code."""

    name = forms.CharField(
        label=_("Navn på nøglen"), required=False, max_length=100, help_text=_("For eksempel: Min arbejdscomputer.")
    )
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)
    credential = CredentialField()

    def clean(self) -> Any:
        return self.fields["credential"].read(super().clean)


class PasskeyEditForm(EditWebAuthnForm):  # type: ignore[misc]  # the package has no types
    name = forms.CharField(label=_("Navn på nøglen"), max_length=100)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Sprog på siderne"), choices=settings.LANGUAGES)
