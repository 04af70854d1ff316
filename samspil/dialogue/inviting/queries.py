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
from samspil.people.addresses.queries import address_place, role_addresses_for_invitation

if TYPE_CHECKING:
    from samspil.people.addresses.models import RoleAddress
    from samspil.people.links.models import AccessLink


@dataclass(frozen=True, slots=True)
class Invited:
    invitation: Invitation
    title: str
    reply: InvitationReply | None


@dataclass(frozen=True, slots=True)
class Answers:
    rows: tuple[Invited, ...]

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
    return Answers(tuple(Invited(row, str(row.address.title), getattr(row, "reply", None)) for row in rows))


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
    came = asked.filter(reply__coming=True)
    found = came if came.exists() else asked.exclude(reply__coming=False)
    return [invitation.address for invitation in found.order_by("pk")]
