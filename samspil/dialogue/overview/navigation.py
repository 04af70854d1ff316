# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What meetings put into the main menu."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samspil.dialogue.meetings.access import may_hold_any
from samspil.people.roles.access import held_roles
from samspil.ui import shell


def register() -> None:
    shell.register_item(shell.Item(code="home", label=_("Forside"), route="dialogue:home", order=10, shown=_holder))
    shell.register_item(
        shell.Item(code="meetings", label=_("Møder"), route="dialogue:meeting-list", order=20, shown=_holder)
    )


def _holder(request: HttpRequest) -> bool:
    return may_hold_any(held_roles(request))
