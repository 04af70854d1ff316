# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Opening a link without an account.

Nothing here writes to the link: scanners open every link in a mail before its reader does. Wrong ones are counted.
"""

import datetime as dt
import hashlib
import hmac
import logging
from collections.abc import Container

from django.db.models import Exists, OuterRef, Q, QuerySet

from samspil.core import clock, throttle
from samspil.people.addresses.queries import holds
from samspil.people.links.errors import (
    LinkBusy,
    LinkEnded,
    LinkError,
    LinkExpired,
    LinkGuardianEnded,
    LinkReplaced,
    LinkRevoked,
    LinkUnknown,
)
from samspil.people.links.models import AccessLink
from samspil.people.persons.digests import email_digest
from samspil.people.persons.models import Guardianship, Person
from samspil.people.places.periods import on

# Wrong links a minute and purpose before the answer changes and the log says so. No address of anybody is kept.
MISSES_A_MINUTE = 60

logger = logging.getLogger(__name__)


def secret_digest(token: str) -> str:
    """What is stored of a secret. It has 256 random bits, so a fast digest is enough; a slow one is for passwords."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_by_token(*, token: str, purpose: str, now: dt.datetime) -> AccessLink:
    """The link with that secret, if it is for this purpose, open at `now`, and still that of whom it was sent to.

    Raises the LinkError that says why not. The search is by digest, so its time tells nothing
    about the secret, and a link for another purpose is as unknown as none.
    """
    digest = secret_digest(token)
    link = _with_holder().filter(secret_digest=digest).first()
    if link is None or not hmac.compare_digest(link.purpose, purpose):
        raise LinkBusy if miss_count(purpose=purpose, now=now) > MISSES_A_MINUTE else LinkUnknown
    if link.revoked_at is not None and link.revoked_at <= now:
        raise _why_closed(link, now)
    if link.expires_at <= now:
        raise LinkExpired
    if not is_still_theirs(link=link, day=clock.today(now)):
        raise LinkGuardianEnded if link.as_guardian else LinkEnded
    return link


def _why_closed(link: AccessLink, now: dt.datetime) -> LinkError:
    if _is_replaced(link):
        return LinkReplaced()
    ended = link.as_guardian and not is_still_theirs(link=link, day=clock.today(now))
    return LinkGuardianEnded() if ended else LinkRevoked()


def _with_holder() -> QuerySet[AccessLink]:
    return AccessLink.objects.select_related("person__user", "role_address")


def is_still_theirs(*, link: AccessLink, day: dt.date, holders: Container[int] | None = None) -> bool:
    """Whether whoever the link was sent to is there on that day and has the role it was sent for.

    Where nobody knows whom a link to a role was sent to, it is nobody's. One without a role (a screen) is everybody's.
    `holders` are the persons who have the role, where they are known already. A guardian's link needs one of its
    pupils as well (`pupils_of`).
    """
    person, address = link.person, link.role_address
    if person is None:
        return address is None or link.mailbox_digest == (email_digest(address.mailbox) or None)
    account = getattr(person, "user", None)
    if person.erased_at is not None or (account is not None and not account.is_active):
        return False
    # Where many links are shown, their guardianships are read with them.
    if link.as_guardian and not any(row.contact_allowed and row.holds_on(day) for row in link.guardianships.all()):
        return False
    if address is None or holders is not None:
        return address is None or person.pk in (holders or ())
    return holds(person_id=person.pk, address=address, day=day)


def guarding(day: dt.date) -> Q:
    """The condition that a guardianship holds on that day and lets the guardian be written to."""
    return on(day) & Q(contact_allowed=True, pupil__erased_at__isnull=True, guardian__erased_at__isnull=True)


def pupils_of(*, link: AccessLink, day: dt.date) -> QuerySet[Person]:
    """The pupils for whom a guardian's link opens on that day. What it shows is about these and no others."""
    rows = link.guardianships.filter(guarding(day), guardian=link.person_id)
    return Person.objects.filter(pk__in=rows.values("pupil")).order_by("sort_key", "pk")


def links_without_guardian(*, day: dt.date) -> QuerySet[AccessLink]:
    """Guardians' links that nobody has closed, and that open for none of their pupils on that day."""
    rows = Guardianship.objects.filter(guarding(day), guardian=OuterRef("person"), links=OuterRef("pk"))
    return AccessLink.objects.filter(~Exists(rows), as_guardian=True, revoked_at__isnull=True)


def _is_replaced(link: AccessLink) -> bool:
    """Whether the same person was sent another link for the same thing when this one was closed, or later."""
    same = {name: getattr(link, name) for name in ("purpose", "scope", "person", "role_address", "mailbox_digest")}
    return AccessLink.objects.filter(**same, created_at__gte=link.revoked_at, revoked_at__isnull=True).exists()


def miss_count(*, purpose: str, now: dt.datetime) -> int:
    """Counts one wrong try and answers how many there were this minute, without keeping whose they were."""
    number = throttle.count("link", purpose, now=now)
    if number == MISSES_A_MINUTE + 1:
        logger.warning("many unknown links for %s", purpose)
    return number
