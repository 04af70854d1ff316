# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The list of who comes, and the wishes about who sits where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samspil.core import audit
from samspil.core.errors import Refused
from samspil.dialogue.inviting.models import Invitation
from samspil.dialogue.inviting.queries import holding, placed
from samspil.dialogue.meetings.models import Meeting, MeetingTable
from samspil.dialogue.planning.actions.printing import packs_drop_old
from samspil.dialogue.seating.enums import GuestKind, WishKind
from samspil.dialogue.seating.guest_lines import GuestLine, spoken
from samspil.dialogue.seating.models import Guest, SeatingWish
from samspil.people.addresses.enums import AddressKind

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samspil.people.persons.models import Person, User

MOST_GUESTS = 600
# How long after the meeting the names are kept: long enough to thank people and to plan the next one.
KEEP = timedelta(days=60)
KINDS = {AddressKind.COMMITTEE: GuestKind.COMMITTEE, AddressKind.OFFICERS: GuestKind.OFFICER}


@dataclass(frozen=True, slots=True)
class Filled:
    added: int = 0
    named: int = 0
    known: int = 0
    removed: int = 0


@transaction.atomic
def guests_fill(*, meeting: Meeting, by: User, now: datetime) -> Filled:
    """A place for each person the replies say will come. Names that were written stay; a second press adds nothing.

    Where a reply now says fewer, places without a name go first and without a wish; a named guest stays.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    replied = placed(holding(meeting=meeting)).select_related("reply")
    added = removed = 0
    for invitation in replied.order_by("pk"):
        present = list(Guest.objects.filter(invitation=invitation).order_by("pk"))
        wanted = invitation.reply.people
        if wanted > len(present):
            added += _places_add(meeting, invitation, wanted - len(present), first=not present)
        else:
            removed += _places_remove(present, len(present) - wanted)
    _room(meeting)
    if added or removed:
        audit.record(by=by, at=now, action="guests.fill", obj=meeting, changes={"guests": (removed, added)})
    return Filled(added=added, removed=removed)


def _places_add(meeting: Meeting, invitation: Invitation, count: int, *, first: bool) -> int:
    """Named »Åskolen 1«, »Åskolen 2« … until somebody writes who they are.

    A language that the reply names stands at the first of them: somebody there speaks it, and an officer knows who.
    """
    if invitation.person is not None:
        return _own_places_add(meeting, invitation, invitation.person, count, first=first)
    group = invitation.address.owner_name[:100]
    kind = KINDS.get(AddressKind(invitation.address.kind), GuestKind.GUEST)
    names = _free_names(group, meeting.guests.filter(group=group))
    places = [
        Guest(name=next(names), unnamed=True, group=group, kind=kind, takes_notes=kind != GuestKind.GUEST)
        for _place in range(count)
    ]
    return _places_keep(meeting, invitation, places, first=first)


def _own_places_add(meeting: Meeting, invitation: Invitation, person: Person, count: int, *, first: bool) -> int:
    """A guardian's own place bears their name, but for one that is protected: the plan hangs at the door."""
    named = first and not person.name_protected
    others = _free_names(_("Forælder"), meeting.guests.filter(group=""))
    places = [
        Guest(name=person.name[:120] if named and place == 0 else next(others), unnamed=not (named and place == 0))
        for place in range(count)
    ]
    return _places_keep(meeting, invitation, places, first=first)


def _free_names(stem: str, beside: QuerySet[Guest]) -> Iterator[str]:
    """»Åskolen 1«, »Åskolen 2« … as far as nobody there is called so."""
    taken = set(beside.values_list("name", flat=True))
    return (name for number in range(1, MOST_GUESTS) if (name := f"{stem} {number}") not in taken)


def _places_keep(meeting: Meeting, invitation: Invitation, places: Sequence[Guest], *, first: bool) -> int:
    heard = spoken(invitation.reply.languages)
    for guest in places:
        guest.meeting, guest.invitation = meeting, invitation
    if first and heard.codes:
        places[0].languages, places[0].needs_help = list(heard.codes), not heard.danish
    Guest.objects.bulk_create(places)
    return len(places)


