# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a worker may do to a copy: take it up, hand it over, say how it went; and what happens when it dies.

Each function is one short transaction. A worker writes only while the row is still its own: same worker, same attempt.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from samspil.core import alive
from samspil.delivery.actions.moves import move
from samspil.delivery.actions.progress import announce
from samspil.delivery.enums import Failure, State, Transport
from samspil.delivery.hooks import mail_waits
from samspil.delivery.models import MessageRecipient

# Longer than any stage of a conversation may take (smtp.TIMEOUT), since it is renewed before each mail.
LEASE = dt.timedelta(minutes=5)

# How long to wait after a temporary refusal: about a day and a half in all, as mail servers themselves do.
SCHEDULE = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 480, 720, 720))
# A log-in code is worth nothing after a quarter of an hour.
URGENT_SCHEDULE = tuple(dt.timedelta(seconds=seconds) for seconds in (10, 30, 60, 180, 300))


@dataclass(frozen=True, slots=True)
class Lease:
    """The right of one worker to send one copy, once."""

    recipient: int
    worker: UUID
    attempt: int


@dataclass(frozen=True, slots=True)
class TakenOver:
    again: int
    in_doubt: int


@transaction.atomic
def recipients_lease(*, worker: UUID, now: dt.datetime, limit: int, urgent: bool | None = None) -> list[Lease]:
    """Takes up to `limit` copies that are due, urgent ones first. Two workers never get the same one.

    `urgent` says which of the two kinds; None is both.
    """
    waiting = MessageRecipient.objects.filter(state=State.WAITING, due_at__lte=now)
    if urgent is not None:
        waiting = waiting.filter(urgent=urgent)
    due = (
        waiting.order_by("-urgent", "due_at", "pk")
        .select_for_update(skip_locked=True)
        .values_list("pk", flat=True)[:limit]
    )
    rows = list(due)
    MessageRecipient.objects.filter(pk__in=rows).update(
        state=State.SENDING,
        state_at=now,
        due_at=None,
        attempt=F("attempt") + 1,
        leased_by=worker,
        lease_until=now + LEASE,
        failure="",
    )
    taken = MessageRecipient.objects.filter(pk__in=rows).in_bulk()
    announce(*(row.ref for row in taken.values()))
    return [Lease(recipient=pk, worker=worker, attempt=taken[pk].attempt) for pk in rows]


@transaction.atomic
def lease_renew(*, lease: Lease, now: dt.datetime) -> bool:
    """Whether the copy is still this worker's; if so its time starts again. Called before each mail of a batch."""
    return bool(_own(lease).filter(handing_over_at=None).update(lease_until=now + LEASE))


@transaction.atomic
def recipient_hand_over(*, lease: Lease, now: dt.datetime) -> bool:
    """Notes that the final dot is sent next. When this answers False the dot must not be sent: another has the copy."""
    return bool(
        _own(lease)
        .filter(lease_until__gt=now, handing_over_at=None)
        .update(handing_over_at=now, lease_until=now + LEASE)
    )


@transaction.atomic
def recipient_sent(*, lease: Lease, transport: Transport, reply: str, now: dt.datetime) -> bool:
    """The server took the mail over. True even late: it settles a doubt, and a second sending that has not begun."""
    row = _settled(lease)
    if row is None:
        return False
    move(row, State.SENT, now=now, sent_at=now, transport=transport, server_reply=reply, failure="", retries=0)
    announce(row.ref)
    return True


@transaction.atomic
def recipient_failed(*, lease: Lease, failure: Failure, reply: str, now: dt.datetime) -> bool:
    """The server said no for good."""
    row = _settled(lease)
    if row is None:
        return False
    move(row, State.FAILED, now=now, failure=failure, server_reply=reply, handing_over_at=None)
    announce(row.ref)
    return True


