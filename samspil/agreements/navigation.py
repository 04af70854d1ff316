# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What agreements put into the main menu."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samspil.people.roles import rules
from samspil.people.roles.access import held_roles
from samspil.ui import shell


def register() -> None:
    shell.register_item(
        shell.Item(code="agreements", label=_("Aftaler"), route="agreements:class-list", order=30, shown=_has_classes)
    )


def _has_classes(request: HttpRequest) -> bool:
    held = held_roles(request)
    return bool(rules.team_class_ids(held) or rules.led_school_ids(held))
