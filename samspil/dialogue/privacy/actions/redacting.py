# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Taking a note's words out of what is kept of a meeting beside the note: letters that are sent, hearings, answers,
the sorting's log, the trail and the outbox. A mark stands where they stood; no count changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext as _

from samspil.core import audit
from samspil.delivery.actions import words_redact
from samspil.dialogue.hearing.actions import hearings_redact
from samspil.dialogue.hearing.models import HearingAsk, HearingRemark
from samspil.dialogue.letter.models import Letter, LetterVersion
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.meetings.series import followers
from samspil.dialogue.privacy.queries.erasing import masked_of
from samspil.dialogue.promises.actions.answers import answers_redact
from samspil.dialogue.promises.models import PromiseAnswer, PromiseDigest
from samspil.dialogue.publishing.actions.draft_prints import draft_prints_drop
from samspil.dialogue.publishing.actions.publishing import versions_redact
from samspil.dialogue.publishing.actions.readings import readings_redact
from samspil.dialogue.sorting.actions.redacting import moves_redact

# A shorter line may stand in a mail for other reasons.
SHORTEST_LINE = 4

if TYPE_CHECKING:
    from samspil.dialogue.notes.models import Note
    from samspil.dialogue.notes.own_words import OwnWords
    from samspil.people.persons.models import User


@transaction.atomic
def words_take_out(*, meeting: Meeting, own: OwnWords, by: User | None, now: datetime, log: bool) -> list[str]:
    """Take the words out wherever they are kept, and answer in which kinds of place they stood, in words.

    `log` is whether they go from the desk's log and the trail too: what is masked stays readable there, for officers
    alone. The caller holds the meeting's row.
    """
    draft_prints_drop(meeting=meeting)
    if not own:
        return []
    # The versions first: their rows hold back mails that are being written with the readings.
    versions = versions_redact(meeting=meeting, redact=own.taken_out, by=by, now=now)
    readings = readings_redact(meeting=meeting, redact=own.taken_out)
    found = {
        _("i brevet, der er sendt"): versions,
        _("i brevet på andre sprog"): len(readings),
        _("i høringen"): hearings_redact(meeting=meeting, redact=own.taken_out),
        _("i svar på brevets punkter"): answers_redact(meeting=meeting, redact=own.taken_out),
    }
    words_redact(refs=_mailed(meeting), redact=lambda text: _without(own.taken_out(text), readings, own.mark))
    if log:
        moves_redact(meeting=meeting, redact=own.taken_out)
        audit.payloads_erase_saying(about=_traced(meeting), says=own.stand_in)
    return [where for where, count in found.items() if count]


def _without(text: str, readings: Iterable[str], mark: str) -> str:
    """A mail without readings that are deleted: as plain text or HTML, where each line stands by itself."""
    for line in (line for words in readings for line in words.splitlines() if len(line) >= SHORTEST_LINE):
        for said in (line, escape(line)):
            text = text.replace(said, mark)
    return text


@transaction.atomic
def masked_take_out(*, note: Note, by: User | None, now: datetime) -> None:
    """Called by notes, which holds the meeting's row, when names are masked."""
    words_take_out(meeting=note.meeting, own=masked_of(note=note), by=by, now=now, log=False)


def _mailed(meeting: Meeting) -> list[UUID]:
    """What mails that can repeat a meeting's points are about."""
    return [
        *LetterVersion.objects.filter(letter__meeting=meeting).values_list("uuid", flat=True),
        *meeting.hearings.values_list("uuid", flat=True),
        *PromiseDigest.objects.filter(meeting=meeting).values_list("uuid", flat=True),
        *PromiseAnswer.objects.filter(meeting=meeting).values_list("uuid", flat=True),
        meeting.uuid,
        # Their invitations tell what came of this meeting's letter.
        *(following.uuid for following in followers(meeting=meeting)),
    ]


def _traced(meeting: Meeting) -> list[UUID]:
    """What officers and those who were heard have written about, as the trail names it."""
    return [
        *Letter.objects.filter(meeting=meeting).values_list("uuid", flat=True),
        *PromiseAnswer.objects.filter(meeting=meeting).values_list("uuid", flat=True),
        *meeting.invitations.values_list("uuid", flat=True),
        *meeting.tables.values_list("uuid", flat=True),
        meeting.uuid,
        *HearingAsk.objects.filter(hearing__meeting=meeting).values_list("uuid", flat=True),
        *HearingRemark.objects.filter(ask__hearing__meeting=meeting).values_list("uuid", flat=True),
    ]
