# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Handing out and taking back links that need no account."""

import datetime as dt
import secrets
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from samspil.core import audit, clock
from samspil.people.addresses.models import RoleAddress
from samspil.people.addresses.queries import RoleRecipient
from samspil.people.links.errors import LinkGuardianEnded
from samspil.people.links.models import AccessLink
from samspil.people.links.queries import guarding, links_without_guardian, secret_digest
from samspil.people.persons.digests import email_digest
from samspil.people.persons.models import Guardianship, Person

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
    holder: RoleRecipient | None = None,
    role_address: RoleAddress | None = None,
    pupils: Collection[int] = (),
) -> tuple[AccessLink, str]:
    """A new link and its secret for the address, which is told only here: the row keeps a digest of it.

    `person`, or the `holder` of a role, is whom it is sent to: it opens for nobody else and no longer than the role.
    With `pupils` (those of a holder who is a guardian) it is a guardian's: refused for who is there for none of them
    today, and closed for good once that has ended.
    """
    pupils = pupils or (holder.pupils if holder else ())
    token = secrets.token_urlsafe(32)
    link = AccessLink.objects.create(
        secret_digest=secret_digest(token),
        purpose=purpose,
        scope=dict(scope),
        person_id=holder.person_pk if holder else (person.pk if person else None),
        mailbox_digest=email_digest(holder.email) if holder and holder.person_pk is None else "",
        role_address=role_address,
        as_guardian=bool(pupils),
        created_by=by,
        created_at=now,
        expires_at=expires_at,
    )
    if pupils:
        rows = Guardianship.objects.filter(guarding(clock.today(now)), guardian=link.person_id, pupil__in=pupils)
        link.guardianships.set(rows)
        if not rows:
            raise LinkGuardianEnded
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


@transaction.atomic
def link_reissue(*, link: AccessLink, by: "User | None", now: dt.datetime) -> tuple[AccessLink, str]:
    """A new link and its secret in place of `link`: for the same person, the same thing and as long.

    A guardian's is renewed for those of its pupils that they are there for today; refused where there is none.
    """
    link_revoke(link=link, by=by, now=now)
    new, token = link_issue(
        purpose=link.purpose,
        scope=link.scope,
        expires_at=link.expires_at,
        person=link.person,
        role_address=link.role_address,
        pupils=list(link.guardianships.values_list("pupil", flat=True)),
        by=by,
        now=now,
    )
    if link.mailbox_digest:
        new.mailbox_digest = link.mailbox_digest
        new.save(update_fields=["mailbox_digest"])
    return new, token


@transaction.atomic
def link_extend(*, link: AccessLink, pupils: Collection[int], now: dt.datetime) -> None:
    """A guardian's link opens for these pupils too, as far as the guardian is there for them today."""
    rows = Guardianship.objects.filter(guarding(clock.today(now)), guardian=link.person_id, pupil__in=pupils)
    new = rows.exclude(links=link)
    if link.as_guardian and (pks := list(new.values_list("pk", flat=True))):
        link.guardianships.add(*pks)
        audit.record(by=None, at=now, action="link_extend", obj=link, changes={"pupils": (0, len(pks))})


@transaction.atomic
def links_end(*, now: dt.datetime, guardian: int | None = None) -> int:
    """Closes the links of guardians whose guardianships, or the permission to write to them, have ended; of all, or of
    one by key. They stay closed if it begins again: then a new one is sent. Answers how many.
    """
    rows = links_without_guardian(day=clock.today(now))
    ended = list(rows if guardian is None else rows.filter(person=guardian))
    for link in ended:
        link_revoke(link=link, by=None, now=now)
    return len(ended)


def links_forget(*, now: dt.datetime) -> int:
    """Throws links away that ended more than `LINK_KEEP` ago. Until then their readers are told that they have."""
    before = now - settings.LINK_KEEP
    ended = Q(expires_at__lt=before) | Q(revoked_at__lt=before)
    number, _by_model = AccessLink.objects.filter(ended).delete()
    return number


def link_used(*, link: AccessLink, now: dt.datetime) -> None:
    """Notes that the link did something. Call it where its holder acts (POST), never where a page is shown."""
    AccessLink.objects.filter(pk=link.pk).update(use_count=F("use_count") + 1, last_used_at=now)
