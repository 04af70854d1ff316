# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig

from samspil.core import chores


class CommitmentsConfig(AppConfig):
    name = "samspil.commitments"
    label = "commitments"

    def ready(self) -> None:
        from samspil.commitments.actions import reminders_send  # noqa: PLC0415 (models are ready only now)

        chores.look_after.register("reminders of commitments", reminders_send)