def _places_remove(present: Sequence[Guest], count: int) -> int:
    wished = set(SeatingWish.objects.filter(one__in=present).values_list("one_id", flat=True)) | set(
        SeatingWish.objects.filter(other__in=present).values_list("other_id", flat=True)
    )
    free = [guest for guest in present if guest.unnamed and guest.pk not in wished]
    gone = free[len(free) - min(count, len(free)) :]
    Guest.objects.filter(pk__in=[guest.pk for guest in gone]).delete()
    return len(gone)


@transaction.atomic
def guests_add(*, meeting: Meeting, lines: Sequence[GuestLine], by: User, now: datetime) -> Filled:
    """Put a pasted list on. A name in a group with an unnamed place takes that place; who is there already stays."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    guests = list(meeting.guests.order_by("pk"))
    there = {(guest.name.casefold(), guest.group.casefold()) for guest in guests}
    free: dict[str, list[Guest]] = {}
    for guest in guests:
        if guest.unnamed:
            free.setdefault(guest.group.casefold(), []).append(guest)
    added = named = known = 0
    for line in lines:
        if (line.name.casefold(), line.group.casefold()) in there:
            known += 1
            continue
        there.add((line.name.casefold(), line.group.casefold()))
        places = free.get(line.group.casefold(), []) if line.group else []
        guest = places.pop(0) if places else _new(meeting, line.group)
        named, added = named + bool(guest.pk), added + (not guest.pk)
        _write(guest, line)
    _room(meeting)
    if added or named:
        audit.record(by=by, at=now, action="guests.add", obj=meeting, changes={"guests": (named, added)})
    return Filled(added=added, named=named, known=known)


def _new(meeting: Meeting, group: str) -> Guest:
    low = group.casefold()
    kind = GuestKind.GUEST
    if "udvalg" in low:
        kind = GuestKind.COMMITTEE
    elif "forvaltning" in low:
        kind = GuestKind.OFFICER
    return Guest(meeting=meeting, group=group, kind=kind, takes_notes=kind != GuestKind.GUEST)


def _write(guest: Guest, line: GuestLine) -> None:
    guest.name, guest.unnamed = line.name, False
    guest.takes_notes = guest.takes_notes or line.takes_notes
    if line.languages:
        guest.languages, guest.needs_help = list(line.languages), line.needs_help
    guest.save()


def _room(meeting: Meeting) -> None:
    if meeting.guests.count() > MOST_GUESTS:
        raise Refused(
            _("Der er plads til %(most)s på listen. Den sidste liste er ikke lagt ind.") % {"most": MOST_GUESTS},
            code="guests-many",
        )


# What a line of the list may change.
FIELDS = frozenset({"name", "languages", "needs_help", "takes_notes", "absent"})


@transaction.atomic
def guests_save(
    *, meeting: Meeting, values: Iterable[tuple[Guest, Mapping[str, object]]], by: User, now: datetime
) -> int:
    """Save what was changed in lines of the list; answers how many lines changed. What a line does not name stays as
    others have made it meanwhile. A note-taker's new name goes to their table's sign too.
    """
    wanted = {guest.pk: new for guest, new in values}
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    changed = sum(
        _line_save(guest, wanted[guest.pk])
        for guest in Guest.objects.select_for_update().filter(meeting=meeting, pk__in=wanted).order_by("pk")
    )
    if changed:
        audit.record(by=by, at=now, action="guests.save", obj=meeting, changes={"guests": (None, changed)})
    return changed


def _line_save(guest: Guest, new: Mapping[str, object]) -> bool:
    unknown = new.keys() - FIELDS
    if unknown:
        raise KeyError(*unknown)
    differ = {name: value for name, value in new.items() if getattr(guest, name) != value}
    if "name" in differ:
        _sign(guest, str(differ["name"]))
        differ["unnamed"] = False
    for name, value in differ.items():
        setattr(guest, name, value)
    if differ:
        guest.save(update_fields=[*differ])
    return bool(differ)


def _sign(guest: Guest, name: str) -> None:
    """Another name where this guest stands as their table's note-taker."""
    if guest.table_id is not None:
        MeetingTable.objects.filter(pk=guest.table_id, note_taker=guest.name).update(note_taker=name)


