# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Whom an invitation could go to, and the mails that would leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from samspil.core import clock
from samspil.dialogue.inviting.models import Invitation
from samspil.dialogue.inviting.queries.answers import Answers, answers, class_day, together
from samspil.dialogue.meetings.models import Meeting
from samspil.people.addresses.enums import AddressKind
from samspil.people.addresses.models import RoleAddress
from samspil.people.addresses.queries import (
    RoleRecipient,
    Within,
    address_place,
    holders_by_address,
    recipients_by_address,
    role_addresses_for_invitation,
)
from samspil.people.links.models import AccessLink

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """The addresses of one kind that are not invited yet."""

    kind: str
    title: str
    addresses: tuple[RoleAddress, ...]


def choices(*, meeting: Meeting, answers: Answers, now: datetime) -> list[Choice]:
    """Who else can be invited, by kind. The guardians of a class again, where some came after the others were."""
    invited = {row.invitation.address_id for row in answers.rows if row.invitation.person_id is None}
    asked = {row.invitation.address_id for row in answers.rows} - invited
    free = [
        address
        for address in addresses(meeting=meeting)
        if address.pk not in invited and (address.pk not in asked or newcomers(meeting, address, now))
    ]
    kinds = groupby(free, key=lambda address: (address.kind, address.kind_name))
    return [Choice(kind, title, tuple(found)) for (kind, title), found in kinds]


def addresses(*, meeting: Meeting) -> list[RoleAddress]:
    """Everyone who can be invited on the day of the meeting; to a class's own meeting its guardians and those of its
    school.
    """
    found = role_addresses_for_invitation(day=clock.today(meeting.starts_at))
    if meeting.school_class is None:
        return found
    school = meeting.school_class.school_id
    guardians = RoleAddress.objects.filter(kind=AddressKind.CLASS_GUARDIANS, school_class=meeting.school_class)
    return [
        *guardians.select_related("school_class__school"),
        *(address for address in found if school in {address.school_id, address.board and address.board.school_id}),
    ]


def newcomers(meeting: Meeting, address: RoleAddress, now: datetime) -> list[RoleRecipient]:
    """The guardians of a class whom a mail reaches today, and who have no row of their own yet."""
    known = set(meeting.invitations.filter(address=address).values_list("person_id", flat=True))
    reached = recipients_by_address([address], clock.today(now), Within(enrolled_on=class_day(meeting, now)))
    return [holder for holder in reached[address.pk] if holder.person_pk not in known]


@dataclass(frozen=True, slots=True)
class Letters:
    """Who is to be written to, each person or mailbox once, and for which invitations: one of each party."""

    letters: tuple[tuple[RoleRecipient, tuple[Invitation, ...]], ...]
    # The invitations that are told of with these mails, or were before.
    written: frozenset[int]
    # Those with nobody behind them whom a mail reaches.
    empty: tuple[Invitation, ...]


def letters(*, meeting: Meeting, invitations: Sequence[Invitation], again: bool, now: datetime) -> Letters:
    """The mails that would leave now. Unless it is told `again`, nobody who has a link for a party gets another.

    A guardian's row is theirs alone, and that of their class is for those who have none.
    """
    rows = sorted(invitations, key=lambda row: address_place(row.address))
    addresses = {row.address_id: row.address for row in rows}
    within = Within(enrolled_on=class_day(meeting, now))
    reached = recipients_by_address(addresses.values(), clock.today(now), within)
    known = set() if again else _linked(meeting)
    own = _with_a_row(meeting, rows)
    found: dict[str, tuple[RoleRecipient, dict[int, Invitation]]] = {}
    written, empty = set(), []
    for row in rows:
        holders = [one for one in reached[row.address_id] if row.person_id in {None, one.person_pk}]
        if holders:
            written.add(row.pk)
        else:
            empty.append(row)
        for holder in holders:
            has_own = row.person_id is None and (row.address_id, holder.person_pk) in own
            if not has_own and (holder.person_pk, together(row)) not in known:
                found.setdefault(holder.key, (holder, {}))[1].setdefault(together(row), row)
    return Letters(
        letters=tuple((holder, tuple(asked.values())) for holder, asked in found.values()),
        written=frozenset(written),
        empty=tuple(empty),
    )


def _with_a_row(meeting: Meeting, rows: Sequence[Invitation]) -> set[tuple[int, int | None]]:
    """The guardians with a row of their own, of the classes among these rows."""
    classes = {row.address_id for row in rows if row.person_id is None and row.address.school_class_id}
    if not classes:
        return set()
    own = meeting.invitations.filter(address__in=classes, person__isnull=False)
    return set(own.values_list("address_id", "person_id"))


def letters_planned(*, meeting: Meeting, now: datetime) -> Letters:
    """What `invitations_send` would write now."""
    rows = answers(meeting=meeting).rows
    waiting = [row.invitation for row in rows if row.invitation.invited_at is None]
    return letters(meeting=meeting, invitations=waiting, again=False, now=now)


@dataclass(frozen=True, slots=True)
class Unreached:
    """A role on the list with people whom no mail reaches: all who have it (or nobody has), or `count` of them."""

    address: RoleAddress
    nobody: bool
    count: int


def unreached(*, answers: Answers, now: datetime) -> list[Unreached]:
    """Whom the invitation will not reach, so that an officer can mend it before it is sent; each under one role.

    The guardians of a class are named one by one (`guardians_unreached`).
    """
    waiting = [
        row.invitation.address
        for row in answers.rows
        if row.invitation.invited_at is None and not row.invitation.address.school_class_id
    ]
    holders = holders_by_address([address for address in waiting if not address.mailbox], clock.today(now))
    found, told = [], set[int]()
    for address in waiting:
        if address.mailbox:
            continue
        held = holders[address.pk]
        without = {person.pk for person in held if not person.email_digest}
        if not held or without - told:
            found.append(Unreached(address, len(without) == len(held), len(without - told)))
        told |= without
    return found


def _linked(meeting: Meeting) -> set[tuple[int | None, int]]:
    """Which persons have been invited, and with whom they answer."""
    parties = {
        str(row.uuid): together(row) for row in Invitation.objects.filter(meeting=meeting).select_related("address")
    }
    links = AccessLink.objects.filter(
        purpose="invitation", scope__meeting=str(meeting.uuid), person__isnull=False, revoked_at__isnull=True
    )
    return {
        (person, parties[scope["invitation"]])
        for person, scope in links.values_list("person_id", "scope")
        if scope["invitation"] in parties
    }
