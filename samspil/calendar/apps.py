# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarConfig(AppConfig):
    name = "samspil.calendar"
    label = "calendar"

    def ready(self) -> None:
        # Models are ready only now.
        from samspil.people.login.navigation import administers  # noqa: PLC0415
        from samspil.ui import shell  # noqa: PLC0415

        shell.register_menu_item(
            shell.Item(code="holidays", label=_("Ferier"), route="calendar:holidays", order=75, shown=administers)
        )
