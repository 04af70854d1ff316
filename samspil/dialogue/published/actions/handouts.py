# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The sheets from the tables as a file that goes with a letter: made once, for anybody may ask for it."""

from __future__ import annotations

from samspil.dialogue.letter.models import LetterPrint, LetterVersion
from samspil.dialogue.meetings import queries as meetings
from samspil.dialogue.planning import print_pack
from samspil.dialogue.published.queries import has_handouts

# Stands where the language of a letter's own print stands: the sheets are in all the meeting's languages.
SHEETS = "ark"


def handouts_print(*, version: LetterVersion) -> bytes | None:
    """The handouts alone, without the tables' codes, as PDF; None when there were none."""
    meeting = version.letter.meeting
    if not has_handouts(meeting=meeting):
        return None
    kept = LetterPrint.objects.filter(version=version, language=SHEETS).first()
    if kept is not None:
        return bytes(kept.content)
    rounds = meetings.rounds(meeting=meeting)
    made = print_pack.pdf_file(meeting=meeting, rounds=rounds, tables=(), part=print_pack.HANDOUTS)
    # Two readers may ask for the first time at once.
    LetterPrint.objects.bulk_create(
        [LetterPrint(version=version, language=SHEETS, content=made)],
        update_conflicts=True,
        unique_fields=["version", "language"],
        update_fields=["content"],
    )
    return made
