# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the letter asks those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core.hooks import provider

if TYPE_CHECKING:
    from samspil.dialogue.letter.content import HearingFigures
    from samspil.dialogue.meetings.models import Meeting


@provider
def hearing_figures(*, meeting: Meeting) -> HearingFigures | None:
    """The newest hearing in numbers; None where there was none."""
