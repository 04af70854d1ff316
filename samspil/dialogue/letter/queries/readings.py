# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What readers of another language are shown of a letter: approved readings alone."""

from __future__ import annotations

from samspil.core.texts import HOUSE_LANGUAGE
from samspil.dialogue.letter.content import LetterContent, from_json
from samspil.dialogue.letter.models import Letter, LetterReading, LetterVersion
from samspil.dialogue.letter.readings import Reading, Readings, readings_in


def readings_of(*, letter: Letter | None, content: LetterContent, language: str, changes: str = "") -> Readings | None:
    """The letter in `language` as far as a person has approved it; None in Danish, which is the letter itself."""
    if language == HOUSE_LANGUAGE:
        return None
    rows = LetterReading.objects.filter(
        letter=letter, language=language, replaced_at__isnull=True, approved_at__isnull=False
    )
    approved = {row.digest: Reading(row.text, row.approved_at) for row in rows if row.approved_at}
    return readings_in(content, language=language, approved=approved, changes=changes)


def version_readings(*, version: LetterVersion, language: str) -> Readings | None:
    """The same for a version that was sent: its Danish is what was sent, what a person approved later stands beside."""
    content = from_json(version.content)
    return readings_of(letter=version.letter, content=content, language=language, changes=version.changes)
