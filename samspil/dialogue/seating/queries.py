# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who comes to a meeting, and who sits where: for officers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import Http404

from samspil.core.danish import sort_key
from samspil.dialogue.inviting.queries import holding
from samspil.dialogue.meetings.models import Meeting, MeetingTable
from samspil.dialogue.seating import words
from samspil.dialogue.seating.enums import GuestKind, SeatingState, WishKind
from samspil.dialogue.seating.models import Guest, SeatingPlan, SeatingWish
from samspil.dialogue.seating.plan_json import digest
from samspil.engines.seating import Fixed, Pair, Person, Request, Table

# So many people stand in one form: all of a big meeting's fields at once are more than a form may hold.
A_FORM = 40


def request_of(*, meeting: Meeting) -> Request:
    """What the engine is asked: those who come, the tables and the wishes, by uuid and number."""
    guests = list(meeting.guests.order_by("pk"))
    wishes = list(meeting.seating_wishes.select_related("one", "other", "table").order_by("pk"))
    pairs = {
        kind: tuple(
            Pair(str(wish.one.uuid), str(wish.other.uuid)) for wish in wishes if wish.kind == kind and wish.other
        )
        for kind in (WishKind.TOGETHER, WishKind.APART)
    }
    return Request(
        people=tuple(_person(guest) for guest in guests if not guest.absent),
        tables=tuple(
            Table(number, meeting.table_seats)
            for number in meeting.tables.order_by("number").values_list("number", flat=True)
        ),
        together=tuple(pairs[WishKind.TOGETHER]),
        apart=tuple(pairs[WishKind.APART]),
        fixed=tuple(Fixed(str(wish.one.uuid), wish.table.number) for wish in wishes if wish.table),
    )


def _person(guest: Guest) -> Person:
    own = () if guest.needs_help else ("da",)
    return Person(
        id=str(guest.uuid),
        # Who belongs to no group is mixed with nobody: a group of one.
        group=guest.group.casefold() or f"guest:{guest.uuid}",
        speaks=frozenset((*own, *guest.languages)),
        needs=guest.languages[0] if guest.needs_help else None,
        takes_notes=guest.takes_notes,
    )


def seats_before(*, meeting: Meeting) -> dict[str, int]:
    """Where people sit: in the plan that was accepted, else in the one proposed last."""
    seated = meeting.guests.filter(table__isnull=False).order_by("pk").values_list("uuid", "table__number")
    accepted = {str(uuid): number for uuid, number in seated}
    if accepted:
        return accepted
    latest = latest_plan(meeting=meeting)
    numbers = set(meeting.tables.values_list("number", flat=True))
    seats = latest.content.get("seats", {}) if latest else {}
    return {person: number for person, number in seats.items() if number in numbers}


def latest_plan(*, meeting: Meeting) -> SeatingPlan | None:
    return meeting.seating_plans.order_by("-number", "pk").first()


def plan_of(*, meeting: Meeting, uuid: UUID) -> SeatingPlan:
    found = meeting.seating_plans.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def plans_waiting(*, before: datetime) -> list[SeatingPlan]:
    """Those asked for before that moment which the worker has not finished."""
    found = SeatingPlan.objects.filter(state=SeatingState.WAITING, asked_at__lt=before)
    return list(found.order_by("asked_at", "pk"))


def guest_of(*, meeting: Meeting, uuid: UUID) -> Guest:
    found = meeting.guests.filter(uuid=uuid).select_related("table").first()
    if found is None:
        raise Http404
    return found


def guests_of(*, meeting: Meeting, uuids: Collection[UUID]) -> list[Guest]:
    """Those of them who are on the list still."""
    return list(meeting.guests.filter(uuid__in=uuids).select_related("table").order_by("pk"))


def wish_of(*, meeting: Meeting, uuid: UUID) -> SeatingWish:
    found = meeting.seating_wishes.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Seated:
    """One person at a table, with why in sentences; `moved` is the table they sat at before."""

    guest: Guest
    why: tuple[str, ...]
    moved: int | None


