# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Which names the rolls hold, as words: to warn before somebody writes a person's name where all can read it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max

from samspil.core.written import composed
from samspil.people.persons.models import Person

# Where anybody can try, protected names are left out: they could ask whether somebody is there.
_WORDS = r"""
SELECT kind, word, bool_and(name_protected) FROM (
    SELECT 'given' AS kind, regexp_split_to_table(given_name, '[\s-]+') AS word, name_protected OR address_protected
    FROM people_person WHERE erased_at IS NULL
    UNION ALL
    SELECT 'family', regexp_split_to_table(family_name, '[\s-]+'), name_protected OR address_protected
    FROM people_person WHERE erased_at IS NULL
) AS words (kind, word, name_protected) WHERE length(word) > 1 GROUP BY kind, word
"""


@dataclass(frozen=True, slots=True)
class NamesOnRolls:
    """First names and family names in small letters; nothing about whose they are."""

    given: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()


@dataclass
class _Kept:
    """What this process knows, and until when it takes it for true."""

    names: NamesOnRolls = NamesOnRolls()
    everybody: NamesOnRolls = NamesOnRolls()
    latest: int | None = None
    until: float = 0.0


_kept = _Kept()
# Somebody whose name is protected, or who is erased, is out of it so many seconds later in every process.
SECONDS_KEPT = 300.0


def names_on_rolls() -> NamesOnRolls:
    """Made anew when persons have come, and each five minutes. Without names that only protected persons bear."""
    return _known().names


def all_names_on_rolls() -> NamesOnRolls:
    """The same with protected names: for rules, and for officers, who see them all; never where one can try."""
    return _known().everybody


def _known() -> _Kept:
    latest = Person.objects.aggregate(latest=Max("pk"))["latest"]
    if latest is None:
        return _Kept()
    if _kept.latest != latest or time.monotonic() > _kept.until:
        with connection.cursor() as cursor:
            cursor.execute(_WORDS)
            rows = [(kind, composed(word).casefold(), protected) for kind, word, protected in cursor.fetchall()]
        _kept.names = _named([(kind, word) for kind, word, protected in rows if not protected])
        _kept.everybody = _named([(kind, word) for kind, word, _protected in rows])
        _kept.latest, _kept.until = latest, time.monotonic() + SECONDS_KEPT
    return _kept


def _named(rows: list[tuple[str, str]]) -> NamesOnRolls:
    return NamesOnRolls(**{kind: frozenset(word for of, word in rows if of == kind) for kind in ("given", "family")})


def names_forget() -> None:
    """A name must not be told any more: look again at once (in this process)."""
    _kept.until = 0.0
