# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Opening a link without an account. Nothing here writes: scanners open every link in a mail before its reader does."""

import datetime as dt
import hashlib
import hmac
import logging

from django.core.cache import cache

from samspil.people.links.errors import LinkBusy, LinkExpired, LinkRevoked, LinkUnknown
from samspil.people.links.models import AccessLink

# Wrong links a minute and purpose before the answer changes and the log says so. No address of anybody is kept.
MISSES_A_MINUTE = 60

logger = logging.getLogger(__name__)


def secret_digest(token: str) -> str:
    """What is stored of a secret. It has 256 random bits, so a fast digest is enough; a slow one is for passwords."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_by_token(*, token: str, purpose: str, now: dt.datetime) -> AccessLink:
    """The link with that secret, if it is for this purpose and open at `now`.

    Raises LinkUnknown, LinkExpired, LinkRevoked or LinkBusy. The search is by digest, so its time tells nothing
    about the secret, and a link for another purpose is as unknown as none.
    """
    digest = secret_digest(token)
    link = AccessLink.objects.select_related("person", "role_address").filter(secret_digest=digest).first()
    if link is None or not hmac.compare_digest(link.purpose, purpose):
        raise LinkBusy if miss_count(purpose=purpose, now=now) > MISSES_A_MINUTE else LinkUnknown
    if link.revoked_at is not None and link.revoked_at <= now:
        raise LinkRevoked
    if link.expires_at <= now:
        raise LinkExpired
    return link


def miss_count(*, purpose: str, now: dt.datetime) -> int:
    """Counts one wrong try and answers how many there were this minute, without keeping whose they were."""
    key = f"people.link-miss:{purpose}:{int(now.timestamp()) // 60}"
    cache.add(key, 0, timeout=120)
    count = cache.incr(key)
    if count == MISSES_A_MINUTE + 1:
        logger.warning("many unknown links for %s", purpose)
    return count
