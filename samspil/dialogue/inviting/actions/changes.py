# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Telling everybody who was invited that the meeting is moved or called off."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from django.db import transaction

from samspil.core import clock
from samspil.delivery.actions import message_queue
from samspil.dialogue.inviting import queries
from samspil.dialogue.inviting.actions.invitations import OPEN_AFTER, PURPOSE
from samspil.dialogue.inviting.mails import CHANGED, ChangeMail
from samspil.dialogue.inviting.models import Invitation
from samspil.dialogue.meetings import calendar
from samspil.dialogue.meetings.queries import change_since
from samspil.people.addresses.mails import addressed, holders_once
from samspil.people.links.actions import link_issue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from samspil.delivery.parcels import Attachment
    from samspil.delivery.personal import PersonalMail
    from samspil.dialogue.meetings.models import Meeting
    from samspil.people.persons.models import User


@transaction.atomic
def change_mails_send(*, meeting: Meeting, by: User, now: datetime) -> int:
    """One mail to each person who was written to, with the calendar entry as it is now. Answers how many there are.

    Each change is told once: its number is part of what names a copy, so a retry adds nothing.
    """
    mail = ChangeMail(meeting, change_since(meeting=meeting, sequence=meeting.sequence - 1))
    invitations = queries.written_to(meeting=meeting)
    if queries.is_near(meeting=meeting, now=now):
        # This mail says when and where: another would say it again.
        told = {"eve_told_for": clock.today(meeting.starts_at)}
        Invitation.objects.filter(pk__in=[invitation.pk for invitation in invitations]).update(**told)
    number = str(meeting.sequence)
    return mails_queue(kind=CHANGED, mail=mail, meeting=meeting, invitations=invitations, number=number, by=by, now=now)


def mails_queue(
    *,
    kind: str,
    mail: PersonalMail,
    meeting: Meeting,
    invitations: Sequence[Invitation],
    number: str,
    by: User | None,
    now: datetime,
) -> int:
    """One copy to each person behind the invitations, with a link and the calendar entry; once for each `number`."""
    by_address = {invitation.address_id: invitation for invitation in invitations}
    entries = functools.cache(functools.partial(_entry, meeting, now))
    recipients = []
    for address, holder in holders_once([invitation.address for invitation in invitations], now=now):
        if address is None:
            continue
        _link, token = link_issue(
            purpose=PURPOSE,
            scope={"invitation": str(by_address[address.pk].uuid), "meeting": str(meeting.uuid)},
            expires_at=max(meeting.ends_at, now) + OPEN_AFTER,
            holder=holder,
            role_address=address,
            by=by,
            now=now,
        )
        copy = mail.to(language=holder.language, token=token)
        key = f"{holder.key}:{number}"
        recipients.append(addressed(holder, copy, token=token, key=key, attachments=[entries(holder.language)]))
    if recipients:
        message_queue(
            kind=kind,
            subject=mail.to(language="da", token="").subject,
            text="",
            html="",
            recipients=recipients,
            ref=meeting.uuid,
            now=now,
        )
    return len(recipients)


def _entry(meeting: Meeting, now: datetime, language: str) -> Attachment:
    return calendar.attached(meeting, language=language, now=now)
