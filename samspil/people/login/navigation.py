# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What people puts round every page: the municipality's name, who is logged in, the bar of the demo, menu items."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samspil.delivery import gate
from samspil.people.login import demo
from samspil.people.places.queries import municipality
from samspil.people.roles import access, rules
from samspil.ui import shell


def register() -> None:
    shell.register_house(_house)
    shell.register_person(_person)
    shell.register_demo(_demo)
    gate.register(administers)
    for code, label, route, order, shown in (
        ("schools", _("Skoler"), "people:school-list", 60, _sees_schools),
        ("boards", _("Bestyrelser"), "people:board-list", 50, _sees_boards),
        ("classes", _("Klasser"), "people:class-list", 55, _has_classes),
    ):
        shell.register_item(shell.Item(code=code, label=label, route=route, order=order, shown=shown))
    for code, label, route, order, shown in (
        ("my-page", _("Min side"), "people:my-page", 10, _is_logged_in),
        ("import", _("Import"), "people:import-new", 80, administers),
        ("roles", _("Roller"), "people:role-list", 70, administers),
    ):
        shell.register_menu_item(shell.Item(code=code, label=label, route=route, order=order, shown=shown))


def _house() -> shell.House | None:
    row = municipality()
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


def _sees_schools(request: HttpRequest) -> bool:
    return rules.may_see_all_schools(access.held_roles(request))


def _sees_boards(request: HttpRequest) -> bool:
    held = access.held_roles(request)
    return rules.may_see_all_schools(held) or bool(rules.board_ids(held) | rules.led_school_ids(held))


def _has_classes(request: HttpRequest) -> bool:
    held = access.held_roles(request)
    return bool(rules.led_school_ids(held) | rules.team_class_ids(held))


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
    return rules.may_administer(access.held_roles(request))
