# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What follows from the roles somebody holds. Plain functions of plain values; the rows are found by queries."""

from collections.abc import Collection

from samspil.people.roles import definitions as roles
from samspil.people.roles.held import HeldRoles

_LEADS = {roles.SchoolLeader.code}
_WORKS = {roles.SchoolLeader.code, roles.Teacher.code, roles.Pedagogue.code, roles.Staff.code}


def has_role(held: HeldRoles, *codes: str) -> bool:
    return any(role.code in codes for role in held)


def may_administer(held: HeldRoles) -> bool:
    """Schools, boards, seats, roles and imports: the municipality's officers."""
    return has_role(held, roles.Officer.code)


def may_see_all_schools(held: HeldRoles) -> bool:
    return has_role(held, roles.Officer.code, roles.CommitteeMember.code)


def school_ids(held: HeldRoles) -> frozenset[int]:
    return frozenset(role.school_id for role in held if role.school_id is not None)


def board_ids(held: HeldRoles) -> frozenset[int]:
    return frozenset(role.scope_id for role in held if role.scope == roles.Scope.BOARD and role.scope_id is not None)


def led_school_ids(held: HeldRoles) -> frozenset[int]:
    return frozenset(role.school_id for role in held if role.code in _LEADS and role.school_id is not None)


def may_see_school(held: HeldRoles, school_id: int) -> bool:
    return may_see_all_schools(held) or school_id in school_ids(held)


def may_see_board(held: HeldRoles, board_id: int, school_id: int) -> bool:
    """Its members, the school's leaders, and the municipality. Who sits for others stands on the school's own pages."""
    return may_see_all_schools(held) or board_id in board_ids(held) or school_id in led_school_ids(held)


def may_change_board(held: HeldRoles) -> bool:
    return may_administer(held)


def team_class_ids(held: HeldRoles) -> frozenset[int]:
    return frozenset(role.scope_id for role in held if role.code == roles.ClassTeam.code and role.scope_id is not None)


def guarded_class_ids(held: HeldRoles) -> frozenset[int]:
    """The classes of the pupils they are there for and may be written to about."""
    return frozenset(role.scope_id for role in held if role.code == roles.Guardian.code and role.scope_id is not None)


def may_change_class_team(held: HeldRoles, school_id: int) -> bool:
    return may_administer(held) or school_id in led_school_ids(held)


def may_see_class(held: HeldRoles, class_id: int, school_id: int) -> bool:
    """A class's own page: its team, the school's leaders and the officers."""
    return may_change_class_team(held, school_id) or class_id in team_class_ids(held)


def may_hold_class_meetings(held: HeldRoles, class_id: int, school_id: int) -> bool:
    """Its team and the school's leaders. Not the officers: what parents say there is said to the school."""
    return class_id in team_class_ids(held) or school_id in led_school_ids(held)


def may_see_homes(held: HeldRoles, school_ids: Collection[int]) -> bool:
    """Where the pupils of these schools live, and stating it: the officers, and the leaders of one of them."""
    return may_administer(held) or not led_school_ids(held).isdisjoint(school_ids)


def may_see_protected_names(held: HeldRoles, school_id: int) -> bool:
    """Those who work at the school know whom they meet there; a list anywhere else never shows the name."""
    return any(role.school_id == school_id and role.code in _WORKS for role in held)
