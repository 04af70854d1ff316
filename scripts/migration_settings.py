# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Settings under which migrations are made and checked: Samspil's, and a package that installations do without."""

from samspil.config import settings
from samspil.config.settings import *  # noqa: F403 (a settings module holds them all)

INSTALLED_APPS = [*settings.INSTALLED_APPS, "django_linear_migrations"]
FIRST_PARTY_APPS = [name for name in settings.INSTALLED_APPS if name.startswith("samspil.")]
