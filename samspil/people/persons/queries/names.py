# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Which names the rolls hold, as words: to warn before somebody writes a person's name where all can read it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from django.db import connection

from samspil import live
from samspil.core.afterwards import afterwards
from samspil.core.written import composed
from samspil.people.places.models import School

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
    # Words of the schools' names: they look like names of persons and are not.
    schools: frozenset[str] = frozenset()


# What the answer depends on: who has come, and the last time that a name, its protection or a school's name changed.
_VERSION = """
SELECT (SELECT max(id) FROM people_person), (SELECT max(id) FROM people_school), (
    SELECT (number, created_at)::text FROM live_liveevent WHERE channel_id = %s ORDER BY number DESC LIMIT 1
)
"""
_CHANNEL = "names:rolls"


@dataclass(frozen=True, slots=True)
class _Known:
    """What this process knows: of which version, and when it looks again anyway."""

    version: object = None
    until: float = 0.0
    names: NamesOnRolls = NamesOnRolls()
    everybody: NamesOnRolls = NamesOnRolls()


class _Kept:
    """The latest of it. One thread at a time makes it anew."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.known = _Known()


_kept = _Kept()
# What was changed past the actions, in the database itself, is seen so many seconds later.
SECONDS_KEPT = 300.0


def names_on_rolls() -> NamesOnRolls:
    """As the rolls stand now. Without names that only protected persons bear."""
    return _known().names


def all_names_on_rolls() -> NamesOnRolls:
    """The same with protected names: for rules, and for officers, who see them all; never where one can try."""
    return _known().everybody


def names_changed() -> None:
    """Each process looks again at its next request. Last in the transaction of the change."""
    live.publish(_CHANNEL, "changed")


def _known() -> _Known:
    with connection.cursor() as cursor:
        cursor.execute(_VERSION, [_CHANNEL])
        version = cursor.fetchone()
    known = _kept.known
    if _is_old(known, version):
        with _kept.lock:
            known = _kept.known
            # Somebody else may have looked meanwhile.
            if _is_old(known, version):
                known = _kept.known = _look(version)
    elif time.monotonic() > known.until:
        afterwards.do(_CHANNEL, lambda: _look_again(version))
    return known


def _is_old(known: _Known, version: object) -> bool:
    """Also after a long silence: the event that told of a change is thrown away after some days."""
    return known.version != version or time.monotonic() > known.until + SECONDS_KEPT


def _look_again(version: object) -> None:
    """Unless it was made anew meanwhile: rows that were read before a change never replace those read after it."""
    known = _look(version)
    with _kept.lock:
        if _kept.known.version == version:
            _kept.known = known


def _look(version: object) -> _Known:
    """The version is read before the rows: what is committed in between is looked at again."""
    with connection.cursor() as cursor:
        cursor.execute(_WORDS)
        rows = [(kind, composed(word).casefold(), protected) for kind, word, protected in cursor.fetchall()]
    schools = frozenset(word for name in School.objects.values_list("name", flat=True) for word in name.split())
    return _Known(
        version=version,
        until=time.monotonic() + SECONDS_KEPT,
        names=_named([(kind, word) for kind, word, protected in rows if not protected], schools),
        everybody=_named([(kind, word) for kind, word, _protected in rows], schools),
    )


def _named(rows: list[tuple[str, str]], schools: frozenset[str]) -> NamesOnRolls:
    given, family = (frozenset(word for of, word in rows if of == kind) for kind in ("given", "family"))
    return NamesOnRolls(given, family, schools)
