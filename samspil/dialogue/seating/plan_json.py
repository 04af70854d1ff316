# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A seating plan as it is kept: guests' uuids, tables' numbers and the engine's codes. Never a name. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from samspil.engines.seating import Contradiction, Impossible, Plan, Request


def content(found: Plan | Impossible) -> dict[str, Any]:
    if isinstance(found, Impossible):
        return {"contradictions": [_filled(asdict(one)) for one in found.contradictions]}
    return {
        "seats": dict(found.seats),
        "reasons": {person: [_filled(asdict(one)) for one in why] for person, why in found.reasons.items()},
        "unmet": [_filled(asdict(one)) for one in found.unmet],
        "moved": list(found.moved),
        "cost": found.cost._asdict(),
        "bound": found.bound._asdict(),
        "optimal": found.optimal,
        "cut_short": found.cut_short,
    }


def is_undecided(found: Plan | Impossible) -> bool:
    """The quick rule gave up without showing that there is no plan: the exact search may still find one."""
    return isinstance(found, Impossible) and any(_says_undecided(one) for one in found.contradictions)


def _says_undecided(one: Contradiction) -> bool:
    return one.code == "undecided"


def digest(request: Request) -> str:
    """The same for the same list, tables and wishes, in whatever order they stand."""
    plain = {
        "people": sorted(
            [one.id, one.group, sorted(one.speaks), one.needs or "", one.takes_notes] for one in request.people
        ),
        "tables": sorted([list(table) for table in request.tables]),
        "together": sorted(sorted(pair) for pair in request.together),
        "apart": sorted(sorted(pair) for pair in request.apart),
        "fixed": sorted([list(wish) for wish in request.fixed]),
        "language": request.language,
    }
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, ())}
