# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""One settings file; every value that differs between installations is an environment variable (docs/operations.md)."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from samspil.config import env, keys, slices
from samspil.config.postgres import private_url

PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = env.flag("SAMSPIL_DEBUG")
DEMO = env.flag("SAMSPIL_DEMO")
# Where the private database, uploads and self-made keys live.
DATA = Path(env.text("SAMSPIL_DATA", str(Path.cwd() / ".data"))).expanduser().resolve()
# The one address that QR codes, mails, .ics files and passkeys are made from.
ORIGIN = env.text("SAMSPIL_ORIGIN", "http://localhost:8000").rstrip("/")

# From the environment, else from the data folder (docs/operations.md, "Nøgler").
SECRET_KEY = keys.secret(DATA, "SAMSPIL_SECRET_KEY")
# Oldest last; the first encrypts, all decrypt.
SALT_KEY = keys.secret(DATA, "SAMSPIL_SALT_KEYS").split(",")
LOOKUP_KEY = keys.secret(DATA, "SAMSPIL_LOOKUP_KEY")

ALLOWED_HOSTS = env.words("SAMSPIL_HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = [ORIGIN]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "template_partials",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "samspil.core",
    "samspil.ui",
    "samspil.live",
    "samspil.delivery",
    "samspil.calendar",
    "samspil.commitments",
    "samspil.asking",
    # Before allauth, whose templates it replaces.
    "samspil.people",
    "samspil.dialogue",
    "samspil.agreements",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

if DEMO:
    INSTALLED_APPS.append("samspil.demo")

MIDDLEWARE = [
    "samspil.ui.caching.PrivateMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "samspil.ui.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "samspil.ui.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samspil.ui.refusals.RefusalMiddleware",
    "samspil.ui.cpr.CprMiddleware",
]

ROOT_URLCONF = "samspil.config.urls"
ASGI_APPLICATION = "samspil.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": slices.folders("templates"),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "samspil.ui.context.shell",
            ],
            "libraries": slices.tag_libraries(),
        },
    },
]
# Our tags of the name i18n take the place of Django's on purpose (samspil.ui.templatetags.i18n).
SILENCED_SYSTEM_CHECKS = ["templates.W003"]
FORM_RENDERER = "samspil.ui.forms.Renderer"
CSRF_FAILURE_VIEW = "samspil.ui.views.csrf_failure"

