# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who may read what a meeting sends out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.dialogue.inviting.models import Invitation
from samspil.dialogue.meetings.access import held_by
from samspil.dialogue.meetings.models import Meeting
from samspil.people.addresses.enums import AddressKind
from samspil.people.roles import definitions as roles

if TYPE_CHECKING:
    from collections.abc import Collection

    from samspil.people.addresses.models import RoleAddress
    from samspil.people.roles.held import HeldRoles


def may_read(*, held: HeldRoles, meeting: Meeting) -> bool:
    """Who holds the meeting, and whoever holds a role that was invited."""
    return meeting.pk in may_read_of(held=held, meetings=[meeting.pk])


def may_read_of(*, held: HeldRoles, meetings: Collection[int]) -> frozenset[int]:
    """Which of these meetings, by their keys, they may read; one question for all."""
    mine = Meeting.objects.filter(held_by(held), pk__in=meetings).values_list("pk", flat=True)
    if len(known := frozenset(mine)) == len(set(meetings)):
        return known
    invited = Invitation.objects.filter(meeting__in=meetings, meeting__invited_at__isnull=False)
    rows = invited.select_related("address").order_by("pk")
    return known | {row.meeting_id for row in rows if holds(held, row.address)}


def holds(held: HeldRoles, address: RoleAddress) -> bool:
    """Whether one of the roles is the address's own."""
    wanted: dict[str, tuple[str, int | None]] = {
        AddressKind.WHOLE_BOARD: (roles.BoardMember.code, address.board_id),
        AddressKind.BOARD_CHAIR: (roles.BoardChair.code, address.board_id),
        AddressKind.SCHOOL_LEADERSHIP: (roles.SchoolLeader.code, address.school_id),
        AddressKind.COMMITTEE: (roles.CommitteeMember.code, address.committee_id),
        AddressKind.OFFICERS: (roles.Officer.code, address.municipality_id),
        AddressKind.CLASS_GUARDIANS: (roles.Guardian.code, address.school_class_id),
    }
    code, scope = wanted[address.kind]
    return any(role.code == code and role.scope_id == scope for role in held)
