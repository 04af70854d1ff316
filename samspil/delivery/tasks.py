# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Waking: a task carries nothing, the rows are the truth. While anything is unfinished, one of these is queued."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from samspil.core import clock
from samspil.delivery import sending
from samspil.delivery.actions import messages_purge
from samspil.delivery.actions.leases import LEASE, leases_free, leases_take_over
from samspil.delivery.queries import work_ahead

# A little after the lease, so that it has surely run out.
_AFTER = dt.timedelta(seconds=5)


@task(priority=20)
def deliver() -> int:
    """Sends what is due and not urgent, for a while. Answers how many copies it had in hand."""
    return _turn(urgent=False)


@task(priority=20, queue_name="urgent")
def deliver_urgent() -> int:
    """The same with what somebody sits and waits for: over a connection of its own, in a thread of its own."""
    return _turn(urgent=True)


def _turn(*, urgent: bool) -> int:
    # Written before anything is taken up: if this process dies, somebody comes and looks.
    ensure(sweep, at=clock.now() + LEASE + _AFTER)
    done = sending.deliver(urgent=urgent)
    _go_on(urgent=urgent, not_before=done.resume_at)
    return done.handled


@task(priority=10)
def sweep() -> int:
    """Takes over from workers that died, erases old words, and sees to it that what waits is called for."""
    now = clock.now()
    freed = leases_free(now=now)
    taken = leases_take_over(now=now)
    messages_purge(now=now, keep=settings.MAIL_KEEP)
    for urgent in (True, False):
        _go_on(urgent=urgent)
    return freed + taken.again + taken.in_doubt


def deliver_at(*, at: dt.datetime | None = None, urgent: bool = False) -> None:
    ensure(deliver_urgent if urgent else deliver, at=at)


@transaction.atomic
def ensure(what: Task[[], int], *, at: dt.datetime | None = None) -> None:
    """Queues `what` for `at` (at once), unless it is queued for then or earlier.

    The one that is queued is locked until we commit: whoever takes it up then sees what we wrote. One that somebody
    has just taken up is passed over, since it may have looked already.
    """
    when = at or clock.now()
    queued = DBTaskResult.objects.filter(
        Q(run_after=get_date_max()) | Q(run_after__lte=when), task_path=what.module_path, status=TaskResultStatus.READY
    )
    if queued.order_by("pk").select_for_update(skip_locked=True).first() is None:
        (what if at is None else what.using(run_after=at)).enqueue()


def _go_on(*, urgent: bool, not_before: dt.datetime | None = None) -> None:
    ahead = work_ahead(urgent=urgent)
    now = clock.now()
    if ahead.due_at is not None:
        due = max(ahead.due_at, not_before or ahead.due_at)
        deliver_at(at=due if due > now else None, urgent=urgent)
    if ahead.leases_until is not None:
        ensure(sweep, at=max(ahead.leases_until, now) + _AFTER)
