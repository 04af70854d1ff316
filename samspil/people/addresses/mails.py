# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A mail to those who hold roles: each person once, with a personal link of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core import clock
from samspil.delivery.parcels import Recipient
from samspil.people.addresses.queries import ANYBODY, RoleRecipient, Within, recipients_by_address

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from samspil.delivery.parcels import Attachment, Copy
    from samspil.people.addresses.models import RoleAddress

# The role somebody is written to by (none for a mailbox that stands alone), and who it is.
Holder = tuple["RoleAddress | None", RoleRecipient]


def holders_once(addresses: Sequence[RoleAddress], *, now: datetime, within: Within = ANYBODY) -> list[Holder]:
    """Each person or mailbox once, with the first role that reaches them, as the roles are held today."""
    found: dict[str, Holder] = {}
    reached = recipients_by_address(addresses, clock.today(now), within)
    for address in addresses:
        for holder in reached[address.pk]:
            found.setdefault(holder.key, (address, holder))
    return list(found.values())


def link_role(address: RoleAddress | None, holder: RoleRecipient) -> RoleAddress | None:
    """The role that a link to what came of a meeting ends with. A guardian's ends with the guardianship: who was at the
    meeting of a class reads on when the child has left it.
    """
    return None if holder.pupils else address


def addressed(
    holder: RoleRecipient,
    copy: Copy,
    *,
    token: str = "",
    tokens: Sequence[str] = (),
    key: str = "",
    attachments: Sequence[Attachment] = (),
) -> Recipient:
    """The copy for one holder. `token` or `tokens` are the secrets of their links, which the outbox hides; `key`
    replaces theirs.
    """
    return Recipient(
        address=holder.email,
        name=holder.name,
        language=holder.language,
        key=key or holder.key,
        subject=copy.subject,
        text=copy.text,
        html=copy.html,
        attachments=attachments,
        secrets=tuple(tokens) or (token,),
        person=holder.person,
    )
