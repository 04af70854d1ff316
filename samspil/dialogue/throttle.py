# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""A brake on guessing codes: each process counts tries by address for a minute. The codes are long; this is extra."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from samspil.core.errors import SamspilError

TRIES = 20
SECONDS = 60
# Words that a table may ask about in a minute: several phones write at once, each note is asked about some times.
WORDS = 2000


class Throttled(SamspilError):
    """Too many codes were tried from one place."""


def code_tried(request: HttpRequest) -> None:
    """Count a try; raises Throttled after too many. A whole room behind one address has room enough."""
    key = f"code-tries:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, SECONDS)
    if cache.incr(key) > TRIES:
        raise Throttled(_("Der er prøvet mange koder lige nu. Vent et minut, og prøv igen."), code="code-tries")


def names_looked_for(code: str, words: int) -> bool:
    """Whether a table may ask about so many words more: nobody goes through a list of names with it."""
    key = f"name-looks:{code}"
    cache.add(key, 0, SECONDS)
    return int(cache.incr(key, words)) <= WORDS
