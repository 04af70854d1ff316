# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""Why somebody is written to after a meeting: they were invited, or have a role today that was."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samspil.ui import words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from samspil.people.addresses.models import RoleAddress
    from samspil.people.addresses.queries import RoleRecipient


def why_invited(starts_at: datetime) -> str:
    return _("Du får mailen, fordi du var inviteret til mødet %(day)s.") % {"day": words.long_date(starts_at)}


def why(
    *, holder: RoleRecipient, address: RoleAddress | None, invited: Collection[int], starts_at: datetime
) -> Callable[[], str]:
    """The sentence for one reader, in the language that is active when it is called. `invited`: who was, by pk."""
    if address is None or holder.person_pk in invited:
        return functools.partial(why_invited, starts_at)
    return functools.partial(_of_the_role, starts_at, address, is_mailbox=holder.person_pk is None)


def _of_the_role(starts_at: datetime, address: RoleAddress, *, is_mailbox: bool) -> str:
    said = {"day": words.long_date(starts_at), "role": address.title}
    if is_mailbox:
        return _("Mailen går til en postkasse for en rolle, der var inviteret til mødet %(day)s: %(role)s.") % said
    return _("Du får mailen, fordi du har en rolle, der var inviteret til mødet %(day)s: %(role)s.") % said
