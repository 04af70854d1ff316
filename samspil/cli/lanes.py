# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The worker's queues: each lane works off its own in a thread of its own, and sleeps while there is nothing in it."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterable, Mapping
from typing import Any

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from samspil.core.enqueueing import tasks_put_back

# Seconds. One small question for all lanes; a lane that polled by itself would ask a larger one twice a second.
_LOOK_EVERY = 0.2
_PLACE = re.compile(r' +File "[^"]+", line \d+, in \S+')


class Lane:
    """Works off `queues` ("*": all but `excluded`) whenever it is woken, until it is stopped."""

    def __init__(self, *, queues: Iterable[str], excluded: Iterable[str] = (), worker_id: str) -> None:
        self._awake = threading.Event()
        self._worker = _Worker(
            queue_names=list(queues),
            excluded_queue_names=list(excluded),
            worker_id=worker_id,
            # It ends when nothing is left.
            batch=True,
            interval=0,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
        )

    def wake(self) -> None:
        self._awake.set()

    def run(self) -> None:
        """Until it is stopped. Raises what the database raises."""
        # What it had in hand when it raised, and could not say so: nobody else would look at it again.
        tasks_put_back(worker=self._worker.worker_id)
        # Nor may that have been all.
        self._awake.set()
        while self._worker.running:
            self._awake.wait()
            self._awake.clear()
            self._worker.run()

    def stop(self) -> None:
        """Begin nothing more."""
        self._worker.running = False
        self._awake.set()

    def is_busy(self) -> bool:
        return self._worker.running_task


class _Worker(Worker):
    """Keeps of a failed task where it failed, and not what the failure quotes: a row's words, a person's address."""

    def run_task(self, db_task_result: DBTaskResult[..., Any]) -> None:
        super().run_task(db_task_result)
        if db_task_result.traceback:
            db_task_result.traceback = places_of(db_task_result.traceback)
            db_task_result.save(update_fields=["traceback"])


def places_of(trace: str) -> str:
    """The files, lines and functions of a trace; the kind of failure stands in a column of its own."""
    return "\n".join(line for line in trace.splitlines() if _PLACE.fullmatch(line))


def watch(lanes: Mapping[str, Lane], *, default: Lane) -> None:
    """Wake the lane of each queue that holds something due, for ever. A queue that has none is the default lane's."""
    while True:
        for queue in due_queues():
            lanes.get(queue, default).wake()
        time.sleep(_LOOK_EVERY)


def due_queues() -> list[str]:
    """The queues that hold a task which could be begun now."""
    return list(DBTaskResult.objects.ready().order_by("queue_name").values_list("queue_name", flat=True).distinct())


def finish(lanes: Iterable[Lane], *, within: float) -> None:
    """Wait for what is being done, at most `within` seconds."""
    ends = time.monotonic() + within
    for lane in lanes:
        while lane.is_busy() and time.monotonic() < ends:
            time.sleep(0.05)
