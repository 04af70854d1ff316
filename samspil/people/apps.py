# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "samspil.people"
    label = "people"

    def ready(self) -> None:
        from samspil.core import chores, registry  # noqa: PLC0415  # models are ready only now
        from samspil.people import actions, import_wake, shell, tasks  # noqa: PLC0415  # models are ready only now
        from samspil.people.actions import erasure  # noqa: PLC0415  # models are ready only now

        registry.register_eraser("people", erasure.eraser)
        registry.register_exporter("people", erasure.exporter)
        import_wake.register(tasks.wake)
        chores.register("files nobody decided about", lambda now: actions.imports_forget(now=now))
        shell.register()
