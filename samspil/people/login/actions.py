# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Accounts that the rolls open: whom they know can log in without an officer having to do anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from samspil.core import audit, clock
from samspil.people.login.queries import persons_on_rolls
from samspil.people.persons.actions import account_open
from samspil.people.persons.queries.persons import persons_by_email

if TYPE_CHECKING:
    from datetime import datetime

    from samspil.people.persons.models import User


@transaction.atomic
def accounts_open_by_rolls(*, email: str, now: datetime) -> list[User]:
    """An account for each person at the address whom the rolls know today, and who never had one.

    A closed account stays closed. Called only after a right code, so that nobody else can see it in the time it takes.
    """
    # Two who log in at once open one account.
    list(persons_by_email(email).select_for_update())
    return [
        account_open(person=person, by=None, now=now) for person in persons_on_rolls(email=email, day=clock.today(now))
    ]


@transaction.atomic
def account_choose(*, user: User, now: datetime) -> None:
    """Keeps who was chosen at a shared address; "by" nobody, for a second factor may still be asked for."""
    audit.record(by=None, at=now, action="account_choose", obj=user)
