# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The digests of those who chose Monday mornings or the first of the month, and the choosing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samspil.core import audit
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.promises.actions.mails import digest_write
from samspil.dialogue.promises.enums import Rhythm
from samspil.dialogue.promises.models import PromiseDigest
from samspil.dialogue.promises.queries.answers import newest_version
from samspil.dialogue.promises.queries.rhythms import answers_until, in_rhythm, rhythm_by_link, scheduled_due
from samspil.people.links.actions import link_used
from samspil.people.links.models import AccessLink


@transaction.atomic
def scheduled_digests_send(*, meeting: Meeting, now: datetime) -> int:
    """Write the rounds that have begun, each once. Answers how many it was written to."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if newest_version(meeting=meeting) is None:
        return 0
    wrote = 0
    for _meeting, slot in scheduled_due(now=now, meeting=meeting):
        digest = PromiseDigest.objects.create(meeting=meeting, made_at=now, rhythm=slot.rhythm, slot_on=slot.day)
        invitations = in_rhythm(meeting=meeting, rhythm=slot.rhythm, before=slot.begins)
        answers = answers_until(meeting=meeting, until=slot.begins)
        wrote += digest_write(digest=digest, invitations=invitations, answers=answers, now=now)
    return wrote


@transaction.atomic
def rhythm_choose(*, link: AccessLink, rhythm: Rhythm, now: datetime) -> None:
    """Choose for the address that a personal link was written to, a guardian for themselves. The same choice again
    changes nothing.
    """
    # Two choices at once are one after the other.
    whose = link.role_address or link.person
    if whose is not None:
        type(whose)._default_manager.select_for_update().get(pk=whose.pk)
    row = rhythm_by_link(link=link)
    before = row.rhythm
    link_used(link=link, now=now)
    if before == rhythm:
        return
    row.rhythm, row.chosen_at = rhythm, now
    if before == Rhythm.NEVER:
        row.resumed_at = now
    row.save()
    audit.record(by=None, at=now, action="promise.rhythm", obj=row, changes={"rhythm": (str(before), str(rhythm))})
