# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The installation's settings, with live and nothing that follows it."""

from pathlib import Path

from samspil import ui
from samspil.config.settings import *  # noqa: F403 (all but what is named here is as installed)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "samspil.live",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
]
AUTH_USER_MODEL = "auth.User"
ROOT_URLCONF = "samspil.live.tests.pages"
# Not the slices' folders and tags: those load features that are not installed here.
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
# The scripts of `ui`, which those of live import, without its app.
STATICFILES_DIRS = [Path(ui.__file__).parent / "static"]
