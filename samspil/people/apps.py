# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "samspil.people"
    label = "people"

    def ready(self) -> None:
        from samspil.core import registry  # noqa: PLC0415  # models are ready only now
        from samspil.people import import_wake, shell, tasks  # noqa: PLC0415  # models are ready only now
        from samspil.people.actions import erasure  # noqa: PLC0415  # models are ready only now

        registry.register_eraser("people", erasure.eraser)
        registry.register_exporter("people", erasure.exporter)
        import_wake.register(tasks.wake)
        shell.register()
