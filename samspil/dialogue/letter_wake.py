# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Waking the worker when a letter is published. Tasks lie above actions, so `apps.ready` names who is woken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core.bell import Bell

if TYPE_CHECKING:
    from samspil.dialogue.models import LetterVersion

_bell = Bell()
register = _bell.register


def letter_published(*, version: LetterVersion) -> None:
    """After the commit. A wake that is lost is made good by the worker's chore."""
    _bell.ring(str(version.uuid))
