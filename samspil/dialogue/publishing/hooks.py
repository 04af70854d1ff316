# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What publishing tells those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core.hooks import after_commit

if TYPE_CHECKING:
    from samspil.dialogue.letter.models import Letter, LetterVersion
    from samspil.dialogue.publishing.models import DraftPrint


@after_commit
def letter_published(*, version: LetterVersion) -> None:
    """The version's mails are to be written. One that is lost is found again by a chore."""


@after_commit
def reading_drafts_wanted(*, letter: Letter, language: str) -> None:
    """An officer has asked for drafts of the letter in that language. One that is lost costs a press more."""


@after_commit
def letter_mailed(*, version: LetterVersion) -> None:
    """A version's mails are written: what readers may fetch can be made. One that is lost is made when asked for."""


@after_commit
def draft_print_waits(*, row: DraftPrint) -> None:
    """A draft on paper is to be drawn. One that is lost is found again by a chore."""
