# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the persons of a city are called and known by.

Names end in q, which no Danish word does: no sentence names somebody by accident, and nobody real is called so.
"""

import itertools
from uuid import NAMESPACE_URL, UUID, uuid5

_SYLLABLES = tuple(one + other for one in "bdfghjklmnprstv" for other in "aeiouyæøå")
_GIVEN = tuple(f"{first}{last}q".capitalize() for first, last in itertools.product(_SYLLABLES, repeat=2))
_FAMILY = tuple(f"{name}sq" for name in _GIVEN)
# When the given names are used up, they begin again with other family names.
_STEP = 7


def name(number: int) -> tuple[str, str]:
    """The given name and the family name of the person with that number; each has one of their own."""
    turn, place = divmod(number, len(_GIVEN))
    return _GIVEN[place], _FAMILY[(place + _STEP * turn) % len(_FAMILY)]


def uuid_of(key: str) -> UUID:
    """The same for the same key each time."""
    return uuid5(NAMESPACE_URL, f"samspil-city:{key}")
