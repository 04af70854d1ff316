# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""»Siden sidst«: what came of the letter that was sent after the meeting before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samspil.dialogue.inviting.hooks import SinceLast
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.meetings.series import earlier_meeting
from samspil.dialogue.promises import words
from samspil.dialogue.promises.queries.answers import Ledger, ledger


@dataclass(frozen=True, slots=True)
class Since:
    """»Siden sidst«: the letter of the meeting before, point by point."""

    meeting: Meeting
    ledger: Ledger


def since_last(*, meeting: Meeting, now: datetime) -> Since | None:
    """What the earlier meeting's letter was answered; None when there was none."""
    before = earlier_meeting(meeting=meeting)
    found = ledger(meeting=before, now=now) if before is not None else None
    return Since(before, found) if before is not None and found is not None else None


def since_for_invitation(*, meeting: Meeting, now: datetime) -> SinceLast | None:
    """The same for the invitation, which lies below."""
    since = since_last(meeting=meeting, now=now)
    if since is None:
        return None
    found = since.ledger
    return SinceLast(
        meeting=since.meeting,
        since=since,
        template="dialogue/since_last.html",
        stylesheet="dialogue/promises.css",
        tally=lambda: words.tally(found.standings) if found.answered else "",
    )
