# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Only installed when SAMSPIL_DEMO is set."""

    name = "samspil.demo"
    label = "demo"

    def ready(self) -> None:
        from samspil.demo import cast  # noqa: PLC0415 (models are loaded only now)

        cast.register()
