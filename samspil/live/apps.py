# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "samspil.live"
    label = "live"

    def ready(self) -> None:
        # Its import registers the check; models are not there before now.
        from samspil.live import checks  # noqa: F401, PLC0415 (app ready)
