# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The asynchronous application that `samspil serve` runs: live streams and static files in front of Django."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.config.settings")
# Under ASGI each request has a thread of its own: without a pool each would open a connection (docs/live.md).
os.environ.setdefault("DATABASE_POOL", "10")

django_application = get_asgi_application()

# These read settings and models, so they come after the set-up.
from samspil.config.static import with_static  # noqa: E402
from samspil.live.asgi import LiveApp  # noqa: E402

application = LiveApp(with_static(django_application))
