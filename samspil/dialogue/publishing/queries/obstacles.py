# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What stands between a draft and the letter, the hearing's among it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.dialogue.hearing import queries as hearing
from samspil.dialogue.letter.queries import obstacles as letter

if TYPE_CHECKING:
    from datetime import datetime

    from samspil.dialogue.letter.queries.draft import Draft
    from samspil.dialogue.letter.queries.obstacles import Obstacle


def obstacles(draft: Draft, *, now: datetime) -> list[Obstacle]:
    """All that keeps `draft` from being published at `now`; empty when it may be."""
    return letter.obstacles(draft, others=hearing.obstacles(meeting=draft.meeting, now=now))
