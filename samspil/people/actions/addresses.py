# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Role-based addresses: each board, leadership and committee gets its own when it comes to be."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction

from samspil.core import audit
from samspil.people.actions.saving import saved
from samspil.people.models import RoleAddress

if TYPE_CHECKING:
    from samspil.people.models import User


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
