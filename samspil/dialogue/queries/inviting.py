# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who is invited to a meeting and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from samspil.core import clock
from samspil.dialogue.models import Invitation, InvitationReply, Meeting
from samspil.people.queries import role_addresses_for_invitation

if TYPE_CHECKING:
    from samspil.people.models import AccessLink, RoleAddress


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
    invitations = {
        invitation.address_id: invitation
        for invitation in meeting.invitations.select_related(
            "address__board__school", "address__school", "address__committee", "address__municipality", "reply"
        ).order_by("pk")
    }
    order = [address.pk for address in role_addresses_for_invitation(day=clock.today(meeting.starts_at))]
    place = {pk: number for number, pk in enumerate(order)}
    rows = [
        Invited(
            invitation,
            str(invitation.address.title),
            getattr(invitation, "reply", None),
        )
        for invitation in sorted(invitations.values(), key=lambda row: (place.get(row.address_id, len(place)), row.pk))
    ]
    return Answers(tuple(rows))


def addresses(*, meeting: Meeting) -> list[RoleAddress]:
    """Everyone who can be invited on the day of the meeting."""
    return role_addresses_for_invitation(day=clock.today(meeting.starts_at))


def invitation_by_link(*, link: AccessLink) -> Invitation:
    """The invitation a personal link opens."""
    return Invitation.objects.select_related("meeting", "address__board__school", "reply").get(
        uuid=UUID(str(link.scope["invitation"]))
    )


def people_coming(*, meeting: Meeting) -> int:
    """How many those who answered said they would be."""
    return sum(InvitationReply.objects.filter(invitation__meeting=meeting).values_list("people", flat=True))
