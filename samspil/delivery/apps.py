# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "samspil.delivery"
    label = "delivery"

    def ready(self) -> None:
        # Models are ready only now.
        from samspil.core import registry  # noqa: PLC0415
        from samspil.delivery import actions, gate, hooks, queries, sse, tasks  # noqa: PLC0415
        from samspil.ui import shell  # noqa: PLC0415

        hooks.mail_waits.register("delivery", tasks.deliver_at)
        shell.register_menu_item(
            shell.Item(code="outbox", label=_("Udbakke"), route="delivery:outbox", order=60, shown=gate.may_read)
        )
        sse.register()
        registry.erasers.register("delivery", actions.person_erase)
        registry.exporters.register("delivery", queries.person_export)
