# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who is invited to a meeting and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from samspil.core import clock
from samspil.dialogue.inviting.models import Invitation, InvitationReply
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.meetings.queries import change_since
from samspil.dialogue.meetings.words import Moved, moved
from samspil.people.addresses.mails import holders_once
from samspil.people.addresses.queries import address_place, role_addresses_for_invitation

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from samspil.people.addresses.models import RoleAddress
    from samspil.people.links.models import AccessLink


@dataclass(frozen=True, slots=True)
class Invited:
    """`reply` is the answer to the meeting as it is; `old` one that was given before day, time or place was changed."""

    invitation: Invitation
    title: str
    reply: InvitationReply | None
    old: InvitationReply | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    rows: tuple[Invited, ...]

    @property
    def to_the_old_day(self) -> int:
        return sum(1 for row in self.rows if row.old)

    @property
    def invited(self) -> int:
        return len(self.rows)

    @property
    def waiting_to_be_sent(self) -> int:
        return sum(1 for row in self.rows if row.invitation.invited_at is None)

    @property
    def answered(self) -> int:
        return sum(1 for row in self.rows if row.reply)

    @property
    def silent(self) -> int:
        return sum(1 for row in self.rows if row.invitation.invited_at and not row.reply)

    @property
    def people(self) -> int:
        return sum(row.reply.people for row in self.rows if row.reply)


def answers(*, meeting: Meeting) -> Answers:
    """The invited role addresses, in the order of the address book, each with its answer."""
    found = meeting.invitations.select_related(
        "address__board__school", "address__school", "address__committee", "address__municipality", "reply"
    ).order_by("pk")
    rows = sorted(found, key=lambda row: address_place(row.address))
    return Answers(tuple(_invited(row, meeting) for row in rows))


def _invited(row: Invitation, meeting: Meeting) -> Invited:
    reply = getattr(row, "reply", None)
    holds = reply is None or reply.sequence == meeting.sequence
    return Invited(row, str(row.address.title), reply if holds else None, None if holds else reply)


def written_to(*, meeting: Meeting) -> list[Invitation]:
    """The invitations that were sent."""
    sent = meeting.invitations.filter(invited_at__isnull=False).select_related("address__board__school")
    return list(sent.order_by("pk"))


def people_written_to(*, meeting: Meeting, now: datetime) -> int:
    """How many persons and mailboxes stand behind them today."""
    return len(holders_once([invitation.address for invitation in written_to(meeting=meeting)], now=now))


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader is told of a meeting that was changed after they were written to, or after they answered."""

    lines: tuple[Moved, ...]
    answer_is_old: bool


def told_change(*, invitation: Invitation) -> Told | None:
    """None where nothing has changed for this reader."""
    meeting, reply = invitation.meeting, getattr(invitation, "reply", None)
    changes = meeting.changes.order_by("sequence")
    if reply is not None and reply.sequence < meeting.sequence:
        before = change_since(meeting=meeting, sequence=reply.sequence)
    else:
        before = changes.filter(changed_at__gt=invitation.invited_at or meeting.updated_at).first()
    if before is None:
        return None
    return Told(moved(before, meeting), answer_is_old=reply is not None and reply.sequence < meeting.sequence)


def holding(*, meeting: Meeting) -> QuerySet[Invitation]:
    """The invitations with an answer to the meeting as it is. One to another day or place waits to be confirmed."""
    return meeting.invitations.filter(reply__sequence=meeting.sequence)


@dataclass(frozen=True, slots=True)
class Choice:
    """The addresses of one kind that are not invited yet."""

    kind: str
    title: str
    addresses: tuple[RoleAddress, ...]


def choices(*, meeting: Meeting, answers: Answers) -> list[Choice]:
    """Who else can be invited, by kind."""
    invited = {row.invitation.address_id for row in answers.rows}
    free = [address for address in addresses(meeting=meeting) if address.pk not in invited]
    kinds = groupby(free, key=lambda address: (address.kind, str(address.get_kind_display())))
    return [Choice(kind, title, tuple(found)) for (kind, title), found in kinds]


def addresses(*, meeting: Meeting) -> list[RoleAddress]:
    """Everyone who can be invited on the day of the meeting."""
    return role_addresses_for_invitation(day=clock.today(meeting.starts_at))


def invitation_by_link(*, link: AccessLink) -> Invitation:
    """The invitation a personal link opens."""
    return Invitation.objects.select_related("meeting", "address__board__school", "reply").get(
        uuid=UUID(str(link.scope["invitation"]))
    )


def raised_by(*, meeting: Meeting) -> list[RoleAddress]:
    """The boards that raised the points: those that said they would come. Which of them said what is never worked out.

    Where no invitation was answered with a yes, those that were invited and did not say no.
    """
    asked = Invitation.objects.filter(meeting=meeting, invited_at__isnull=False).select_related(
        "address__board__school", "address__school", "address__committee", "address__municipality"
    )
    came = asked.filter(reply__coming=True, reply__sequence=meeting.sequence)
    refused = holding(meeting=meeting).filter(reply__coming=False)
    found = came if came.exists() else asked.exclude(pk__in=refused)
    return [invitation.address for invitation in found.order_by("pk")]
