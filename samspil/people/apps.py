# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "samspil.people"
    label = "people"

    def ready(self) -> None:
        from samspil.people import shell  # noqa: PLC0415  # needs the models, which are only there now

        shell.register()
