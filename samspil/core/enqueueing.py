# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Putting work in the worker's queue without putting it there twice, and again when its worker was killed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samspil.core import alive
from samspil.core.afterwards import afterwards

if TYPE_CHECKING:
    from django_tasks.base import Task


def enqueue_once(task: Task[[str], Any], key: UUID) -> None:
    """Enqueue `task(key)` unless it waits already, so that a burst is one task.

    One that is running may have looked before the rows were there, so only a waiting one counts.
    """
    waiting = DBTaskResult.objects.filter(
        task_path=task.module_path, status=TaskResultStatus.READY, args_kwargs__args=[str(key)]
    )
    if not waiting.exists():
        task.enqueue(str(key))


def enqueue_afterwards(task: Task[[str], Any], key: UUID) -> None:
    """The same, for what a chore finds again: whoever sends a note does not wait for it (core.afterwards)."""
    afterwards.do((task.module_path, key), lambda: enqueue_once(task, key))


# A task that was begun so often and killed its worker each time is left alone.
MOST_BEGUN = 3
# A worker whose name does not tell who it is has died, or been stopped, by then.
_AT_MOST = dt.timedelta(days=1)


class WorkerKilledError(Exception):
    """The worker died, or lost the database, in the middle of the task."""


def worker_name(queue: str, who: UUID) -> str:
    """What a worker signs the tasks of a queue with."""
    return f"{queue}-{who.hex}"


@transaction.atomic
def tasks_take_over(*, now: dt.datetime) -> int:
    """Puts back what a killed worker had in hand; a task that has killed several has failed. Answers how many."""
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).order_by("pk")
    rows = list(running.select_for_update(skip_locked=True))
    workers = alive.living(alive.WORKERS) if rows else set()
    dead = [row for row in rows if not _has_worker(row, workers, now)]
    for row in dead:
        _put_back(row)
    return len(dead)


@transaction.atomic
def tasks_put_back(*, worker: str) -> int:
    """Puts back what this worker has signed and let go of: it lives, so nobody else would. Answers how many."""
    mine = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, worker_ids__contains=[worker]).order_by("pk")
    dropped = [row for row in mine.select_for_update() if row.worker_ids[-1] == worker]
    for row in dropped:
        _put_back(row)
    return len(dropped)


def _put_back(row: DBTaskResult[..., Any]) -> None:
    if len(row.worker_ids) < MOST_BEGUN:
        row.status, row.started_at = TaskResultStatus.READY, None
        row.save(update_fields=["status", "started_at"])
    else:
        row.set_failed(WorkerKilledError())


def _has_worker(row: DBTaskResult[..., Any], workers: set[int], now: dt.datetime) -> bool:
    signed = str(row.worker_ids[-1] if row.worker_ids else "").rpartition("-")[2]
    try:
        return alive.number_of(UUID(hex=signed)) in workers
    except ValueError:
        return bool(row.started_at and row.started_at > now - _AT_MOST)
