# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The worker: runs what is to be done beside the web process, and looks regularly for what was left undone."""

from __future__ import annotations

import functools
import importlib.util
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from uuid import UUID, uuid4

import django
from django.core.management import call_command
from django.db import close_old_connections

from samspil.cli import environment
from samspil.cli.installation import PACKAGE
from samspil.cli.supervising import follow_parent, follow_sources
from samspil.core import alive, chores, clock, logs, standing

_SWEEP = "samspil.delivery.tasks"
# The queues of what may take longer than a reader should wait for a mail; each has a thread, so that a municipality's
# file does not wait for a meeting's notes to be understood, nor a seating plan for the file; and what an officer at the
# desk waits for, notes and points that are to be understood ("words"), for none of them. A translator ("translating")
# is somebody else's service, and may take its time over each note.
LONG = ("long", "translating", "words", "import", "seating", "print")
# And that of the mails that somebody waits for, so that they wait for no other mail.
APART = (*LONG, "urgent")
_NICENESS = 10
_SWEEP_EVERY = 30.0
_PULSE = 5.0
# The same trouble is not told each second: a full disk is filled by its own log.
_SAID_AGAIN = 60.0
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
    from samspil.cli import lanes as work  # noqa: PLC0415 (reason above)
    from samspil.core.enqueueing import worker_name  # noqa: PLC0415 (reason above)

    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    standing.let_stand()
    who = uuid4()
    seen = threading.Event()
    _beside(1.0, functools.partial(_live, who, seen))
    seen.wait(10)
    if importlib.util.find_spec(_SWEEP):
        _beside(_SWEEP_EVERY, _sweep)
    _beside(_TIDY_EVERY, tidy)
    # A code to log in with must not wait for a municipality's file: what takes long has a lane of its own.
    apart = {queue: work.Lane(queues=[queue], worker_id=worker_name(queue, who)) for queue in APART}
    default = work.Lane(queues=["*"], excluded=APART, worker_id=worker_name("default", who))
    for lane in (default, *apart.values()):
        _beside(1.0, lane.run)
    _beside(1.0, functools.partial(work.watch, apart, default=default))
    stopped.wait()
    for lane in (default, *apart.values()):
        lane.stop()
    # A mail that is broken off after the dot is in doubt. What is in the other lanes is taken up again.
    work.finish((default, apart["urgent"]), within=_LAST_WORDS)


def _beside(seconds: float, act: Callable[[], None]) -> None:
    threading.Thread(target=repeat, args=(seconds, act), daemon=True).start()


def _live(who: UUID, seen: threading.Event) -> None:
    """Be among the living, until the process or the database ends (core.alive)."""
    with alive.alive(alive.WORKERS, who) as own:
        seen.set()
        while True:
            own.execute("SELECT 1")
            time.sleep(_PULSE)


def repeat(seconds: float, act: Callable[[], None]) -> None:
    """For ever, and again when it fails."""
    pause = threading.Event()
    said, silent_until = "", 0.0
    while True:
        close_old_connections()
        try:
            act()
        except Exception as error:
            # The database may be starting again. The next round tries anew, and the log is not filled with it.
            if (words := logs.told(error)) != said or time.monotonic() >= silent_until:
                logger.exception("Beside the worker")
                said, silent_until = words, time.monotonic() + _SAID_AGAIN
        pause.wait(seconds)


def _sweep() -> None:
    # Models are known only now.
    from samspil.core.enqueueing import tasks_take_over  # noqa: PLC0415 (reason above)

    tasks_take_over(now=clock.now())
    importlib.import_module(_SWEEP).sweep.enqueue()
    chores.run_all(now=clock.now())


def tidy() -> None:
    """Once a day and at the start: throw away what its kind is kept no longer for."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=2, failed_min_age_days=30, verbosity=0)
    call_command("clearsessions", verbosity=0)
    # Models are known only now.
    from samspil.live.actions import events_sweep  # noqa: PLC0415 (reason above)

    events_sweep(now=clock.now())
    chores.run_all(now=clock.now(), daily=True)


if __name__ == "__main__":
    sys.exit(main())
