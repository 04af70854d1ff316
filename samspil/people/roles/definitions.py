# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The roles, as somebody who does not program reads them. docs/roles.md is this file as a table (a test compares).

A role is held by a row: a seat on a board or committee, an employment, a guardianship, or a row in Role for what
none of those says. `queries.held.roles_of` brings them together, and every question "may they?" is answered from there.
"""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Scope:
    """Where a role counts."""

    MUNICIPALITY = "municipality"
    SCHOOL = "school"
    SCHOOL_CLASS = "school_class"
    BOARD = "board"
    COMMITTEE = "committee"
    MEETING = "meeting"


class Source:
    """Which row says that somebody has the role."""

    ROLE = "Role"
    BOARD_SEAT = "BoardSeat"
    COMMITTEE_SEAT = "CommitteeSeat"
    EMPLOYMENT = "Employment"
    GUARDIANSHIP = "Guardianship"
    ENROLMENT = "Enrolment"


class RoleClass:
    code: ClassVar[str]
    title: ClassVar[Promise]
    description: ClassVar[Promise]
    scope: ClassVar[str]
    source: ClassVar[str]


class Officer(RoleClass):
    code = "officer"
    title = _("Konsulent i forvaltningen")
    description = _(
        "Planlægger dialogmøder, inviterer, sorterer noter og sender brevet. "
        "Holder styr på skoler, bestyrelser og roller."
    )
    scope = Scope.MUNICIPALITY
    source = Source.ROLE


class CommitteeMember(RoleClass):
    code = "committee_member"
    title = _("Medlem af udvalget")
    description = _("Inviteres til kommunens dialogmøder og læser brevene fra dem.")
    scope = Scope.COMMITTEE
    source = Source.COMMITTEE_SEAT


class BoardChair(RoleClass):
    code = "board_chair"
    title = _("Formand for skolebestyrelsen")
    description = _("Får invitationer på bestyrelsens vegne og svarer på dem. Er også medlem af bestyrelsen.")
    scope = Scope.BOARD
    source = Source.BOARD_SEAT


class BoardMember(RoleClass):
    code = "board_member"
    title = _("Medlem af skolebestyrelsen")
    description = _("Ser sin egen bestyrelse, inviteres til dialogmøder og læser brevene fra dem.")
    scope = Scope.BOARD
    source = Source.BOARD_SEAT


class SchoolLeader(RoleClass):
    code = "school_leader"
    title = _("Skoleleder")
    description = _("Leder skolen. Ser skolens bestyrelse og klasser, inviteres til dialogmøder.")
    scope = Scope.SCHOOL
    source = Source.EMPLOYMENT


class Teacher(RoleClass):
    code = "teacher"
    title = _("Lærer")
    description = _("Underviser på skolen. Ser det, der er delt med skolens ansatte.")
    scope = Scope.SCHOOL
    source = Source.EMPLOYMENT


class Pedagogue(RoleClass):
    code = "pedagogue"
    title = _("Pædagog")
    description = _("Arbejder på skolen eller i SFO'en. Ser det samme som lærerne.")
    scope = Scope.SCHOOL
    source = Source.EMPLOYMENT


class Staff(RoleClass):
    code = "staff"
    title = _("Anden medarbejder")
    description = _("Vikar, konsulent eller teknisk og administrativt ansat på skolen. Ser skolens fælles sider.")
    scope = Scope.SCHOOL
    source = Source.EMPLOYMENT


class Guardian(RoleClass):
    code = "guardian"
    title = _("Forælder eller værge")
    description = _("Voksen for en elev. Ser barnets klasse og kan deltage med et personligt link uden at logge ind.")
    scope = Scope.SCHOOL_CLASS
    source = Source.GUARDIANSHIP


class Pupil(RoleClass):
    code = "pupil"
    title = _("Elev")
    description = _("Går i en klasse på skolen.")
    scope = Scope.SCHOOL_CLASS
    source = Source.ENROLMENT


class ClassContact(RoleClass):
    code = "class_contact"
    title = _("Kontaktforælder")
    description = _("Forældrenes kontakt til klassens lærere. Ser sin egen klasse.")
    scope = Scope.SCHOOL_CLASS
    source = Source.ROLE


class ClassTeam(RoleClass):
    """Counts only on the days on which the person works at the class's school, and ends with the school year."""

    code = "class_team"
    title = _("Klassens team")
    description = _(
        "Underviser klassen og har ansvar for den. Ser klassens side. Gælder, så længe man er ansat på skolen."
    )
    scope = Scope.SCHOOL_CLASS
    source = Source.ROLE


class Facilitator(RoleClass):
    code = "facilitator"
    title = _("Mødeleder")
    description = _("Styrer runderne ved ét møde: starter, holder pause og giver mere tid.")
    scope = Scope.MEETING
    source = Source.ROLE


class NoteTaker(RoleClass):
    code = "note_taker"
    title = _("Referent ved et bord")
    description = _("Skriver bordets noter ved ét møde. Bordets kode er nok; der skal ikke logges ind.")
    scope = Scope.MEETING
    source = Source.ROLE


ALL: tuple[type[RoleClass], ...] = (
    Officer,
    CommitteeMember,
    BoardChair,
    BoardMember,
    SchoolLeader,
    Teacher,
    Pedagogue,
    Staff,
    Guardian,
    Pupil,
    ClassContact,
    ClassTeam,
    Facilitator,
    NoteTaker,
)
BY_CODE: dict[str, type[RoleClass]] = {role.code: role for role in ALL}
