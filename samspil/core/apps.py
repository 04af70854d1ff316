# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "samspil.core"
    label = "core"

    def ready(self) -> None:
        from samspil.core import audit, chores, registry, throttle  # noqa: PLC0415 - models are ready only now

        registry.erasers.register("core", audit.payloads_erase)
        registry.exporters.register("core", audit.payloads_export)
        chores.tidy.register("personal values of the trail", audit.payloads_forget)
        chores.look_after.register("tries", throttle.sweep)
