# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""A brake on guessing codes and on taking large files over and over: each process counts tries by address for a
minute. The codes are long; this is extra.
"""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from samspil.core.errors import SamspilError

TRIES = 20
SECONDS = 60
# The whole of a public letter in one file: a large answer to a small question.
PACKAGES = 10
# Words that a table may ask about in a minute: several phones write at once, each note is asked about some times.
WORDS = 2000


class Throttled(SamspilError):
    """Too much was asked for from one place."""

    status = 429


def code_tried(request: HttpRequest) -> None:
    """Count a try; raises Throttled after too many. A whole room behind one address has room enough."""
    key = f"code-tries:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, SECONDS)
    if cache.incr(key) > TRIES:
        raise Throttled(_("Der er prøvet mange koder lige nu. Vent et minut, og prøv igen."), code="code-tries")


def package_taken(request: HttpRequest) -> None:
    """Count that somebody without a log-in takes everything; raises Throttled after too many from one address."""
    key = f"packages:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, SECONDS)
    if cache.incr(key) > PACKAGES:
        raise Throttled(_("Filen er hentet mange gange lige nu. Vent et minut, og prøv igen."), code="package-tries")


def names_looked_for(code: str, words: int) -> bool:
    """Whether a table may ask about so many words more: nobody goes through a list of names with it."""
    key = f"name-looks:{code}"
    cache.add(key, 0, SECONDS)
    return int(cache.incr(key, words)) <= WORDS
