# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Waking the worker to ask for drafts in Danish. Tasks lie above actions, so `apps.ready` names who is woken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core.bell import Bell

if TYPE_CHECKING:
    from samspil.dialogue.models import Meeting

_bell = Bell()
register = _bell.register


def drafts_wanted(*, meeting: Meeting) -> None:
    """After the commit. A wake that is lost costs a press more."""
    _bell.ring(str(meeting.uuid))
