# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What seating tells those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core.hooks import after_commit

if TYPE_CHECKING:
    from samspil.dialogue.seating.models import SeatingPlan


@after_commit
def plan_waits(*, plan: SeatingPlan) -> None:
    """The exact plan is to be looked for. One that is lost is found again by a chore."""
