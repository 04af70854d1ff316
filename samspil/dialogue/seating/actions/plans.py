# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A seating plan on its way: asked for, found by the quick rule at once, by the worker exactly, and accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samspil.core import audit
from samspil.core.errors import Refused
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.planning.actions.plan import note_takers_set
from samspil.dialogue.seating.enums import GuestKind, SeatingState
from samspil.dialogue.seating.hooks import plan_waits
from samspil.dialogue.seating.models import Guest, SeatingPlan
from samspil.dialogue.seating.plan_json import content, digest, is_undecided
from samspil.dialogue.seating.queries import latest_plan, request_of, seats_before
from samspil.engines.seating import Impossible, Plan, propose, quick

if TYPE_CHECKING:
    from samspil.people.persons.models import User

# The same list gives the same plan.
SEED = 1
SECONDS = 20


def seating_ask(*, meeting: Meeting, by: User, now: datetime, fresh: bool = False) -> SeatingPlan:
    """Ask for a plan. The quick rule answers at once; unless that is proven best, the worker looks for a better one.

    Unless `fresh`, those who have a seat already are moved as little as possible. A second press while the worker
    looks changes nothing. The meeting's row is not held meanwhile: tables write notes.
    """
    request = request_of(meeting=meeting)
    if not request.people:
        raise Refused(_("Listen er tom. Skriv først, hvem der kommer."), code="seating-nobody")
    if not request.tables:
        raise Refused(_("Mødet har ingen borde. Sæt dem op i planen først."), code="seating-no-tables")
    previous = {} if fresh else seats_before(meeting=meeting)
    latest, asked = latest_plan(meeting=meeting), digest(request)
    if latest and (latest.state, latest.digest, latest.previous) == (SeatingState.WAITING, asked, previous):
        return latest
    found = quick(request, SEED, previous or None)
    with transaction.atomic():
        plan = _put(meeting, found, previous, asked=asked, by=by, now=now)
        audit.record(by=by, at=now, action="seating.ask", obj=plan, changes={"people": (None, len(request.people))})
    return plan


def _put(
    meeting: Meeting, found: Plan | Impossible, previous: dict[str, int], *, asked: str, by: User, now: datetime
) -> SeatingPlan:
    """The newest proposal, in the place of those that nobody accepted. What is not proven best waits for the worker."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    latest = latest_plan(meeting=meeting)
    meeting.seating_plans.filter(accepted_at__isnull=True).delete()
    plan = SeatingPlan.objects.create(
        meeting=meeting,
        number=(latest.number if latest else 0) + 1,
        digest=asked,
        previous=previous,
        asked_at=now,
        asked_by=by,
        content=content(found),
    )
    if isinstance(found, Plan) and found.optimal:
        _finish(plan, SeatingState.READY, now)
    elif isinstance(found, Impossible) and not is_undecided(found):
        _finish(plan, SeatingState.IMPOSSIBLE, now)
    else:
        plan_waits(plan=plan)
    return plan


def _finish(plan: SeatingPlan, state: SeatingState, now: datetime) -> None:
    plan.state, plan.finished_at = state, now
    plan.save(update_fields=["state", "finished_at", "content"])


def seating_work(*, uuid: UUID, now: Callable[[], datetime]) -> bool:
    """The worker's part: look for the best plan, without holding a lock meanwhile. Answers whether it was put in.

    If the list has changed since, the quick plan stands: the page says that it is out of date.
    """
    with transaction.atomic():
        plan = SeatingPlan.objects.select_for_update().filter(uuid=uuid, state=SeatingState.WAITING).first()
        if plan is None:
            return False
        plan.started_at = now()
        plan.save(update_fields=["started_at"])
        request = request_of(meeting=plan.meeting)
    if digest(request) != plan.digest:
        seating_give_up(plan=plan, now=now())
        return False
    found = propose(request, seed=SEED, seconds=SECONDS, previous=plan.previous or None)
    with transaction.atomic():
        plan = SeatingPlan.objects.select_for_update().filter(uuid=uuid, state=SeatingState.WAITING).first()
        if plan is None:
            return False
        plan.content = content(found)
        _finish(plan, SeatingState.IMPOSSIBLE if isinstance(found, Impossible) else SeatingState.READY, now())
    return True


@transaction.atomic
def seating_give_up(*, plan: SeatingPlan, now: datetime) -> None:
    """No better plan will come: the quick one stands, if there is one."""
    waiting = SeatingPlan.objects.select_for_update().filter(pk=plan.pk, state=SeatingState.WAITING).first()
    if waiting is not None:
        _finish(waiting, SeatingState.READY if "seats" in waiting.content else SeatingState.IMPOSSIBLE, now)


@transaction.atomic
def seating_accept(*, plan: SeatingPlan, by: User, now: datetime) -> SeatingPlan:
    """Seat people as the plan says, and write the note-takers at the tables. Twice is as once."""
    meeting = Meeting.objects.select_for_update().get(pk=plan.meeting_id)
    plan = SeatingPlan.objects.select_for_update().get(pk=plan.pk)
    latest = latest_plan(meeting=meeting)
    if plan.accepted_at is not None and latest == plan:
        return plan
    if "seats" not in plan.content:
        raise Refused(_("Der er ikke nogen plan at godkende endnu."), code="seating-no-plan")
    if latest != plan or plan.digest != digest(request_of(meeting=meeting)):
        raise Refused(
            _("Listen eller ønskerne er ændret, siden planen blev lavet. Tilpas planen, og godkend den så."),
            code="seating-stale",
        )
    tables = {table.number: table for table in meeting.tables.order_by("number", "pk")}
    guests = list(meeting.guests.order_by("pk"))
    for guest in guests:
        guest.table = tables.get(plan.content["seats"].get(str(guest.uuid)))
    Guest.objects.bulk_update(guests, ["table"])
    takers = {
        table.number: _taker(table.note_taker, [guest for guest in guests if guest.table_id == table.pk])
        for table in tables.values()
    }
    named = {number: name for number, name in takers.items() if name}
    note_takers_set(meeting=meeting, names=named, by=by, now=now)
    plan.state, plan.accepted_at, plan.finished_at = SeatingState.READY, now, plan.finished_at or now
    plan.save(update_fields=["state", "accepted_at", "finished_at"])
    audit.record(by=by, at=now, action="seating.accept", obj=plan, changes={"seats": (None, len(guests))})
    return plan


def _taker(now: str, guests: list[Guest]) -> str:
    """Whoever is named already, if they sit there; else the committee or the administration before the others."""
    able = [guest for guest in guests if guest.takes_notes]
    if any(guest.name == now for guest in able):
        return now
    able.sort(key=lambda guest: (guest.kind == GuestKind.GUEST, guest.unnamed, guest.pk))
    return able[0].name if able else ""
