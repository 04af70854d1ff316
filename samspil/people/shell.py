# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What people puts round every page: the municipality's name, who is logged in, the bar of the demo, menu items."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samspil.delivery import gate
from samspil.people import access, demo, queries, rules
from samspil.ui import shell


def register() -> None:
    shell.register_house(_house)
    shell.register_person(_person)
    shell.register_demo(_demo)
    gate.register(administers)
    shell.register_menu_item(
        shell.Item(code="my-page", label=_("Min side"), route="people:my-page", order=10, shown=_is_logged_in)
    )


def _house() -> shell.House | None:
    row = queries.municipality()
    if row is None:
        return None
    return shell.House(name=row.name, department=row.department, phone=row.phone, email=row.email)


def _person(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return str(user.person.name) if user.person else str(user.email)


def _is_logged_in(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)


def _demo(request: HttpRequest) -> list[shell.Choice]:
    me = getattr(request.user, "person", None)
    return [
        shell.Choice(
            label=person.label,
            url=f"{reverse('people:demo-be')}?hvem={person.key}",
            current=me is not None and me.uuid == person.person_uuid,
        )
        for person in demo.demo_people()
    ]


def administers(request: HttpRequest) -> bool:
    """For menu items that only the municipality's officers see."""
    return rules.may_administer(access.held(request))
