# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""One settings file; every value that differs between installations is an environment variable (docs/operations.md)."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from samspil.config import env, keys
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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "samspil.core",
    "samspil.ui",
    "samspil.live",
    "samspil.delivery",
    "samspil.people",
    "samspil.dialogue",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
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
]

ROOT_URLCONF = "samspil.config.urls"
ASGI_APPLICATION = "samspil.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
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
        },
    },
]
FORM_RENDERER = "samspil.ui.forms.Renderer"
CSRF_FAILURE_VIEW = "samspil.ui.views.csrf_failure"

# Without DATABASE_URL: the private server of the data folder, which `samspil` starts (samspil.config.postgres).
DATABASE_URL = env.text("DATABASE_URL") or private_url(DATA)
# Only the web process asks for a pool (samspil.config.asgi): each request there has a thread of its own, and would
# otherwise open a connection of its own.
DATABASES = {"default": env.database(DATABASE_URL, pool=env.number("DATABASE_POOL", 0))}
# LISTEN needs a connection of its own that is not pooled per transaction. Empty: as DATABASE_URL.
LIVE_DATABASE_URL = env.text("LIVE_DATABASE_URL")
# Open streams in one process; more are asked to come back later.
LIVE_MOST_READERS = env.number("LIVE_MOST_READERS", 4000)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Dansk")), ("en", _("Engelsk")), ("ar", _("Arabisk"))]
LANGUAGE_COOKIE_NAME = "samspil_sprog"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
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
# Log-in codes too go through the outbox, so that no page waits for a mail server.
EMAIL_BACKEND = "samspil.delivery.backends.OutboxEmailBackend"
DEFAULT_FROM_EMAIL = MAIL_FROM

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
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
