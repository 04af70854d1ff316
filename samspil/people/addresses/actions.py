# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Role-based addresses: each board, leadership and committee gets its own when it comes to be."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction

from samspil.core import audit
from samspil.core.saving import saved
from samspil.people.addresses.enums import AddressKind
from samspil.people.addresses.models import RoleAddress
from samspil.people.places.models import School
from samspil.people.roles.models import Board

if TYPE_CHECKING:
    from samspil.people.persons.models import User


def address_ensure(*, kind: str, **owner: Any) -> RoleAddress:
    """The address of that kind for that board, school, committee or municipality; made if it is not there."""
    return RoleAddress.objects.get_or_create(kind=kind, **owner)[0]


@transaction.atomic
def address_mailbox_set(*, address: RoleAddress, mailbox: str, by: "User", now: dt.datetime) -> RoleAddress:
    """A fixed mailbox that mail to the role goes to from now on; "" sends it to the present holders again."""
    row = RoleAddress.objects.select_for_update().get(pk=address.pk)
    old, row.mailbox = row.mailbox, mailbox.strip()
    if old != row.mailbox:
        saved(row)
        audit.record(by=by, at=now, action="address_mailbox_set", obj=row, changes={"mailbox": (old, row.mailbox)})
    return row


def addresses_ensure_all() -> None:
    """Gives each school and board the addresses it lacks, after an import brought many at once."""
    schools = School.objects.exclude(addresses__kind=AddressKind.SCHOOL_LEADERSHIP)
    rows = [RoleAddress(kind=AddressKind.SCHOOL_LEADERSHIP, school=school) for school in schools]
    for kind in (AddressKind.BOARD_CHAIR, AddressKind.WHOLE_BOARD):
        rows += [RoleAddress(kind=kind, board=board) for board in Board.objects.exclude(addresses__kind=kind)]
    RoleAddress.objects.bulk_create(rows)
