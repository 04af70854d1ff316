# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Role-based addresses: who stands behind them on a day."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from samspil.people.addresses.enums import AddressKind
from samspil.people.addresses.models import RoleAddress
from samspil.people.persons.enums import StaffRole
from samspil.people.persons.models import Employment, Person
from samspil.people.places.periods import on
from samspil.people.roles import definitions as roles
from samspil.people.roles.models import BoardSeat, CommitteeSeat, Role


class RoleRecipient(NamedTuple):
    """Somebody a mail to a role goes to. `key` is the same as long as it is the same person or mailbox.

    `person_pk` is None for a mailbox.
    """

    name: str
    email: str
    language: str
    key: str
    person_pk: int | None = None

    @property
    def person(self) -> UUID | None:
        """Whom the key names; None for a mailbox."""
        kind, _colon, value = self.key.partition(":")
        return UUID(value) if kind == "person" else None


def role_addresses_for_invitation(*, day: dt.date) -> list[RoleAddress]:
    """The addresses of what exists on that day: boards in the order of their schools, leaderships, committees."""
    rows = RoleAddress.objects.filter(
        Q(board__isnull=True) | on(day, "board__") & on(day, "board__school__"),
        Q(school__isnull=True) | on(day, "school__"),
        Q(committee__isnull=True) | on(day, "committee__"),
    ).select_related("board__school", "school", "committee", "municipality")
    return sorted(rows.only(*_NAMED), key=address_place)


def address_place(address: RoleAddress) -> tuple[int, str, int]:
    """Where an address stands among others: by its kind, and by its school in Danish order."""
    school = address.board.school if address.board else address.school
    return _PLACES[address.kind], school.sort_key if school else "", address.pk


def recipients_of(role_address: RoleAddress, on: dt.date) -> list[RoleRecipient]:
    """Who a mail to this role reaches on that day: the fixed mailbox if there is one, else the present holders.

    Holders without an e-mail address are left out (`holders_without_email` names them); one address gets one mail.
    """
    return recipients_by_address([role_address], on)[role_address.pk]


def recipients_by_address(addresses: Collection[RoleAddress], on: dt.date) -> dict[int, list[RoleRecipient]]:
    """The same for many addresses, by their `pk`, in at most one query for each kind of role."""
    holders = holders_by_address([address for address in addresses if not address.mailbox], on)
    return {address.pk: _recipients(address, holders.get(address.pk, [])) for address in addresses}


def _recipients(address: RoleAddress, holders: Iterable[Person]) -> list[RoleRecipient]:
    if address.mailbox:
        return [RoleRecipient(address.title, address.mailbox, "da", f"address:{address.uuid}")]
    seen: dict[str, RoleRecipient] = {}
    for person in holders:
        if person.email_digest:
            key = f"person:{person.uuid}"
            recipient = RoleRecipient(person.name, str(person.email), person.written_to_in, key, person.pk)
            seen.setdefault(person.email_digest, recipient)
    return list(seen.values())


def holders_without_email(role_address: RoleAddress, on: dt.date) -> list[Person]:
    """The present holders that no mail can reach; empty where a fixed mailbox takes the mail."""
    if role_address.mailbox:
        return []
    return [person for person in holders_of(role_address, on) if not person.email_digest]


def holders_of(role_address: RoleAddress, day: dt.date) -> list[Person]:
    """The persons behind the role on that day, each once, in Danish order."""
    return holders_by_address([role_address], day)[role_address.pk]


def holders_by_address(addresses: Collection[RoleAddress], day: dt.date) -> dict[int, list[Person]]:
    """The same for many addresses, by their `pk`, in at most one query for each kind of role."""
    found: dict[int, list[Person]] = {address.pk: [] for address in addresses}
    for rows, owner, asked in _rows_of_roles(addresses, day):
        for row in rows.select_related("person").order_by("person__sort_key", "person__pk", "pk"):
            people = found[asked[getattr(row, owner)]]
            # Who leads a school as well as being in its management stands in two rows, one after the other.
            if not people or people[-1].pk != row.person_id:
                people.append(row.person)
    return found


def holds(*, person_id: int, address: RoleAddress, day: dt.date) -> bool:
    """Whether the person stands behind the role on that day."""
    return any(rows.filter(person_id=person_id).exists() for rows, _owner, _asked in _rows_of_roles([address], day))


def recipient_count(addresses: Collection[RoleAddress], on: dt.date) -> int:
    """How many mails would leave if each address were written to on that day; nobody's address is deciphered for it."""
    return len(recipient_languages(addresses, on))


def recipient_languages(addresses: Collection[RoleAddress], on: dt.date) -> list[str]:
    """Of each of these mails the language its reader has said; "" where nobody knows it, and the mail is in Danish."""
    people: dict[UUID, str] = {}
    for rows, owner, _asked in _rows_of_roles([address for address in addresses if not address.mailbox], on):
        keys = rows.exclude(person__email_digest="").values_list(
            owner, "person__email_digest", "person__uuid", "person__language"
        )
        # As in `recipients_of`: two who share an e-mail address on one board get one mail.
        first: dict[tuple[int, str], tuple[UUID, str]] = {}
        for place, digest, uuid, language in keys.order_by("person__sort_key", "person__pk", "pk"):
            first.setdefault((place, digest), (uuid, language))
        people.update(first.values())
    return [*people.values(), *("da" for address in addresses if address.mailbox)]


def _rows_of_roles(
    addresses: Collection[RoleAddress], day: dt.date
) -> Iterator[tuple[QuerySet[Any], str, Mapping[int | None, int]]]:
    """For each kind of role: the rows that hold on the day, the owner they have, and the address of each owner."""
    for kind, (rows, owner) in _HOLDING.items():
        asked = {getattr(address, owner): address.pk for address in addresses if address.kind == kind}
        if asked:
            held = rows().filter(on(day), **{f"{owner}__in": asked, "person__erased_at__isnull": True})
            # A seat on a board that has ended is no seat. The municipality has no end.
            yield held if owner == "municipality_id" else held.filter(on(day, f"{owner[:-2]}_")), owner, asked


# What a list of addresses is drawn and ordered by; a city's 250 with all columns take three times as long to make.
_NAMED = (
    *("kind", "uuid", "mailbox", "committee__name", "municipality__name"),
    *(f"{school}__{column}" for school in ("school", "board__school") for column in ("name", "sort_key")),
)
_PLACES = {kind.value: place for place, kind in enumerate(AddressKind)}
# Which rows say who stands behind a kind of address, and by which of the address's owners they are found.
_HOLDING: dict[str, tuple[Callable[[], QuerySet[Any]], str]] = {
    AddressKind.WHOLE_BOARD: (lambda: BoardSeat.objects.all(), "board_id"),
    AddressKind.BOARD_CHAIR: (lambda: BoardSeat.objects.filter(is_chair=True), "board_id"),
    AddressKind.COMMITTEE: (lambda: CommitteeSeat.objects.all(), "committee_id"),
    AddressKind.SCHOOL_LEADERSHIP: (
        lambda: Employment.objects.filter(staff_role__in=[StaffRole.LEADER, StaffRole.MANAGEMENT]),
        "school_id",
    ),
    AddressKind.OFFICERS: (lambda: Role.objects.filter(code=roles.Officer.code), "municipality_id"),
}
