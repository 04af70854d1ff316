# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Role-based addresses: who stands behind them on a day."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet

from samspil.people.addresses.enums import AddressKind
from samspil.people.addresses.models import RoleAddress
from samspil.people.persons.enums import StaffRole
from samspil.people.persons.models import Employment, Guardianship, Person
from samspil.people.places.periods import on
from samspil.people.roles import definitions as roles
from samspil.people.roles.models import BoardSeat, CommitteeSeat, Role


class RoleRecipient(NamedTuple):
    """Somebody a mail goes to. `key` is the same as long as it is the same person or mailbox.

    `person_pk` is None for a mailbox. `pupils`: those for whom a guardian is written to, by key.
    """

    name: str
    email: str
    language: str
    key: str
    person_pk: int | None = None
    pupils: tuple[int, ...] = ()

    @property
    def person(self) -> UUID | None:
        """Whom the key names; None for a mailbox."""
        kind, _colon, value = self.key.partition(":")
        return UUID(value) if kind == "person" else None


@dataclasses.dataclass(frozen=True, slots=True)
class Within:
    """Who of those behind addresses is meant: of an address in `only`, by key, these persons alone; and of a class the
    guardians of those who went there on the day `enrolled_on`, where that is another than the day of the mail.
    """

    only: Mapping[int, Collection[int]] = dataclasses.field(default_factory=dict)
    enrolled_on: dt.date | None = None

    def holds(self, address: int, person: int) -> bool:
        return address not in self.only or person in self.only[address]


ANYBODY = Within()


def role_addresses_for_invitation(*, day: dt.date) -> list[RoleAddress]:
    """The addresses of what exists on that day: boards in the order of their schools, leaderships, committees.

    Those of classes are not offered here: a city has 1,600.
    """
    rows = RoleAddress.objects.filter(
        Q(school_class__isnull=True),
        Q(board__isnull=True) | on(day, "board__") & on(day, "board__school__"),
        Q(school__isnull=True) | on(day, "school__"),
        Q(committee__isnull=True) | on(day, "committee__"),
    ).select_related("board__school", "school", "committee", "municipality")
    return sorted(rows.only(*_NAMED), key=address_place)


def address_place(address: RoleAddress) -> tuple[int, str, int]:
    """Where an address stands among others: by its kind, and by its school in Danish order."""
    school = (address.board or address.school_class or address).school
    return _PLACES[address.kind], school.sort_key if school else "", address.pk


def recipients_of(role_address: RoleAddress, on: dt.date) -> list[RoleRecipient]:
    """Who a mail to this role reaches on that day: the fixed mailbox if there is one, else the present holders.

    Holders without an e-mail address are left out (`holders_without_email` names them); one address gets one mail. But
    each guardian of a class gets a mail, also two at one address: their links are their own.
    """
    return recipients_by_address([role_address], on)[role_address.pk]


def recipients_by_address(
    addresses: Collection[RoleAddress], on: dt.date, within: Within = ANYBODY
) -> dict[int, list[RoleRecipient]]:
    """The same for many addresses, by their `pk`, in at most one query for each kind of role."""
    behind = people_behind([address for address in addresses if not address.mailbox], on, within)
    return {address.pk: recipients_behind(address, behind.get(address.pk, [])) for address in addresses}


def recipients_behind(address: RoleAddress, people: Iterable["Behind"]) -> list[RoleRecipient]:
    """Whom of these a mail to the address goes to."""
    if address.mailbox:
        return [RoleRecipient(address.title, address.mailbox, "da", f"address:{address.uuid}")]
    seen: dict[str, RoleRecipient] = {}
    for one in people:
        if one.person.email_digest:
            recipient = person_recipient(one.person, one.pupils)
            seen.setdefault(recipient.key if one.pupils else one.person.email_digest, recipient)
    return list(seen.values())


def person_recipient(person: Person, pupils: Iterable[int] = ()) -> RoleRecipient:
    return RoleRecipient(
        person.name, str(person.email), person.written_to_in, f"person:{person.uuid}", person.pk, tuple(pupils)
    )


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
    behind = people_behind(addresses, day, written_to=False)
    return {pk: [one.person for one in people] for pk, people in behind.items()}


class Reach(NamedTuple):
    """How many mails to an address would leave, and how many of its holders no mail can reach."""

    mails: int
    without_email: int


def reach_by_address(addresses: Collection[RoleAddress], day: dt.date) -> dict[int, Reach]:
    """By the address's `pk`, in at most one query for each kind of role; nobody's e-mail is deciphered for it."""
    behind = people_behind([address for address in addresses if not address.mailbox], day, written_to=False)
    return {address.pk: _reach(behind[address.pk]) if address.pk in behind else Reach(1, 0) for address in addresses}


def _reach(people: Collection["Behind"]) -> Reach:
    # As in `recipients_behind`: two who share an e-mail address get one mail, except guardians.
    known = [one for one in people if one.person.email_digest]
    keys = {one.person.pk if one.pupils else one.person.email_digest for one in known}
    return Reach(len(keys), len(people) - len(known))


@dataclasses.dataclass(frozen=True, slots=True)
class Behind:
    """Somebody behind a role, and where that is being a guardian, of which pupils."""

    person: Person
    pupils: list[int]


