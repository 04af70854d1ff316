# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the invitation asks those above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samspil.core.hooks import provider

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from samspil.dialogue.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class SinceLast:
    """What became of the meeting before. `template` shows `since` on a page that has `stylesheet`; `tally` says it in a
    line, in the language that is active when it is called, and is "" where nothing is answered yet.
    """

    meeting: Meeting
    since: object
    template: str
    stylesheet: str
    tally: Callable[[], str]


@provider
def since_last(*, meeting: Meeting, now: datetime) -> SinceLast | None:
    """None where no letter was sent after an earlier meeting."""
