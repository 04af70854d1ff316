# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Logging in and out: allauth's views under Danish addresses, and only those this house uses.

allauth finds its pages by name, so the names are its own. The names in CLOSED it may look up but never needs here
(there are no passwords and no sign-up): they lead to "not found".
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as broker
from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from samspil.people.login.views.entering import ask_code, choose, confirm_code
from samspil.people.login.views.pages import closed, fresh

CLOSED = (
    "account_signup",
    "account_email",
    "account_email_verification_sent",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reauthenticate",
    "socialaccount_signup",
    "socialaccount_connections",
)

my_page = RedirectView.as_view(url=reverse_lazy("people:my-page"))

urlpatterns = [
    # One page with two names: allauth sends people to either.
    path("log-ind/", ask_code, name="account_login"),
    path("log-ind/", ask_code, name="account_request_login_code"),
    path("log-ind/kode/", confirm_code, name="account_confirm_login_code"),
    path("log-ind/hvem/", choose, name="account_choose"),
    path("log-ind/noegle/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("log-ind/ekstra/", mfa.authenticate, name="mfa_authenticate"),
    path("log-ind/lukket/", account.account_inactive, name="account_inactive"),
    path("log-ind/afbrudt/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("log-ind/fejl/", social.login_error, name="socialaccount_login_error"),
    path("log-ind/via/<slug:provider_id>/", broker.login, name="openid_connect_login"),
    path("log-ind/via/<slug:provider_id>/retur/", broker.callback, name="openid_connect_callback"),
    path("log-af/", account.logout, name="account_logout"),
    path("bekraeft/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bekraeft/noegle/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sikkerhed/", my_page, name="mfa_index"),
    path("noegler/", my_page, name="mfa_list_webauthn"),
    path("noegler/ny/", fresh(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("noegler/<int:pk>/navn/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("noegler/<int:pk>/fjern/", fresh(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("app/til/", fresh(totp.activate_totp), name="mfa_activate_totp"),
    path("app/fra/", fresh(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("noedkoder/", fresh(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("noedkoder/nye/", fresh(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("noedkoder/hent/", fresh(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    *(path("findes-ikke/", closed, name=name) for name in CLOSED),
]
