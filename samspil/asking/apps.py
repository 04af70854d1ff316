# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig

from samspil.core import chores, registry


class AskingConfig(AppConfig):
    name = "samspil.asking"
    label = "asking"

    def ready(self) -> None:
        # Models are ready only now.
        from samspil.asking.actions.closing import answers_forget  # noqa: PLC0415
        from samspil.asking.actions.persons import person_erase  # noqa: PLC0415
        from samspil.asking.actions.sending import reminders_send  # noqa: PLC0415
        from samspil.asking.queries.persons import person_export  # noqa: PLC0415

        chores.look_after.register("reminders of questions", reminders_send)
        chores.tidy.register("answers to questions", answers_forget)
        registry.erasers.register("asking", person_erase)
        registry.exporters.register("asking", person_export)
