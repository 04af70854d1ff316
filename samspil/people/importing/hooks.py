# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What people tells those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core.hooks import hook

if TYPE_CHECKING:
    from uuid import UUID


@hook
def import_waits(*, run: UUID) -> None:
    """A file waits to be read. Called in the transaction of its row: both are there or neither."""
