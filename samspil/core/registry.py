# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Where features say how a person is taken out of their rows, and what they hold about a person.

Features register in `AppConfig.ready`; `people` alone calls `erase` and `export`.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar
from uuid import UUID

from django.db import connection

T = TypeVar("T")

Eraser = Callable[[UUID], int]
"""Takes a person's uuid; erases words and keeps counts (promise 1); answers how many rows it touched. Repeatable."""

Exporter = Callable[[UUID], Mapping[str, object]]
"""Takes a person's uuid; answers JSON-able values under Danish headings; empty when it holds nothing."""

_erasers: dict[str, Eraser] = {}
_exporters: dict[str, Exporter] = {}


def _add(table: dict[str, T], app_label: str, fn: T) -> None:
    if table.get(app_label, fn) is not fn:
        msg = f"{app_label} has registered already"
        raise ValueError(msg)
    table[app_label] = fn


def register_eraser(app_label: str, fn: Eraser) -> None:
    """One eraser for each app; the same one may register again."""
    _add(_erasers, app_label, fn)


def register_exporter(app_label: str, fn: Exporter) -> None:
    """One exporter for each app; the same one may register again."""
    _add(_exporters, app_label, fn)


def erase(person_uuid: UUID) -> dict[str, int]:
    """Runs every eraser, the uppermost feature first (it may look up what lies below); all or nothing.

    Raises when not inside a transaction: half an erasure is worse than none.
    """
    if not connection.in_atomic_block:
        msg = "erase() belongs inside transaction.atomic()"
        raise RuntimeError(msg)
    return {app_label: fn(person_uuid) for app_label, fn in reversed(_erasers.items())}


def export(person_uuid: UUID) -> dict[str, Mapping[str, object]]:
    """What each app holds about the person, apps with nothing left out."""
    found = {app_label: fn(person_uuid) for app_label, fn in _exporters.items()}
    return {app_label: values for app_label, values in found.items() if values}
