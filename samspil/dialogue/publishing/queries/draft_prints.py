# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What stands in a draft on paper, and the files that are kept of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.serializers.json import DjangoJSONEncoder

from samspil.dialogue.letter.content import LetterContent, to_json
from samspil.dialogue.letter.queries.draft import draft
from samspil.dialogue.letter.queries.readings import readings_of
from samspil.dialogue.letter.readings import Readings
from samspil.dialogue.planning.enums import PackState
from samspil.dialogue.publishing.models import DraftPrint

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting
    from samspil.people.persons.models import User


@dataclass(frozen=True)
class Drawn:
    """All that a file of the draft is made from."""

    content: LetterContent
    readings: Readings | None

    @property
    def digest(self) -> str:
        said = {digest: reading.text for digest, reading in self.readings.found.items()} if self.readings else {}
        whole = json.dumps([to_json(self.content), said], cls=DjangoJSONEncoder, sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()


def draft_drawn(*, meeting: Meeting, by: User, language: str) -> Drawn:
    found = draft(meeting=meeting, by=by)
    return Drawn(found.content, readings_of(letter=found.letter, content=found.content, language=language))


def draft_print(*, meeting: Meeting, part: str, language: str, digest: str) -> DraftPrint | None:
    """The file of this very draft, or how far it is; None where it is to be asked for."""
    # What waits, or was given up, is of no draft yet.
    return DraftPrint.objects.filter(meeting=meeting, part=part, language=language, digest__in=["", digest]).first()


def draft_prints_standing_still(*, since: datetime) -> list[DraftPrint]:
    return list(DraftPrint.objects.filter(state=PackState.WAITING, asked_at__lt=since).order_by("pk"))