# Without DATABASE_URL: the private server of the data folder, which `samspil` starts (samspil.config.postgres).
DATABASE_URL = env.text("DATABASE_URL") or private_url(DATA)
# Only the web process asks for a pool (samspil.config.asgi): each request there has a thread of its own, and would
# otherwise open a connection of its own.
DATABASES = {
    "default": env.database(
        DATABASE_URL,
        pool=env.number("DATABASE_POOL", 0),
        statement_seconds=env.number("DATABASE_STATEMENT_SECONDS", 0),
        prepared=not env.text("DATABASE_URL"),
    )
}
# LISTEN needs a connection of its own that is not pooled per transaction. Empty: as DATABASE_URL.
LIVE_DATABASE_URL = env.text("LIVE_DATABASE_URL")
# Open streams in one process; more are asked to come back later.
LIVE_MOST_READERS = env.number("LIVE_MOST_READERS", 6000)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# A code by e-mail or a passkey; no passwords, no sign-up (docs/adr/log-in.md).
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(ORIGIN).scheme
ACCOUNT_ADAPTER = "samspil.people.login.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A whole meeting may sit behind one address of the municipality's network. Not by mail address: who asks for codes to
# somebody else's would keep them out (people.login.forms counts by both).
ACCOUNT_RATE_LIMITS = {"request_login_code": "120/m/ip", "login": "300/m/ip"}
ACCOUNT_FORMS = {
    "request_login_code": "samspil.people.login.forms.RequestCodeForm",
    "confirm_login_code": "samspil.people.login.forms.ConfirmCodeForm",
}
MFA_ADAPTER = "samspil.people.login.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
# Browsers allow passkeys on http only for localhost; then the origin cannot be checked against the certificate's name.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ORIGIN.startswith("http://localhost")
MFA_FORMS = {
    "authenticate": "samspil.people.login.forms.SecondFactorForm",
    "reauthenticate": "samspil.people.login.forms.SecondFactorAgainForm",
    "activate_totp": "samspil.people.login.forms.AppActivateForm",
    "login_webauthn": "samspil.people.login.forms.PasskeyLoginForm",
    "authenticate_webauthn": "samspil.people.login.forms.PasskeySecondForm",
    "reauthenticate_webauthn": "samspil.people.login.forms.PasskeyAgainForm",
    "add_webauthn": "samspil.people.login.forms.PasskeyAddForm",
    "edit_webauthn": "samspil.people.login.forms.PasskeyEditForm",
}
# The municipality's broker (Unilogin, NemLog-in): off without SAMSPIL_OIDC_URL. Who somebody is stands in one claim,
# which is the external id of the person; nothing else of what the broker tells is kept.
OIDC_URL = env.text("SAMSPIL_OIDC_URL")
SOCIALACCOUNT_ADAPTER = "samspil.people.login.adapters.SocialAccountAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_QUERY_EMAIL = False
# A link, not a form: the content security policy lets no form lead to another address.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "kommunen",
                "name": env.text("SAMSPIL_OIDC_NAME", "kommunens log-in"),
                "client_id": env.text("SAMSPIL_OIDC_CLIENT"),
                "secret": env.text("SAMSPIL_OIDC_SECRET"),
                "settings": {"server_url": OIDC_URL, "uid_field": env.text("SAMSPIL_OIDC_CLAIM", "sub")},
            }
        ]
        if OIDC_URL
        else [],
    }
}
# How many proxies stand in front: only what they say of the reader's address and of https is believed, and with none
# nobody's word is.
PROXIES = env.number("SAMSPIL_PROXIES", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
# Sent only over https, by Django. Not for the municipality's other names below ours.
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ORIGIN.startswith("https://") else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ORIGIN.startswith("https://")
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Dansk")), ("en", _("Engelsk")), ("ar", _("Arabisk"))]
LANGUAGE_COOKIE_NAME = "samspil_sprog"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = slices.folders("static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "samspil.config.static.HashedWhenCollected"},
}
MEDIA_ROOT = DATA / "files"

# Without a mail server every mail stays in the outbox, to be read there (docs/operations.md, "Mail").
SMTP_URL = env.text("SAMSPIL_SMTP_URL")
MAIL_FROM = env.text("SAMSPIL_MAIL_FROM", f"Samspil <samspil@{urlsplit(ORIGIN).hostname or 'localhost'}>")
# How long the words of a mail that arrived are kept.
MAIL_KEEP = timedelta(days=env.number("SAMSPIL_MAIL_KEEP_DAYS", 30))
# How long the trail tells the personal values that were changed, and how long a personal link that has ended is known.
AUDIT_KEEP = timedelta(days=env.number("SAMSPIL_AUDIT_KEEP_DAYS", 5 * 365))
LINK_KEEP = timedelta(days=env.number("SAMSPIL_LINK_KEEP_DAYS", 90))
# Log-in codes too go through the outbox, so that no page waits for a mail server.
EMAIL_BACKEND = "samspil.delivery.backends.OutboxEmailBackend"
DEFAULT_FROM_EMAIL = MAIL_FROM

# How often, and for how many minutes, a home may be asked something in a school year (samspil.asking).
ASKING_SETS = env.number("SAMSPIL_ASKING_SETS", 6)
ASKING_MINUTES = env.number("SAMSPIL_ASKING_MINUTES", 30)

# Off: the desk's suggestions know words alone, for a machine that has no power to spare.
LANGUAGE_MODEL = env.flag("SAMSPIL_LANGUAGE_MODEL", default=True)
# Drafts of Danish readings of notes in other languages: off, or the dotted path of a service (dialogue.translating).
TRANSLATOR = env.text("SAMSPIL_TRANSLATOR")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# Nothing from elsewhere, nothing inline. The nonce is made only where a template asks for it ({{ csp_nonce }}).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# Everything to standard error, where the operator's own tools pick it up: routes and error numbers, never an address
# that opens something (samspil.core.logs). The root too, for what other packages have to say.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "samspil.core.logs.LineFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "samspil": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
