# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""A table answers another table's note: the same, differently, or no."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samspil import live
from samspil.core.errors import Refused
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.models import Echo

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import MeetingTable
    from samspil.dialogue.notes.enums import HarvestAnswer
    from samspil.dialogue.notes.models import Note


@transaction.atomic
def echo_set(*, table: MeetingTable, note: Note, own: Note, answer: HarvestAnswer, now: datetime) -> Echo:
    """Keep the table's answer; its latest answer to a note counts. As with notes it may come late; a closed sorting
    refuses it, and so does a meeting that asks its tables no more.

    `own` is the note of its own that it stood beside.
    """
    meeting = Meeting.objects.select_for_update().get(pk=table.meeting_id)
    if meeting.sorting_closed_at is not None:
        raise Refused(_("Noterne er samlet. Der kan ikke svares mere."), code="sorting-closed")
    if not meeting.harvest:
        raise Refused(_("Bordene bliver ikke spurgt mere. Svaret er ikke gemt."), code="harvest-off")
    if own.table_id != table.pk or note.table_id == table.pk or note.meeting_id != meeting.pk:
        raise Refused(_("Noten kan ikke besvares fra dette bord."), code="echo-not-yours")
    echo, _new = Echo.objects.update_or_create(
        table=table, note=note, defaults={"own": own, "answer": answer, "answered_at": now}
    )
    live.publish(f"sorting:{meeting.uuid}", "echo", {"note": str(note.pk)})
    return echo
