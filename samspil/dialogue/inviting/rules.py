# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who may read what a meeting sends out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

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
    invited = Invitation.objects.filter(held_address(held), meeting__in=meetings, meeting__invited_at__isnull=False)
    return known | frozenset(invited.order_by().values_list("meeting_id", flat=True).distinct())


# Whose an address is: the role, and the owner for which it is held.
_HELD_BY: dict[str, tuple[str, str]] = {
    AddressKind.WHOLE_BOARD: (roles.BoardMember.code, "board_id"),
    AddressKind.BOARD_CHAIR: (roles.BoardChair.code, "board_id"),
    AddressKind.SCHOOL_LEADERSHIP: (roles.SchoolLeader.code, "school_id"),
    AddressKind.COMMITTEE: (roles.CommitteeMember.code, "committee_id"),
    AddressKind.OFFICERS: (roles.Officer.code, "municipality_id"),
    AddressKind.CLASS_GUARDIANS: (roles.Guardian.code, "school_class_id"),
}


def holds(held: HeldRoles, address: RoleAddress) -> bool:
    """Whether one of the roles is the address's own."""
    code, owner = _HELD_BY[address.kind]
    return any(role.code == code and role.scope_id == getattr(address, owner) for role in held)


def held_address(held: HeldRoles) -> Q:
    """The same of rows with an address, asked of the database: a meeting has two hundred."""
    asked = Q(pk__in=[])
    for kind, (code, owner) in _HELD_BY.items():
        if owners := {role.scope_id for role in held if role.code == code and role.scope_id is not None}:
            asked |= Q(address__kind=kind, **{f"address__{owner}__in": owners})
    return asked
