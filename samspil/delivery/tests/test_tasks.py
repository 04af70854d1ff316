# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""As long as something is unfinished, a task is queued that will look at it."""

import datetime as dt
from threading import Thread

import pytest
import time_machine
from django.db import connections, transaction
from django_tasks_db.models import DBTaskResult, get_date_max

from samspil.core import alive, clock
from samspil.delivery import tasks
from samspil.delivery.actions import Recipient
from samspil.delivery.actions.leases import LEASE, recipients_lease
from samspil.delivery.enums import State
from samspil.delivery.tests import servers

DELIVER, URGENT, SWEEP = (f"samspil.delivery.tasks.{name}" for name in ("deliver", "deliver_urgent", "sweep"))


def queued(path):
    return list(DBTaskResult.objects.filter(task_path=path).order_by("run_after").values_list("run_after", flat=True))


@pytest.mark.django_db
def test_a_delivery_leaves_somebody_to_look_after_it(queue, postbox):
    queue()

    assert tasks.deliver.call() == 1

    (at,) = queued(SWEEP)
    assert clock.now() + LEASE < at < clock.now() + LEASE + dt.timedelta(minutes=1)


@pytest.mark.django_db
def test_what_must_wait_is_called_for_when_its_time_comes(queue, postbox, only_row):
    postbox.says["asta@skole.example"] = ["450 later"]
    queue()
    DBTaskResult.objects.all().delete()

    tasks.deliver.call()

    assert queued(DELIVER) == [only_row().due_at]


@pytest.mark.django_db
def test_when_the_mail_server_is_away_the_rest_is_tried_in_a_minute_and_not_at_once(queue, settings):
    settings.SMTP_URL = f"smtp://127.0.0.1:{servers.free_port()}"
    queue(*[Recipient(address=f"r{i}@skole.example", key=str(i)) for i in range(25)])
    DBTaskResult.objects.all().delete()

    tasks.deliver.call()

    (at,) = queued(DELIVER)
    assert clock.now() + dt.timedelta(seconds=50) < at < clock.now() + dt.timedelta(seconds=70)


@pytest.mark.django_db
def test_a_sweep_takes_over_from_the_dead_and_calls_a_worker(queue, only_row):
    queue()
    worker = only_row().uuid
    with alive.alive(alive.TURNS, worker):
        recipients_lease(worker=worker, now=clock.now(), limit=1)
        DBTaskResult.objects.all().delete()

        tasks.sweep.call()
    assert only_row().state == State.SENDING
    (at,) = queued(SWEEP)
    assert at > only_row().lease_until, "while it is leased somebody will come back"

    with time_machine.travel(at, tick=True):
        assert tasks.sweep.call() == 1
    assert only_row().state == State.WAITING
    assert queued(DELIVER) == [get_date_max()]


@pytest.mark.django_db
def test_a_worker_that_is_surely_dead_has_nothing_and_a_code_goes_its_own_way(queue, only_row):
    queue(urgent=True)
    recipients_lease(worker=only_row().uuid, now=clock.now(), limit=1)
    DBTaskResult.objects.all().delete()

    assert tasks.sweep.call() == 1

    assert (only_row().state, only_row().retries) == (State.WAITING, 0)
    assert (queued(DELIVER), queued(URGENT)) == ([], [get_date_max()])


@pytest.mark.django_db
def test_a_sweep_with_nothing_to_do_queues_nothing():
    assert tasks.sweep.call() == 0

    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_one_call_for_the_same_time_is_enough():
    soon = clock.now() + dt.timedelta(minutes=5)

    for at in (soon, soon + dt.timedelta(minutes=1), soon - dt.timedelta(minutes=1)):
        tasks.deliver_at(at=at)

    assert queued(DELIVER) == [soon - dt.timedelta(minutes=1), soon]


@pytest.mark.django_db(transaction=True)
def test_a_call_that_somebody_has_just_taken_up_does_not_count(queue):
    """He may have looked before our rows were there."""
    tasks.deliver_at()

    def wake():
        tasks.deliver_at()
        connections.close_all()

    with transaction.atomic():
        DBTaskResult.objects.select_for_update().get()
        thread = Thread(target=wake)
        thread.start()
        thread.join(10)

    assert len(queued(DELIVER)) == 2
