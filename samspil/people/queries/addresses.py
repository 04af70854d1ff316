# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Role-based addresses: who stands behind them on a day."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Q, QuerySet

from samspil.people import roles
from samspil.people.enums import AddressKind, StaffRole
from samspil.people.models import Person, RoleAddress
from samspil.people.models.periods import on


class RoleRecipient(NamedTuple):
    """Somebody a mail to a role goes to. `key` is the same as long as it is the same person or mailbox."""

    name: str
    email: str
    language: str
    key: str


def role_addresses_for_invitation(*, day: dt.date) -> list[RoleAddress]:
    """The addresses of what exists on that day: boards in the order of their schools, leaderships, committees."""
    rows = RoleAddress.objects.filter(
        Q(board__isnull=True) | on(day, "board__") & on(day, "board__school__"),
        Q(school__isnull=True) | on(day, "school__"),
        Q(committee__isnull=True) | on(day, "committee__"),
    ).select_related("board__school", "school", "committee", "municipality")
    order = {kind: number for number, kind in enumerate(AddressKind.values)}

    def place(address: RoleAddress) -> tuple[int, str, int]:
        school = address.board.school if address.board else address.school
        return order[address.kind], school.sort_key if school else "", address.pk

    return sorted(rows, key=place)


def recipients_of(role_address: RoleAddress, on: dt.date) -> list[RoleRecipient]:
    """Who a mail to this role reaches on that day: the fixed mailbox if there is one, else the present holders.

    Holders without an e-mail address are left out (`holders_without_email` names them); one address gets one mail.
    """
    if role_address.mailbox:
        return [RoleRecipient(role_address.title, role_address.mailbox, "da", f"address:{role_address.uuid}")]
    seen: dict[str, RoleRecipient] = {}
    for person in holders_of(role_address, on):
        if person.email_digest:
            recipient = RoleRecipient(person.name, str(person.email), person.language, f"person:{person.uuid}")
            seen.setdefault(person.email_digest, recipient)
    return list(seen.values())


def holders_without_email(role_address: RoleAddress, on: dt.date) -> list[Person]:
    """The present holders that no mail can reach; empty where a fixed mailbox takes the mail."""
    if role_address.mailbox:
        return []
    return [person for person in holders_of(role_address, on) if not person.email_digest]


def holders_of(role_address: RoleAddress, day: dt.date) -> QuerySet[Person]:
    """The persons behind the role on that day, in Danish order."""
    return (
        Person.objects.filter(_holding(role_address, day), erased_at__isnull=True).distinct().order_by("sort_key", "pk")
    )


def _holding(address: RoleAddress, day: dt.date) -> Q:
    if address.kind == AddressKind.WHOLE_BOARD:
        return Q(on(day, "board_seats__"), board_seats__board=address.board_id)
    if address.kind == AddressKind.BOARD_CHAIR:
        return Q(on(day, "board_seats__"), board_seats__board=address.board_id, board_seats__is_chair=True)
    if address.kind == AddressKind.COMMITTEE:
        return Q(on(day, "committee_seats__"), committee_seats__committee=address.committee_id)
    if address.kind == AddressKind.SCHOOL_LEADERSHIP:
        leading = [StaffRole.LEADER, StaffRole.MANAGEMENT]
        return Q(on(day, "employments__"), employments__school=address.school_id, employments__staff_role__in=leading)
    return Q(on(day, "roles__"), roles__municipality=address.municipality_id, roles__code=roles.Officer.code)
