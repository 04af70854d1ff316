# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The copies of a mail about a letter, each with its reader's own link to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from samspil.dialogue.inviting.words import why
from samspil.dialogue.publishing.links import OPEN_FOR, PURPOSE
from samspil.people.addresses.mails import addressed, link_role
from samspil.people.links.actions import link_issue

if TYPE_CHECKING:
    from datetime import datetime

    from samspil.delivery.parcels import Recipient
    from samspil.delivery.personal import PersonalMail
    from samspil.dialogue.letter.models import LetterVersion
    from samspil.people.addresses.models import RoleAddress
    from samspil.people.addresses.queries import RoleRecipient
    from samspil.people.persons.models import User


def letter_copies(
    *,
    version: LetterVersion,
    mail: PersonalMail,
    starts_at: datetime,
    to: Iterable[tuple[RoleAddress | None, RoleRecipient]],
    invited: frozenset[int],
    by: User | None,
    now: datetime,
) -> list[Recipient]:
    """`to` are readers with the role they are written to for, and `invited` those who were: each is told why."""
    copies = []
    for address, holder in to:
        _link, token = link_issue(
            purpose=PURPOSE,
            scope={"letter": str(version.letter.uuid), "meeting": str(version.letter.meeting.uuid)},
            expires_at=now + OPEN_FOR,
            holder=holder,
            role_address=link_role(address, holder),
            by=by,
            now=now,
        )
        reason = why(holder=holder, address=address, invited=invited, starts_at=starts_at)
        copies.append(addressed(holder, mail.to(language=holder.language, token=token, why=reason), token=token))
    return copies
