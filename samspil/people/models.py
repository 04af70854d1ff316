# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Every model of the feature, for Django and for who stands above it; each lives in its slice."""

from samspil.people.addresses.models import RoleAddress
from samspil.people.importing.models import ImportRun
from samspil.people.links.models import AccessLink
from samspil.people.persons.models import Employment, Enrolment, Guardianship, Person, User, UserManager
from samspil.people.places.models import Municipality, School, SchoolClass, SchoolYear
from samspil.people.roles.models import Board, BoardSeat, Committee, CommitteeSeat, Role

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
