# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Telling everybody who was invited that the meeting is moved or called off."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from django.db import transaction

from samspil.core import clock
from samspil.delivery.actions import copies_withdraw, message_queue
from samspil.dialogue.inviting import queries
from samspil.dialogue.inviting.actions.invitations import answer_link
from samspil.dialogue.inviting.mails import CHANGED, EVE, INVITE, REMIND, ChangeMail
from samspil.dialogue.inviting.models import Invitation
from samspil.dialogue.meetings import calendar
from samspil.dialogue.meetings.queries import change_since
from samspil.dialogue.meetings.rules import is_of_class
from samspil.people.addresses.mails import addressed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from samspil.delivery.parcels import Attachment
    from samspil.dialogue.inviting.mails import Notice
    from samspil.dialogue.meetings.models import Meeting
    from samspil.people.persons.models import User


# What says when and where, or asks for an answer.
_BEFORE = (INVITE, REMIND, EVE)
_BEFORE_OFF = (*_BEFORE, CHANGED)


@transaction.atomic
def change_mails_send(*, meeting: Meeting, by: User, now: datetime) -> int:
    """One mail to each person who was written to, with the calendar entry as it is now. Answers how many there are.

    Each change is told once: its number is part of what names a copy, so a retry adds nothing. What was written before
    and has not arrived, and would come after this mail, is taken out of the outbox.
    """
    off = meeting.called_off_at is not None
    copies_withdraw(ref=meeting.uuid, kinds=_BEFORE_OFF if off else _BEFORE, untried=off)
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
    mail: Notice,
    meeting: Meeting,
    invitations: Sequence[Invitation],
    number: str,
    by: User | None,
    now: datetime,
) -> int:
    """One copy to each person behind the invitations, with the calendar entry and a link for each role that they answer
    for apart; once for each `number`.
    """
    entries = functools.cache(functools.partial(_entry, meeting, now))
    recipients = []
    for holder, asked in queries.letters(meeting=meeting, invitations=invitations, again=True, now=now).letters:
        links = [(str(one.address.title), answer_link(meeting, one, holder, by=by, now=now)) for one in asked]
        copy = mail.to(language=holder.language, links=links)
        tokens = [token for _title, token in links]
        key = f"{holder.key}:{number}"
        recipients.append(addressed(holder, copy, tokens=tokens, key=key, attachments=[entries(holder.language)]))
    if recipients:
        message_queue(
            kind=kind,
            subject=mail.to(language="da", links=[]).subject,
            text="",
            html="",
            recipients=recipients,
            ref=meeting.uuid,
            closed=is_of_class(meeting),
            now=now,
        )
    return len(recipients)


def _entry(meeting: Meeting, now: datetime, language: str) -> Attachment:
    return calendar.attached(meeting, language=language, now=now)
