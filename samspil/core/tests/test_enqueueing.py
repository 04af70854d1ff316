# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A task whose worker was killed is put back, but not for ever."""

import datetime as dt
from uuid import uuid4

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samspil.core import alive, clock
from samspil.core.enqueueing import MOST_BEGUN, tasks_take_over, worker_name
from samspil.delivery.tasks import sweep

pytestmark = pytest.mark.django_db


def begun(*names):
    """A task that workers of those names have begun, one after the other."""
    sweep.enqueue()
    row = DBTaskResult.objects.latest("enqueued_at")
    for name in names:
        row.claim(name)
    return row


def test_the_task_of_a_dead_worker_waits_again_and_that_of_a_living_one_does_not():
    dead, living = uuid4(), uuid4()
    rows = [begun(worker_name("long", dead)), begun(worker_name("urgent", living))]

    with alive.alive(alive.WORKERS, living):
        assert tasks_take_over(now=clock.now()) == 1

    for row in rows:
        row.refresh_from_db()
    assert [row.status for row in rows] == [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    assert rows[0].started_at is None


def test_a_task_that_kills_its_worker_each_time_has_failed_in_the_end():
    row = begun(*[worker_name("long", uuid4()) for _time in range(MOST_BEGUN)])

    assert tasks_take_over(now=clock.now()) == 1

    row.refresh_from_db()
    assert (row.status, row.exception_class_path.rpartition(".")[2]) == (TaskResultStatus.FAILED, "WorkerKilledError")
    assert tasks_take_over(now=clock.now()) == 0


def test_a_worker_whose_name_says_nothing_is_given_a_day():
    begun("somebody")

    assert tasks_take_over(now=clock.now() + dt.timedelta(hours=23)) == 0
    assert tasks_take_over(now=clock.now() + dt.timedelta(hours=25)) == 1