@dataclass(frozen=True, slots=True)
class TableShown:
    number: int
    seated: tuple[Seated, ...]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A proposal in words. `stale`: the list, the tables or the wishes have changed since it was asked for."""

    plan: SeatingPlan
    tables: tuple[TableShown, ...]
    moved: tuple[Seated, ...]
    unmet: tuple[str, ...]
    problems: tuple[str, ...]
    figures: tuple[str, ...]
    bound: str
    stale: bool
    waiting: bool

    @property
    def has_seats(self) -> bool:
        return bool(self.plan.content.get("seats"))


def seating_page(*, meeting: Meeting) -> dict[str, object]:
    """The page of the plan: what is proposed, what is accepted, and whether one can ask."""
    guests = list(meeting.guests.select_related("table").order_by("pk"))
    plan = latest_plan(meeting=meeting)
    coming = [guest for guest in guests if not guest.absent]
    return {
        "meeting": meeting,
        "coming": len(coming),
        "grouped": any(guest.group for guest in coming),
        "absent": sorted((guest for guest in guests if guest.absent), key=lambda guest: sort_key(guest.name)),
        "tables": meeting.tables.count(),
        "shown": _shown(meeting, plan, guests) if plan else None,
        "accepted": any(guest.table for guest in guests),
    }


def _shown(meeting: Meeting, plan: SeatingPlan, guests: Sequence[Guest]) -> PlanShown:
    kept: Mapping[str, Any] = plan.content
    names = {str(guest.uuid): guest.name for guest in guests}
    by_id = {str(guest.uuid): guest for guest in guests}
    seated = {
        person: (number, _seated(by_id[person], kept, names))
        for person, number in kept.get("seats", {}).items()
        if person in by_id and not by_id[person].absent
    }
    placed = sorted(seated.values(), key=lambda one: (one[0], sort_key(one[1].guest.name), one[1].guest.pk))
    tables = tuple(
        TableShown(number, tuple(one for _number, one in found))
        for number, found in groupby(placed, key=lambda one: one[0])
    )
    takers = any(guest.takes_notes and not guest.absent for guest in guests)
    return PlanShown(
        plan=plan,
        tables=tables,
        moved=tuple(one for _number, one in placed if one.moved),
        unmet=tuple(words.unmet(kept.get("unmet", ()), names, takers=takers)),
        problems=tuple(words.contradiction(row, names) for row in kept.get("contradictions", ())),
        figures=tuple(words.figures(kept, grouped=any(guest.group for guest in guests))) if "cost" in kept else (),
        bound=words.bound(kept) if "cost" in kept and plan.state == SeatingState.READY else "",
        stale=plan.digest != digest(request_of(meeting=meeting)),
        waiting=plan.state == SeatingState.WAITING,
    )


def _seated(guest: Guest, kept: Mapping[str, Any], names: Mapping[str, str]) -> Seated:
    rows = kept["reasons"].get(str(guest.uuid), ())
    said = [words.reason(row, names, group=guest.group) for row in rows]
    before = next((row["table"] for row in rows if row["code"] == "moved"), None)
    return Seated(guest, tuple(sentence for sentence in said if sentence), before)


@dataclass(frozen=True, slots=True)
class GuestBlock:
    """Some of the list: one group, or a piece of one that is too long for a form."""

    number: int
    title: str
    guests: tuple[Guest, ...]

    @property
    def unnamed(self) -> int:
        return sum(1 for guest in self.guests if guest.unnamed)


def _blocks(guests: Sequence[Guest]) -> list[GuestBlock]:
    """The list, group by group in Danish order; the committee and the administration first."""
    keys: dict[str, str] = {}
    for guest in guests:
        keys.setdefault(guest.group, sort_key(guest.group))
    blocks: list[GuestBlock] = []
    placed = sorted(
        guests,
        key=lambda guest: (guest.kind == GuestKind.GUEST, keys[guest.group], guest.group.casefold(), guest.pk),
    )
    for _key, found in groupby(placed, key=lambda guest: guest.group.casefold()):
        group = list(found)
        for start in range(0, len(group), A_FORM):
            piece = group[start : start + A_FORM]
            blocks.append(GuestBlock(len(blocks) + 1, group[0].group, tuple(piece)))
    return blocks


def guests_page(*, meeting: Meeting) -> dict[str, object]:
    guests = sorted(meeting.guests.order_by("pk"), key=lambda guest: (sort_key(guest.name), guest.pk))
    wishes = meeting.seating_wishes.select_related("one", "other", "table").order_by("pk")
    return {
        "meeting": meeting,
        "blocks": _blocks(guests),
        "people": guests,
        "total": len(guests),
        "tables": list(meeting.tables.order_by("number", "pk")),
        "wishes": list(wishes),
        "replies": holding(meeting=meeting).filter(reply__coming=True).count(),
    }


@dataclass(frozen=True, slots=True)
class TablePrinted:
    table: MeetingTable
    guests: tuple[Guest, ...]


def note_takers(*, meeting: Meeting) -> tuple[int, int]:
    """At how many tables somebody is to take notes, and how many tables there are."""
    tables = meeting.tables
    return tables.exclude(note_taker="").count(), tables.count()


def seating_print(*, meeting: Meeting) -> dict[str, object]:
    """The accepted plan for the door: by table and by name."""
    guests = list(meeting.guests.filter(table__isnull=False, absent=False).select_related("table").order_by("pk"))
    guests.sort(key=lambda guest: (sort_key(guest.name), guest.pk))
    tables = [
        TablePrinted(table, tuple(guest for guest in guests if guest.table_id == table.pk))
        for table in meeting.tables.order_by("number", "pk")
    ]
    return {"meeting": meeting, "printed": tables, "guests": guests}
