# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Where features say how a person is taken out of their rows, and what they hold about a person.

`people` alone calls `erase` and `export`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import connection

from samspil.core.hooks import provider

if TYPE_CHECKING:
    from uuid import UUID


@provider
def erasers(person: UUID, /) -> int:  # type: ignore[empty-body]  # a hook's signature
    """Erases words and keeps counts (promise 1); answers how many rows it touched. Repeatable."""


@provider
def exporters(person: UUID, /) -> Mapping[str, object]:  # type: ignore[empty-body]  # a hook's signature
    """Answers JSON-able values under Danish headings; empty when it holds nothing."""


def erase(person: UUID) -> dict[str, int]:
    """Runs every eraser, the uppermost feature first (it may look up what lies below); all or nothing.

    Raises when not inside a transaction: half an erasure is worse than none.
    """
    if not connection.in_atomic_block:
        msg = "erase() belongs inside transaction.atomic()"
        raise RuntimeError(msg)
    return {name: eraser(person) for name, eraser in reversed(list(erasers.functions.items()))}


def export(person: UUID) -> dict[str, Mapping[str, object]]:
    """What each app holds about the person, apps with nothing left out."""
    return {name: values for name, values in exporters.all(person).items() if values}