@transaction.atomic
def guest_absent_set(*, guest: Guest, absent: bool, by: User, now: datetime) -> None:
    """Somebody stayed at home, or came after all. The seats stay until the plan is adapted."""
    if guest.absent != absent:
        guest.absent = absent
        guest.save(update_fields=["absent"])
        audit.record(by=by, at=now, action="guest.absent", obj=guest, changes={"absent": (not absent, absent)})


@transaction.atomic
def guests_remove(*, meeting: Meeting, guests: Sequence[Guest], by: User | None, now: datetime) -> int:
    """Take people off the list and off the table signs, with the wishes about them."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    pks = [guest.pk for guest in guests]
    for guest in guests:
        _sign(guest, "")
    packs_drop_old()
    Guest.objects.filter(meeting=meeting, pk__in=pks).delete()
    audit.record(by=by, at=now, action="guests.remove", obj=meeting, changes={"guests": (len(pks), 0)})
    return len(pks)


def guests_forget(*, now: datetime) -> int:
    """Empty the lists of meetings that were over `KEEP` ago. Answers how many lists."""
    over = Meeting.objects.filter(ends_at__lt=now - KEEP, guests__isnull=False).distinct()
    meetings = list(over.order_by("pk"))
    for meeting in meetings:
        guests_clear(meeting=meeting, by=None, now=now)
    return len(meetings)


@transaction.atomic
def guests_clear(*, meeting: Meeting, by: User | None, now: datetime) -> int:
    """Take everybody off, with the wishes and the plans."""
    guests = list(meeting.guests.order_by("pk"))
    meeting.seating_plans.all().delete()
    return guests_remove(meeting=meeting, guests=guests, by=by, now=now)


@transaction.atomic
def wish_add(
    *,
    meeting: Meeting,
    kind: WishKind,
    one: Guest,
    by: User,
    now: datetime,
    other: Guest | None = None,
    table: MeetingTable | None = None,
) -> SeatingWish:
    """Two together, two apart, or one at a table. The same wish again is one wish; a new table replaces the old one."""
    if kind == WishKind.FIXED:
        if table is None:
            raise Refused(_("Vælg et bord. Ønsket er ikke gemt endnu."), code="wish-table")
        wish, _new_one = SeatingWish.objects.update_or_create(
            meeting=meeting, kind=kind, one=one, defaults={"table": table}
        )
    else:
        if other is None:
            raise Refused(_("Vælg den anden person. Ønsket er ikke gemt endnu."), code="wish-other")
        if other.pk == one.pk:
            raise Refused(_("Vælg to forskellige personer. Ønsket er ikke gemt endnu."), code="wish-self")
        first, second = sorted((one, other), key=lambda guest: guest.pk)
        wish, _new_one = SeatingWish.objects.get_or_create(meeting=meeting, kind=kind, one=first, other=second)
    audit.record(by=by, at=now, action="seating.wish", obj=wish, changes={"kind": (None, str(kind))})
    return wish


@transaction.atomic
def wish_remove(*, wish: SeatingWish, by: User, now: datetime) -> None:
    audit.record(by=by, at=now, action="seating.unwish", obj=wish, changes={"kind": (wish.kind, None)})
    wish.delete()


@transaction.atomic
def table_seats_set(*, meeting: Meeting, seats: int, by: User, now: datetime) -> None:
    """How many there is room for at each table."""
    if seats != meeting.table_seats:
        audit.record(
            by=by, at=now, action="tables.seats", obj=meeting, changes={"table_seats": (meeting.table_seats, seats)}
        )
        meeting.table_seats = seats
        meeting.save(update_fields=["table_seats"])
