# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""A brake on guessing codes and on taking large files over and over.

Counted by the minute in the database, so that all processes count together, under a digest of who asks: no address of
anybody is kept, and the rows are swept after an hour. What was right is never counted.
"""

import datetime as dt
import hashlib
import ipaddress
import re

from django.conf import settings
from django.db import connection
from django.db.models import F, Sum
from django.http import HttpRequest
from django.utils.translation import gettext as _

from samspil.core import clock
from samspil.core.errors import SamspilError
from samspil.core.models import TryCount

# Wrong codes in one or two minutes from one network address: a whole hall may sit behind it, and some mistype.
TRIES = 20
# The whole of a public letter in one file: a large answer to a small question.
PACKAGES = 10
# Words that a table may ask about in a minute: several phones write at once, each note is asked about some times.
WORDS = 2000
KEPT = dt.timedelta(hours=1)

_WITH_PORT = re.compile(r"\[([^\]]*)\](?::\d+)?|([0-9.]+):\d+")

# The rows are counted up by the database itself, so that two who count at once are two.
_COUNT = """
    INSERT INTO core_trycount AS known (kind, who, minute, number) VALUES (%s, %s, %s, %s)
    ON CONFLICT (kind, who, minute) DO UPDATE SET number = known.number + EXCLUDED.number
    RETURNING number
"""


class Throttled(SamspilError):
    """Too much was asked for from one place."""

    status = 429


def requester(request: HttpRequest) -> str:
    """The network address that the request came from; of IPv6 the network that one household or house has.

    What a header says is believed as far as SAMSPIL_PROXIES proxies of ours have written it.
    """
    told = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    believed = 0 < settings.PROXIES <= len(told)
    address = str(told[-settings.PROXIES] if believed else request.META.get("REMOTE_ADDR", ""))
    # Some proxies add the port: 192.0.2.1:4711, [2001:db8::1]:4711.
    if with_port := _WITH_PORT.fullmatch(address):
        address = with_port[1] or with_port[2]
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))


def count(kind: str, who: str, *, number: int = 1, now: dt.datetime | None = None) -> int:
    """Count `number` more of a kind for somebody; how many there are this minute."""
    minute = _minute(now)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [kind, _digest(kind, who, minute), minute, number])
        return int(cursor.fetchone()[0])


def uncount(kind: str, who: str, *, at: dt.datetime) -> None:
    """Take back one that was counted at that time: it turned out to be right."""
    minute = _minute(at)
    rows = TryCount.objects.filter(kind=kind, who=_digest(kind, who, minute), minute=minute, number__gt=0)
    rows.update(number=F("number") - 1)


def counted(kind: str, who: str) -> int:
    """How many there are this minute and the one before: who waits for the turn of a minute gains nothing."""
    minutes = (_minute() - 1, _minute())
    found = TryCount.objects.filter(kind=kind, who__in=[_digest(kind, who, minute) for minute in minutes])
    return found.aggregate(tries=Sum("number"))["tries"] or 0


def code_missed(request: HttpRequest) -> None:
    """Count a table's code that is none."""
    count("code", requester(request))


def refuse_guessing(request: HttpRequest) -> None:
    """Raises Throttled after too many wrong codes from there, also for a right one: it is not told which it was."""
    if counted("code", requester(request)) >= TRIES:
        raise Throttled(_("Der er prøvet mange koder lige nu. Vent to minutter, og prøv igen."), code="code-tries")


def package_taken(request: HttpRequest) -> None:
    """Count that somebody without a log-in takes everything; raises Throttled after too many from one address."""
    if count("package", requester(request)) > PACKAGES:
        raise Throttled(_("Filen er hentet mange gange lige nu. Vent et minut, og prøv igen."), code="package-tries")


def names_looked_for(code: str, words: int) -> bool:
    """Whether a table may ask about so many words more: nobody goes through a list of names with it."""
    return count("names", code, number=words) <= WORDS


def sweep(*, now: dt.datetime) -> None:
    """Forget what was counted before the last hour."""
    TryCount.objects.filter(minute__lt=_minute(now - KEPT)).delete()


def _minute(now: dt.datetime | None = None) -> int:
    return int((now or clock.now()).timestamp()) // 60


def _digest(kind: str, who: str, minute: int) -> str:
    """Of this minute only: nobody can be followed from one to the next."""
    key = hashlib.sha256(settings.LOOKUP_KEY.encode()).digest()
    return hashlib.blake2b(f"{kind} {minute} {who}".encode(), key=key, digest_size=16).hexdigest()
