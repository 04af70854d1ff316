# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who sits at which table at a dialogue meeting, why, and what could not be had.

`propose(request, seed=…, seconds=…)` gives a `Plan` with what is proven of it, or `Impossible` with the rules that
contradict each other. `quick(request, seed)` needs no solver. See docs/engines/seating.md.
"""

from samspil.engines.seating.planner import propose, quick
from samspil.engines.seating.values import (
    TOLERANCE,
    Because,
    Contradiction,
    ContradictionCode,
    Cost,
    Fixed,
    Impossible,
    Pair,
    Person,
    Plan,
    Reason,
    ReasonCode,
    Request,
    Seats,
    Table,
    Unmet,
    UnmetCode,
)

__all__ = [
    "TOLERANCE", "Because", "Contradiction", "ContradictionCode", "Cost", "Fixed", "Impossible", "Pair", "Person",
    "Plan", "Reason", "ReasonCode", "Request", "Seats", "Table", "Unmet", "UnmetCode", "propose", "quick",
]  # fmt: skip
