# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""An account that the rolls open: who sits on a board can log in without an officer having to do anything."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from samspil.core import clock
from samspil.people.persons.actions import account_open
from samspil.people.persons.models import User
from samspil.people.persons.queries.persons import persons_by_email
from samspil.people.roles.queries.held import roles_of_person

if TYPE_CHECKING:
    from samspil.people.persons.models import Person

# Elected: known by the address that the municipality has them by, and asked to take part from their first day.
BY_THE_ROLLS = frozenset({"board_chair", "board_member", "committee_member"})


def account_open_by_rolls(*, email: str, now: datetime) -> User | None:
    """The account that was opened, if there is one person with this address who sits on a board or committee today.

    None when there is an account already (a closed one stays closed), when nobody or several share the address, and
    when the person has no such seat. Whoever asks then sees the same page, so nothing is told.
    """
    known = User.objects.filter(email__iexact=email.strip()).exists()
    # Looked for in any case: whether there is an account must not show in the time that the answer takes.
    people = list(persons_by_email(email))
    if known:
        return None
    seated = [person for person in people if _is_seated(person, now)]
    if len(seated) != 1 or User.objects.filter(person=seated[0]).exists():
        return None
    return account_open(person=seated[0], by=None, now=now)


def _is_seated(person: Person, now: datetime) -> bool:
    held = roles_of_person(person_id=person.pk, day=clock.today(now))
    return any(role.code in BY_THE_ROLLS for role in held)
