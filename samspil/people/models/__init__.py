# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who there is, where they belong and what they may do."""

from samspil.people.models.boards import Board, BoardSeat, Committee, CommitteeSeat
from samspil.people.models.imports import ImportRun
from samspil.people.models.links import AccessLink
from samspil.people.models.person import Employment, Enrolment, Guardianship, Person
from samspil.people.models.places import Municipality, School, SchoolClass, SchoolYear
from samspil.people.models.roles import Role, RoleAddress
from samspil.people.models.user import User, UserManager

__all__ = [
    "AccessLink",
    "Board",
    "BoardSeat",
    "Committee",
    "CommitteeSeat",
    "Employment",
    "Enrolment",
    "Guardianship",
    "ImportRun",
    "Municipality",
    "Person",
    "Role",
    "RoleAddress",
    "School",
    "SchoolClass",
    "SchoolYear",
    "User",
    "UserManager",
]
