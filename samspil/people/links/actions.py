# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Handing out and taking back links that need no account."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from samspil.core import audit
from samspil.people.addresses.models import RoleAddress
from samspil.people.links.models import AccessLink
from samspil.people.links.queries import secret_digest
from samspil.people.persons.models import Person

if TYPE_CHECKING:
    from samspil.people.persons.models import User


@transaction.atomic
def link_issue(
    *,
    purpose: str,
    scope: Mapping[str, object],
    expires_at: dt.datetime,
    by: "User | None",
    now: dt.datetime,
    person: Person | None = None,
    role_address: RoleAddress | None = None,
) -> tuple[AccessLink, str]:
    """A new link and its secret for the address, which is told only here: the row keeps a digest of it."""
    token = secrets.token_urlsafe(32)
    link = AccessLink.objects.create(
        secret_digest=secret_digest(token),
        purpose=purpose,
        scope=dict(scope),
        person=person,
        role_address=role_address,
        created_by=by,
        created_at=now,
        expires_at=expires_at,
    )
    audit.record(
        by=by, at=now, action="link_issue", obj=link, changes={"expires_at": (None, expires_at)}, label=purpose
    )
    return link, token


@transaction.atomic
def link_revoke(*, link: AccessLink, by: "User | None", now: dt.datetime) -> None:
    """Closes the link from now on; a second time changes nothing."""
    if AccessLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=now):
        link.revoked_at = now
        audit.record(
            by=by, at=now, action="link_revoke", obj=link, changes={"revoked_at": (None, now)}, label=link.purpose
        )


def link_used(*, link: AccessLink, now: dt.datetime) -> None:
    """Notes that the link did something. Call it where its holder acts (POST), never where a page is shown."""
    AccessLink.objects.filter(pk=link.pk).update(use_count=F("use_count") + 1, last_used_at=now)
