# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Which lane of the worker does what, and when."""

import datetime as dt
import logging.handlers
import threading
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django_tasks import task
from django_tasks_db.models import DBTaskResult, get_date_max

from samspil.cli import worker
from samspil.cli.lanes import Lane, due_queues
from samspil.cli.worker import APART, LONG
from samspil.core import clock
from samspil.delivery import tasks as delivery
from samspil.dialogue.notes.tasks import notes_translate
from samspil.dialogue.planning.tasks import pack_work
from samspil.dialogue.published.tasks import letter_files
from samspil.dialogue.publishing.tasks import letter_mails
from samspil.dialogue.seating.tasks import seating_work
from samspil.dialogue.sorting.tasks import notes_embed
from samspil.people.importing.tasks import import_work
from tests.faults.private_server import eventually


def test_what_somebody_waits_for_stands_behind_nothing_long():
    queues = {task.queue_name for task in (import_work, seating_work, notes_embed, pack_work)}

    assert len(queues) == 4
    assert letter_files.queue_name not in queues
    assert queues | {notes_translate.queue_name, letter_files.queue_name} == set(LONG)
    assert not {task.queue_name for task in (delivery.deliver, delivery.sweep, letter_mails)} & set(LONG)
    assert delivery.deliver_urgent.queue_name in set(APART) - set(LONG)
    assert delivery.deliver.queue_name not in APART


def row(queue: str, *, status: str = "READY", due: dt.timedelta | None = None) -> DBTaskResult:
    return DBTaskResult.objects.create(
        task_path="samspil.delivery.tasks.sweep",
        queue_name=queue,
        backend_name="default",
        status=status,
        run_after=get_date_max() if due is None else clock.now() + due,
        args_kwargs={"args": [], "kwargs": {}},
        exception_class_path="",
        traceback="",
    )


@pytest.mark.django_db
def test_a_queue_is_due_when_something_in_it_could_be_begun():
    row("now")
    row("past", due=dt.timedelta(seconds=-1))
    row("later", due=dt.timedelta(hours=1))
    row("running", status="RUNNING")
    row("done", status="SUCCESSFUL")
    row("now")

    assert due_queues() == ["now", "past"]


@pytest.mark.django_db(transaction=True)
def test_a_lane_works_off_its_queues_when_it_is_woken_and_ends_when_it_is_stopped():
    lane = Lane(queues=["*"], excluded=["other"], worker_id="one")
    rows = [row("mine"), row("other"), row("mine")]
    thread = threading.Thread(target=_and_close, args=(lane.run,))
    thread.start()

    assert eventually(lambda: _done(rows) == [True, False, True])
    rows.append(row("mine"))
    lane.wake()
    assert eventually(lambda: _done(rows) == [True, False, True, True])

    lane.stop()
    thread.join(60)
    assert not thread.is_alive()
    assert not lane.is_busy()


@pytest.mark.django_db(transaction=True)
def test_what_a_failure_quotes_is_not_kept_with_the_task():
    failed = row("mine")
    DBTaskResult.objects.update(args_kwargs={"args": ["Inger Holm"], "kwargs": {}}, task_path=FAILING)
    lane = Lane(queues=["mine"], worker_id="one")
    thread = threading.Thread(target=_and_close, args=(lane.run,))
    thread.start()
    assert eventually(lambda: DBTaskResult.objects.get(pk=failed.pk).status == "FAILED")
    lane.stop()
    thread.join(60)

    failed.refresh_from_db()
    assert "Inger" not in failed.traceback
    assert "importing/tasks.py" in failed.traceback
    assert failed.exception_class_path == "builtins.ValueError"


@pytest.mark.django_db(transaction=True)
def test_what_a_lane_has_in_hand_when_the_database_goes_is_begun_again():
    begun = row("mine")
    DBTaskResult.objects.update(task_path=f"{__name__}.broken_off_once")
    lane = Lane(queues=["mine"], worker_id="one")

    with pytest.raises(OperationalError):
        lane.run()

    connection.close()
    begun.refresh_from_db()
    assert begun.status == "RUNNING"
    thread = threading.Thread(target=_and_close, args=(lane.run,))
    thread.start()
    assert eventually(lambda: _done([begun]) == [True])
    lane.stop()
    thread.join(60)
    begun.refresh_from_db()
    assert begun.worker_ids == ["one", "one"]


@pytest.mark.django_db
def test_finished_tasks_are_thrown_away_and_nothing_that_is_to_be_done():
    """Those that failed are kept for a month, for whoever looks into it; in whatever queue."""
    ages = {"yesterday": 1, "last week": 7, "last month": 31}
    made = {
        (status, age): row(queue, status=status).pk
        for status in ("READY", "RUNNING", "SUCCESSFUL", "FAILED")
        for age, queue in zip(ages, ("default", "import", "urgent"), strict=True)
    }
    for (status, age), pk in made.items():
        then = clock.now() - dt.timedelta(days=ages[age], minutes=1)
        ended = then if status in {"SUCCESSFUL", "FAILED"} else None
        DBTaskResult.objects.filter(pk=pk).update(enqueued_at=then, started_at=ended, finished_at=ended)

    worker.tidy()

    left = set(DBTaskResult.objects.values_list("pk", flat=True))
    assert {case for case, pk in made.items() if pk not in left} == {
        ("SUCCESSFUL", "last week"), ("SUCCESSFUL", "last month"), ("FAILED", "last month")
    }  # fmt: skip


@pytest.mark.django_db
def test_the_same_trouble_is_told_once_a_minute_and_another_at_once():
    troubles = [OSError(28, "No space left"), OSError(28, "No space left"), OSError(5, "Input/output error")]
    left, told = [*troubles, SystemExit()], logging.handlers.BufferingHandler(99)

    def act() -> None:
        raise left.pop(0)

    worker.logger.addHandler(told)
    try:
        with pytest.raises(SystemExit):
            worker.repeat(0.0, act)
    finally:
        worker.logger.removeHandler(told)

    assert [record.exc_info[1] for record in told.buffer if record.exc_info] == [troubles[0], troubles[2]]


_BROKEN: list[bool] = []


@task()
def broken_off_once() -> None:
    if not _BROKEN:
        _BROKEN.append(True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


FAILING = "samspil.people.importing.tasks.import_work"


def _and_close(run: Callable[[], None]) -> None:
    try:
        run()
    finally:
        connection.close()


def _done(rows: list[DBTaskResult]) -> list[bool]:
    status = dict(DBTaskResult.objects.values_list("pk", "status"))
    return [status[one.pk] == "SUCCESSFUL" for one in rows]
