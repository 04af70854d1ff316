# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Which guardians of a class an invitation cannot reach, by name, for those who hold the class's meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samspil.core import clock
from samspil.dialogue.inviting.queries.answers import Answers, class_day
from samspil.people.persons.models import Enrolment, Person
from samspil.people.persons.queries.homes import guardianships_on
from samspil.people.places.periods import on
from samspil.people.roles.queries.shown import shown_name

if TYPE_CHECKING:
    from datetime import datetime

    from samspil.dialogue.meetings.models import Meeting
    from samspil.people.roles.held import HeldRoles


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody, and the children of the class that they are there for."""

    name: str
    pupils: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Those without an e-mail address, those who may not be written to, and the children whose adults nobody has
    written down.
    """

    without_email: tuple[Named, ...] = ()
    no_contact: tuple[Named, ...] = ()
    nobody: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.without_email or self.no_contact or self.nobody)


def guardians_unreached(
    *, meeting: Meeting, answers: Answers, held: HeldRoles, viewer: int | None, now: datetime
) -> Unreachable:
    """Nobody as long as the class is not invited."""
    invited = any(row.invitation.address.school_class_id for row in answers.rows)
    if meeting.school_class is None or not invited:
        return Unreachable()
    school = meeting.school_class.school_id

    def name(person: Person) -> str:
        return shown_name(person=person, held=held, viewer_person_id=viewer, school_id=school)

    enrolled = Enrolment.objects.filter(
        on(class_day(meeting, now)), school_class=meeting.school_class, pupil__erased_at__isnull=True
    )
    rows = enrolled.select_related("pupil").defer("pupil__email", "pupil__phone")
    pupils = {row.pupil_id: row.pupil for row in rows.order_by("pupil__sort_key", "pupil_id")}
    ties = list(guardianships_on(pupils=pupils, day=clock.today(now)).defer("guardian__email", "guardian__phone"))
    adults: dict[int, tuple[Person, list[int], list[bool]]] = {}
    for tie in ties:
        _person, theirs, allowed = adults.setdefault(tie.guardian_id, (tie.guardian, [], []))
        theirs.append(tie.pupil_id)
        allowed.append(tie.contact_allowed)

    def named(*, may_be_written_to: bool) -> tuple[Named, ...]:
        return tuple(
            Named(name(person), tuple(name(pupils[pupil]) for pupil in theirs))
            for person, theirs, allowed in adults.values()
            if any(allowed) == may_be_written_to and not (may_be_written_to and person.email_digest)
        )

    alone = pupils.keys() - {tie.pupil_id for tie in ties}
    return Unreachable(
        without_email=named(may_be_written_to=True),
        no_contact=named(may_be_written_to=False),
        nobody=tuple(name(pupil) for pk, pupil in pupils.items() if pk in alone),
    )
