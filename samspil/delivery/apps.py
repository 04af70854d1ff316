# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "samspil.delivery"
    label = "delivery"

    def ready(self) -> None:
        # Models are ready only now.
        from samspil.core import registry  # noqa: PLC0415
        from samspil.delivery import actions, queries, tasks, wake  # noqa: PLC0415

        wake.register(tasks.wake)
        registry.register_eraser("delivery", actions.person_erase)
        registry.register_exporter("delivery", queries.person_export)
