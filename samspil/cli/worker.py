# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The worker: runs what is to be done beside the web process, and looks regularly for what was left undone."""

from __future__ import annotations

import functools
import importlib.util
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import django
from django.core.management import call_command
from django.db import close_old_connections

from samspil.cli import environment
from samspil.cli.installation import PACKAGE
from samspil.cli.supervising import follow_parent, follow_sources
from samspil.core import alive, chores, clock, logs

if TYPE_CHECKING:
    from django_tasks_db.management.commands.db_worker import Worker

_SWEEP = "samspil.delivery.tasks"
# The queues of what may take longer than a reader should wait for a mail; each has a thread, so that a municipality's
# file does not wait for a meeting's notes to be understood, nor a seating plan for the file; and what an officer at the
# desk waits for, notes and points that are to be understood ("words"), for none of them.
LONG = ("long", "words", "import", "seating")
# And that of the mails that somebody waits for, so that they wait for no other mail.
APART = (*LONG, "urgent")
_NICENESS = 10
_SWEEP_EVERY = 30.0
_PULSE = 5.0
_TIDY_EVERY = 24 * 3600.0
# Within what `samspil serve` waits for (20 s).
_LAST_WORDS = 15.0
logger = logging.getLogger("samspil.worker")


def main() -> int:
    if "--child" in sys.argv:
        follow_parent(20)
    if "--reload" in sys.argv:
        follow_sources(PACKAGE)
    environment.prepare()
    # Understanding a note takes a core for a while: those who sit at a table and write come first.
    os.nice(_NICENESS)
    django.setup()
    logs.take_over()
    run()
    return 0


def run() -> None:
    """Work until SIGTERM; the task at hand, and the mail that somebody waits for, are finished first."""
    # Models are known only now.
    from samspil.core.enqueueing import worker_name  # noqa: PLC0415 (reason above)

    who = uuid4()
    seen = threading.Event()
    threading.Thread(target=_repeat, args=(1.0, functools.partial(_live, who, seen)), daemon=True).start()
    seen.wait(10)
    if importlib.util.find_spec(_SWEEP):
        threading.Thread(target=_repeat, args=(_SWEEP_EVERY, _sweep), daemon=True).start()
    threading.Thread(target=_repeat, args=(_TIDY_EVERY, _tidy), daemon=True).start()
    # A code to log in with must not wait for a municipality's file: what takes long has a thread of its own.
    working: dict[str, Worker] = {}
    for queue in APART:
        threading.Thread(target=_repeat, args=(1.0, functools.partial(_work, queue, who, working)), daemon=True).start()
    try:
        call_command(
            "db_worker",
            queue_name="*",
            exclude_queues=",".join(APART),
            worker_id=worker_name("default", who),
            interval=0.5,
            startup_delay=False,
            reload=False,
            verbosity=0,
        )
    finally:
        _finish(working.get("urgent"))


def _finish(worker: Worker | None) -> None:
    """Let the mail that is on its way get its answer: one that is broken off after the dot is in doubt."""
    if worker is None:
        return
    worker.running = False
    ends = time.monotonic() + _LAST_WORDS
    while worker.running_task and time.monotonic() < ends:
        time.sleep(0.05)


def _live(who: UUID, seen: threading.Event) -> None:
    """Be among the living, until the process or the database ends (core.alive)."""
    with alive.alive(alive.WORKERS, who) as own:
        seen.set()
        while True:
            own.execute("SELECT 1")
            time.sleep(_PULSE)


def _work(queue: str, who: UUID, working: dict[str, Worker]) -> None:
    """Work off one queue apart until the process ends. Mails apart, each task can be broken off and taken up again."""
    # Models are known only now.
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415 (reason above)

    from samspil.core.enqueueing import worker_name  # noqa: PLC0415 (reason above)

    working[queue] = Worker(
        queue_names=[queue],
        interval=0.5,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_name(queue, who),
        excluded_queue_names=[],
    )
    working[queue].run()


def _repeat(seconds: float, act: Callable[[], None]) -> None:
    pause = threading.Event()
    while True:
        close_old_connections()
        try:
            act()
        except Exception:
            # The database may be starting again. The next round tries anew.
            logger.exception("Beside the worker")
        pause.wait(seconds)


def _sweep() -> None:
    # Models are known only now.
    from samspil.core.enqueueing import tasks_take_over  # noqa: PLC0415 (reason above)

    tasks_take_over(now=clock.now())
    importlib.import_module(_SWEEP).sweep.enqueue()
    chores.run_all(now=clock.now())


def _tidy() -> None:
    call_command("prune_db_task_results", queue_name="*", min_age_days=2, failed_min_age_days=30, verbosity=0)
    call_command("clearsessions", verbosity=0)
    # Models are known only now.
    from samspil.live.actions import events_sweep  # noqa: PLC0415 (reason above)

    events_sweep(now=clock.now())
    chores.run_all(now=clock.now(), daily=True)


if __name__ == "__main__":
    sys.exit(main())
