# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""Few are never exposed (promise 6): a figure about a group needs at least 5 people in it and in its complement.

The bound holds for differences too: what is published of one split never lets a reader subtract
his way to fewer than 5.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from django.utils.translation import gettext as _

SMALLEST = 5

K = TypeVar("K", bound=Hashable)


def _check(count: int, total: int) -> None:
    if not 0 <= count <= total:
        msg = f"{count} of {total} is not a figure about a group"
        raise ValueError(msg)


def shown(count: int, total: int) -> int | None:
    """`count` when at least 5 are in it and at least 5 of `total` are outside it, otherwise None.

    0 and all are refused too: "nobody" and "everybody" say something about each one.
    """
    _check(count, total)
    return count if SMALLEST <= count <= total - SMALLEST else None


def words(count: int, total: int) -> str:
    """The figure as it may be written: "23", or in words when it may not be shown."""
    figure = shown(count, total)
    if figure is not None:
        return str(figure)
    if total < SMALLEST:
        return _("færre end 5")
    if total < 2 * SMALLEST:
        # Here no count could be shown, so the words must not tell the small ones from the large ones either.
        return _("for få til et tal")
    return _("færre end 5") if count < SMALLEST else _("alle på nær færre end 5")


def split(counts: Mapping[K, int]) -> dict[K, int | None]:
    """Which parts of one whole may be shown side by side; the whole (their sum) is taken as known to the reader.

    A part under 5 is hidden, and with it so many of the smallest other parts that no hidden part can be worked out,
    not even by a reader who knows this rule (the tests try all small splits). Equal parts are treated equally.
    """
    total = sum(counts.values())
    hidden = {key for key, count in counts.items() if shown(count, total) is None}
    while hidden and len(hidden) < len(counts) and not _covers([counts[key] for key in hidden]):
        smallest = min(count for key, count in counts.items() if key not in hidden)
        hidden |= {key for key, count in counts.items() if count == smallest}
    return {key: None if key in hidden else count for key, count in counts.items()}


def _covers(sizes: list[int]) -> bool:
    """Whether the hidden parts hide each other: two or more, ten people, and not each exactly at the limit of 4."""
    return len(sizes) >= 2 and sum(sizes) >= 2 * SMALLEST and sum(sizes) != (SMALLEST - 1) * len(sizes)
