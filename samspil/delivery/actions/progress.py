# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Telling whoever watches that the state of some copies changed."""

from collections.abc import Iterable
from uuid import UUID

from samspil import live


def announce(*refs: UUID | None) -> None:
    """Publishes on "delivery:<ref>" for each; last in the transaction."""
    live.publish_many([(f"delivery:{ref}", "progress", None) for ref in _ordered(refs)])


def _ordered(refs: Iterable[UUID | None]) -> list[UUID]:
    return sorted({ref for ref in refs if ref is not None})