@transaction.atomic
def recipient_retry_later(*, lease: Lease, failure: Failure, reply: str, now: dt.datetime) -> bool:
    """Not this time. Waits its turn in the schedule; has failed when the schedule is used up."""
    row = _settled(lease)
    if row is None:
        return False
    schedule = URGENT_SCHEDULE if row.urgent else SCHEDULE
    said = {"failure": failure, "server_reply": reply, "retries": row.retries + 1}
    if row.retries < len(schedule):
        due = now + schedule[row.retries]
        move(row, State.WAITING, now=now, due_at=due, **said)
        mail_waits(at=due, urgent=row.urgent)
    else:
        move(row, State.FAILED, now=now, handing_over_at=None, **said)
    announce(row.ref)
    return True


@transaction.atomic
def recipient_in_doubt(*, lease: Lease, reply: str, now: dt.datetime) -> bool:
    """The dot was sent and no answer came: nobody can know whether the mail arrived."""
    row = _own(lease).select_for_update().first()
    if row is None:
        return False
    move(row, State.IN_DOUBT, now=now, server_reply=reply)
    announce(row.ref)
    return True


@transaction.atomic
def leases_give_back(*, leases: Iterable[Lease], now: dt.datetime, due: dt.datetime | None = None) -> int:
    """Copies that were taken up and not begun wait again, at once or until `due`, which is no retry."""
    back = [row for lease in leases for row in _own(lease).filter(handing_over_at=None).select_for_update()]
    for row in back:
        move(row, State.WAITING, now=now, due_at=due or now)
    announce(*(row.ref for row in back))
    _call_for(back, at=due)
    return len(back)


@transaction.atomic
def leases_free(*, now: dt.datetime) -> int:
    """Copies of a worker that is surely dead, and that had not sent the dot, wait again at once."""
    begun = MessageRecipient.objects.filter(state=State.SENDING, handing_over_at=None).order_by("pk")
    rows = list(begun.select_for_update(skip_locked=True))
    workers = alive.living(alive.TURNS) if rows else set()
    free = [row for row in rows if row.leased_by and alive.number_of(row.leased_by) not in workers]
    for row in free:
        move(row, State.WAITING, now=now, due_at=now)
    announce(*(row.ref for row in free))
    _call_for(free)
    return len(free)


@transaction.atomic
def leases_take_over(*, now: dt.datetime) -> TakenOver:
    """Copies whose worker died: sent again when the dot cannot have been sent, in doubt when it can."""
    dead = list(
        MessageRecipient.objects.filter(state=State.SENDING, lease_until__lte=now)
        .order_by("pk")
        .select_for_update(skip_locked=True)
    )
    doubtful = [row for row in dead if row.handing_over_at is not None]
    again = [row for row in dead if row.handing_over_at is None]
    for row in again:
        move(row, State.WAITING, now=now, due_at=now)
    for row in doubtful:
        move(row, State.IN_DOUBT, now=now)
    announce(*(row.ref for row in dead))
    _call_for(again)
    return TakenOver(again=len(again), in_doubt=len(doubtful))


def _call_for(rows: list[MessageRecipient], *, at: dt.datetime | None = None) -> None:
    for urgent in sorted({row.urgent for row in rows}):
        mail_waits(at=at, urgent=urgent)


def _own(lease: Lease) -> QuerySet[MessageRecipient]:
    return MessageRecipient.objects.filter(
        pk=lease.recipient, state=State.SENDING, leased_by=lease.worker, attempt=lease.attempt
    )


def _settled(lease: Lease) -> MessageRecipient | None:
    """The row that the outcome of this attempt may still settle, locked.

    Its own; or one that was taken over meanwhile but that nobody has taken up since: the truth came late, and is better
    than a doubt or a second copy. Not one that a bounce or a person has settled.
    """
    late = Q(state=State.IN_DOUBT) | Q(state=State.WAITING)
    own = Q(state=State.SENDING, leased_by=lease.worker)
    return (
        MessageRecipient.objects.filter(own | late, pk=lease.recipient, attempt=lease.attempt)
        .select_for_update()
        .first()
    )
