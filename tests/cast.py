# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The people that tests are about. Everybody has an account, so that only the role decides what they may see."""

import dataclasses
from typing import Any

from samspil.people.models import Board, Committee, Municipality, School, SchoolClass, User
from samspil.people.persons.enums import StaffRole
from samspil.people.tests import factories as make


@dataclasses.dataclass(frozen=True)
class Cast:
    """Ådal Kommune: Åskolen with its board, where everybody belongs, and Bakkeskolen, where the stranger does."""

    municipality: Municipality
    school: School
    other_school: School
    school_class: SchoolClass
    board: Board
    other_board: Board
    committee: Committee
    officer: User  # Lone, consultant in the municipality
    committee_member: User  # Preben
    board_chair: User  # Amina, chair at Åskolen, mother in 3.a
    board_member: User  # Jens, member at Åskolen
    school_leader: User  # Kirsten, leads Åskolen
    teacher: User  # Mads, teaches at Åskolen
    parent: User  # Olena, mother in 3.a at Åskolen
    stranger: User  # Bo, member of the board of Bakkeskolen
    # Other rows that a test has made for this cast, by name.
    made: dict[str, Any] = dataclasses.field(default_factory=dict)

    def user(self, role: str) -> User | None:
        """The user of a role's name in the access matrix, None for "anonymous"."""
        return None if role == "anonymous" else getattr(self, role)


ROLES = (
    "anonymous",
    "parent",
    "board_member",
    "board_chair",
    "officer",
    "committee_member",
    "school_leader",
    "teacher",
    "stranger",
)


def make_cast() -> Cast:
    municipality = make.MunicipalityFactory()
    school = make.SchoolFactory(name="Åskolen", institution_number="101A01")
    other_school = make.SchoolFactory(name="Bakkeskolen", institution_number="101A02")
    school_class = make.SchoolClassFactory(school=school, grade=3, letter="a", name="3.a")
    board = make.BoardFactory(school=school)
    other_board = make.BoardFactory(school=other_school)
    committee = make.CommitteeFactory(municipality=municipality)
    officer = _user("Lone", "Konsulent")
    make.OfficerRoleFactory(person=officer.person, municipality=municipality)
    committee_member = _user("Preben", "Udvalg")
    make.CommitteeSeatFactory(committee=committee, person=committee_member.person)
    board_chair = _user("Amina", "Formand")
    make.BoardSeatFactory(board=board, person=board_chair.person, is_chair=True)
    _child(board_chair, school_class)
    board_member = _user("Jens", "Medlem")
    make.BoardSeatFactory(board=board, person=board_member.person)
    school_leader = _user("Kirsten", "Leder")
    make.EmploymentFactory(person=school_leader.person, school=school, staff_role=StaffRole.LEADER)
    teacher = _user("Mads", "Lærer")
    make.EmploymentFactory(person=teacher.person, school=school)
    parent = _user("Olena", "Forælder", language="uk")
    _child(parent, school_class)
    stranger = _user("Bo", "Fremmed")
    make.BoardSeatFactory(board=other_board, person=stranger.person)
    return Cast(
        municipality=municipality,
        school=school,
        other_school=other_school,
        school_class=school_class,
        board=board,
        other_board=other_board,
        committee=committee,
        officer=officer,
        committee_member=committee_member,
        board_chair=board_chair,
        board_member=board_member,
        school_leader=school_leader,
        teacher=teacher,
        parent=parent,
        stranger=stranger,
    )


def _user(given_name: str, family_name: str, language: str = "da") -> User:
    email = f"{given_name.lower()}@example.org"
    return make.UserFactory(
        person__given_name=given_name, person__family_name=family_name, person__email=email, person__language=language
    )


def _child(user: User, school_class: SchoolClass) -> None:
    pupil = make.PersonFactory(given_name="Barn", email=None)
    make.EnrolmentFactory(pupil=pupil, school_class=school_class)
    make.GuardianshipFactory(guardian=user.person, pupil=pupil)
