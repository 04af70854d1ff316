# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Closing and opening the sorting: after it is closed no note can come, so that what is published is all there is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samspil import live
from samspil.core import audit
from samspil.core.errors import Refused
from samspil.dialogue.meetings.models import Meeting

if TYPE_CHECKING:
    from samspil.people.persons.models import User


@transaction.atomic
def sorting_close(*, meeting: Meeting, by: User, now: datetime) -> None:
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.ended_at is None:
        raise Refused(_("Aftenen er ikke slut endnu. Slut den først på styringssiden."), code="not-ended")
    if meeting.published_at is not None:
        raise Refused(
            _("Brevet er sendt, så sorteringen lukkes ikke mere. Det, du retter, kommer med i en rettelse af brevet."),
            code="published",
        )
    if meeting.sorting_closed_at is None:
        meeting.sorting_closed_at = meeting.updated_at = now
        meeting.save(update_fields=["sorting_closed_at", "updated_at"])
        audit.record(by=by, at=now, action="sorting.close", obj=meeting)
        live.publish(f"notes:{meeting.uuid}", "closed")


@transaction.atomic
def sorting_open(*, meeting: Meeting, by: User, now: datetime) -> None:
    """Open again, until the letter is published."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.published_at is not None:
        raise Refused(_("Brevet er sendt. Sorteringen kan ikke åbnes igen."), code="published")
    if meeting.sorting_closed_at is not None:
        meeting.sorting_closed_at, meeting.updated_at = None, now
        meeting.save(update_fields=["sorting_closed_at", "updated_at"])
        audit.record(by=by, at=now, action="sorting.open", obj=meeting)
        live.publish(f"notes:{meeting.uuid}", "opened")