def people_behind(
    addresses: Collection[RoleAddress], day: dt.date, within: Within = ANYBODY, *, written_to: bool = True
) -> dict[int, list[Behind]]:
    """The persons behind each address, each once, in Danish order, in at most one query for each kind of role.

    Their e-mail addresses are read, and deciphered, only where they are `written_to`; telephones never.
    """
    found: dict[int, list[Behind]] = {address.pk: [] for address in addresses}
    for rows, holding, asked in _rows_of_roles(addresses, day, within):
        who = holding.person
        ciphered = [f"{who}__phone", *([] if written_to else [f"{who}__email"])]
        for row in rows.select_related(who).defer(*ciphered).order_by(f"{who}__sort_key", f"{who}__pk", "pk"):
            address, person = asked[getattr(row, holding.owner)], getattr(row, who)
            if not within.holds(address, person.pk):
                continue
            people = found[address]
            # Who leads a school as well as being in its management stands in two rows, one after the other.
            if not people or people[-1].person.pk != person.pk:
                people.append(Behind(person, []))
            if isinstance(row, Guardianship):
                people[-1].pupils.append(row.pupil_id)
    return found


def holds(*, person_id: int, address: RoleAddress, day: dt.date) -> bool:
    """Whether the person stands behind the role on that day."""
    return any(
        rows.filter(**{holding.person: person_id}).exists() for rows, holding, _asked in _rows_of_roles([address], day)
    )


def recipient_count(addresses: Collection[RoleAddress], on: dt.date, within: Within = ANYBODY) -> int:
    """How many mails would leave if each address were written to on that day; nobody's address is deciphered for it."""
    return len(recipient_languages(addresses, on, within))


def recipient_languages(addresses: Collection[RoleAddress], on: dt.date, within: Within = ANYBODY) -> list[str]:
    """Of each of these mails the language its reader has said; "" where nobody knows it, and the mail is in Danish."""
    people: dict[int, str] = {}
    for rows, holding, asked in _rows_of_roles([one for one in addresses if not one.mailbox], on, within):
        who = holding.person
        keys = rows.exclude(**{f"{who}__email_digest": ""}).values_list(
            holding.owner, f"{who}__email_digest", f"{who}__pk", f"{who}__language"
        )
        # As in `recipients_of`: two who share an e-mail address on one board get one mail.
        first: dict[tuple[int, object], tuple[int, str]] = {}
        for place, digest, person, language in keys.order_by(f"{who}__sort_key", f"{who}__pk", "pk"):
            if not within.holds(asked[place], person):
                continue
            first.setdefault((place, person if holding.each else digest), (person, language))
        people.update(first.values())
    return [*people.values(), *("da" for address in addresses if address.mailbox)]


def _rows_of_roles(
    addresses: Collection[RoleAddress], day: dt.date, within: Within = ANYBODY
) -> Iterator[tuple[QuerySet[Any], "_Holding", Mapping[int | None, int]]]:
    """For each kind of role: the rows that hold on the day, how they are read, and the address of each owner."""
    for kind, holding in _HOLDING.items():
        asked = {getattr(address, holding.owner): address.pk for address in addresses if address.kind == kind}
        if asked:
            alive = {f"{holding.owner}__in": asked, f"{holding.person}__erased_at__isnull": True}
            went_on = within.enrolled_on or day
            yield holding.rows(went_on if holding.each else day).filter(on(day), **alive), holding, asked


@dataclasses.dataclass(frozen=True, slots=True)
class _Holding:
    """Which rows say on a day who stands behind a kind of address, by which of the address's owners they are found,
    and by which column they name the person. `each`: every person is written to, also at a shared e-mail address, and
    the day is that on which somebody went to the class."""

    rows: Callable[[dt.date], QuerySet[Any]]
    owner: str
    person: str = "person"
    each: bool = False


def _guardians(day: dt.date) -> QuerySet[Any]:
    """Those who may be written to, for each class that the pupil went to on that day."""
    rows = Guardianship.objects.filter(
        on(day, "pupil__enrolments__"), contact_allowed=True, pupil__erased_at__isnull=True
    )
    return rows.annotate(school_class_id=F("pupil__enrolments__school_class_id"))


# What a list of addresses is drawn and ordered by; a city's 250 with all columns take three times as long to make.
_NAMED = (
    *("kind", "uuid", "mailbox", "committee__name", "municipality__name", "school_class"),
    *(f"{school}__{column}" for school in ("school", "board__school") for column in ("name", "sort_key")),
)
_PLACES = {kind.value: place for place, kind in enumerate(AddressKind)}
# A seat on a board that has ended is no seat. The municipality has no end.
_HOLDING: dict[str, _Holding] = {
    AddressKind.WHOLE_BOARD: _Holding(lambda day: BoardSeat.objects.filter(on(day, "board__")), "board_id"),
    AddressKind.BOARD_CHAIR: _Holding(
        lambda day: BoardSeat.objects.filter(on(day, "board__"), is_chair=True), "board_id"
    ),
    AddressKind.COMMITTEE: _Holding(lambda day: CommitteeSeat.objects.filter(on(day, "committee__")), "committee_id"),
    AddressKind.SCHOOL_LEADERSHIP: _Holding(
        lambda day: Employment.objects.filter(
            on(day, "school__"), staff_role__in=[StaffRole.LEADER, StaffRole.MANAGEMENT]
        ),
        "school_id",
    ),
    AddressKind.OFFICERS: _Holding(lambda day: Role.objects.filter(code=roles.Officer.code), "municipality_id"),
    AddressKind.CLASS_GUARDIANS: _Holding(_guardians, "school_class_id", "guardian", each=True),
}
