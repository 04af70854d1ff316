# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Real worker processes, and time that passes for the rows."""

import contextlib
import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote, urlencode

import psycopg
from django.conf import settings
from django.db import connection
from django.db.models import F
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from samspil.delivery import tasks
from samspil.delivery.models import MessageRecipient

PATIENCE = 120


def database_url() -> str:
    """The database of this test run, as another process may name it."""
    place = connection.settings_dict
    query = urlencode({"host": place["HOST"], "port": place["PORT"] or 5432})
    return f"postgresql://{quote(place['USER'])}:{quote(place['PASSWORD'])}@/{quote(place['NAME'])}?{query}"


BATCH = ("django", "db_worker", "--batch", "--no-startup-delay", "--interval", "0", "--no-reload", "--skip-checks")


def start(*, smtp_port: int, arguments: Sequence[str] = BATCH) -> subprocess.Popen[bytes]:
    """A worker that does what is queued and ends, unless `arguments` name another."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "samspil.config.settings",
        "DATABASE_URL": database_url(),
        "SAMSPIL_SMTP_URL": f"smtp://127.0.0.1:{smtp_port}",
        "SAMSPIL_SECRET_KEY": settings.SECRET_KEY,
        "SAMSPIL_SALT_KEYS": ",".join(settings.SALT_KEY),
        "SAMSPIL_DEMO": "0",
    }
    command = [sys.executable, "-m", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def run(*, smtp_port: int) -> None:
    """A worker from start to end."""
    assert start(smtp_port=smtp_port).wait(PATIENCE) == 0


def work_on(*, smtp_port: int) -> None:
    """What a worker finds when it starts, done here: quicker than another process, the same code."""
    settings.SMTP_URL = f"smtp://127.0.0.1:{smtp_port}"
    tasks.sweep.call()
    tasks.deliver.call()


@contextlib.contextmanager
def killed_at(stage: Callable[[], bool], *, smtp_port: int) -> Iterator[None]:
    """Starts a worker, runs the block once `stage()` holds, and then kills the worker with no last words."""
    process = start(smtp_port=smtp_port)
    try:
        until(stage)
        yield
    finally:
        process.kill()
        process.wait(PATIENCE)


def until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends, "it never came to that"
        time.sleep(0.02)


def pass_time(span: dt.timedelta = dt.timedelta(minutes=10)) -> None:
    """For rows and queued tasks, `span` has gone by."""
    MessageRecipient.objects.update(lease_until=F("lease_until") - span, due_at=F("due_at") - span)
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY).exclude(run_after=get_date_max())
    waiting.update(run_after=F("run_after") - span)


class Lock:
    """Somebody else's transaction that holds a row: whoever wants to write it stands still."""

    def __init__(self) -> None:
        self._connection = psycopg.connect(database_url())
        self._connection.execute("SELECT 1 FROM delivery_messagerecipient FOR UPDATE")

    def stops_somebody(self) -> bool:
        with psycopg.connect(database_url(), autocommit=True) as other:
            found = other.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            ).fetchone()
        return bool(found and found[0])

    def release(self) -> None:
        self._connection.rollback()
        self._connection.close()
