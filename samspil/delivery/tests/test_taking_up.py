# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Taking copies up: each by one worker at a time, the urgent first, and each time counted."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.delivery import tasks
from samspil.delivery.actions import Recipient
from samspil.delivery.actions.leases import (
    LEASE,
    SCHEDULE,
    URGENT_SCHEDULE,
    TakenOver,
    lease_renew,
    leases_give_back,
    leases_take_over,
    recipient_failed,
    recipient_hand_over,
    recipient_retry_later,
    recipient_sent,
    recipients_lease,
)
from samspil.delivery.enums import Failure, State, Transport
from samspil.delivery.models import MessageRecipient

NOON = dt.datetime(2026, 10, 7, 12, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
COMMITTED = pytest.mark.django_db(transaction=True)


def many(count):
    return [Recipient(address=f"r{number}@skole.example", key=str(number)) for number in range(count)]


def take(limit=10, now=NOON):
    return recipients_lease(worker=uuid4(), now=now, limit=limit)


def elsewhere(work):
    """In a connection of its own, which may not wait for anybody."""

    def run():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '3s'")
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(run).result(20)


@COMMITTED
def test_a_worker_passes_over_what_another_is_taking_up_and_waits_for_nobody(queue):
    queue(*many(2), now=NOON)
    # Of another mail: the progress of one mail is told by one at a time.
    queue(*many(1), ref=uuid4(), now=NOON)

    with transaction.atomic():
        mine = take(limit=2)
        others = elsewhere(take)
        nothing_left = elsewhere(take)

    assert [len(mine), len(others), nothing_left] == [2, 1, []]
    assert len({lease.recipient for lease in mine + others}) == 3
    assert set(MessageRecipient.objects.values_list("state", "attempt")) == {(State.SENDING, 1)}


@COMMITTED
def test_two_who_look_after_the_dead_do_not_wait_for_each_other(queue):
    queue(*many(2), now=NOON)
    take()
    late = NOON + LEASE

    with transaction.atomic():
        assert leases_take_over(now=late) == TakenOver(again=2, in_doubt=0)
        assert elsewhere(lambda: leases_take_over(now=late)) == TakenOver(again=0, in_doubt=0)

    assert set(MessageRecipient.objects.values_list("state", flat=True)) == {State.WAITING}


@pytest.mark.django_db
def test_no_more_are_taken_up_than_asked_for_and_the_urgent_and_the_oldest_first(queue):
    for key, urgent, waits in (("late", False, 0), ("old", False, 2), ("code", True, 0), ("older code", True, 1)):
        queue(Recipient(address="a@skole.example", key=key), urgent=urgent, now=NOON - waits * SECOND)
    keys = dict(MessageRecipient.objects.values_list("pk", "key"))

    taken = [[keys[lease.recipient] for lease in take(limit=limit)] for limit in (1, 2, 5)]

    assert taken == [["older code"], ["code", "old"], ["late"]]


@pytest.mark.django_db
def test_a_copy_is_due_at_its_moment_and_not_before(queue):
    queue(now=NOON)

    assert take(now=NOON - SECOND) == []
    assert len(take(now=NOON)) == 1


@pytest.mark.django_db
def test_a_lease_is_not_taken_over_before_it_has_run_out(queue, only_row):
    queue(now=NOON)
    (lease,) = take()

    assert leases_take_over(now=NOON + LEASE - SECOND) == TakenOver(again=0, in_doubt=0)
    assert take(now=NOON + LEASE - SECOND) == []
    assert only_row().leased_by == lease.worker
    assert leases_take_over(now=NOON + LEASE) == TakenOver(again=1, in_doubt=0)
    assert not recipient_hand_over(lease=lease, now=NOON + LEASE)


@pytest.mark.django_db
def test_at_the_moment_a_lease_runs_out_the_dot_may_not_be_sent(queue):
    queue(now=NOON)
    (lease,) = take()

    assert not recipient_hand_over(lease=lease, now=NOON + LEASE)
    assert recipient_hand_over(lease=lease, now=NOON + LEASE - SECOND)


@pytest.mark.django_db
def test_handing_over_gives_the_time_of_a_whole_lease_again(queue):
    queue(now=NOON)
    (lease,) = take()
    assert recipient_hand_over(lease=lease, now=NOON + LEASE - SECOND)

    assert leases_take_over(now=NOON + LEASE) == TakenOver(again=0, in_doubt=0)
    assert leases_take_over(now=NOON + 2 * LEASE - SECOND) == TakenOver(again=0, in_doubt=1)


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["dies", "stops", "is put off"]), max_size=6))
def test_each_time_a_copy_is_taken_up_is_counted_and_only_the_latest_may_write(queue, ends):
    """Whatever became of the earlier ones. They may have the same worker: the attempt is what tells them apart."""
    point, worker, now = transaction.savepoint(), uuid4(), NOON
    queue(now=NOON)
    earlier = []
    for number, end in enumerate([*ends, "lives"], 1):
        (lease,) = recipients_lease(worker=worker, now=now, limit=5)
        assert lease.attempt == number == MessageRecipient.objects.get().attempt
        for old in earlier:
            assert not lease_renew(lease=old, now=now)
            assert not recipient_hand_over(lease=old, now=now)
            assert not recipient_sent(lease=old, transport=Transport.SMTP, reply="", now=now)
            assert not recipient_failed(lease=old, failure=Failure.REFUSED, reply="", now=now)
            assert leases_give_back(leases=[old], now=now) == 0
        assert lease_renew(lease=lease, now=now)
        earlier.append(lease)
        now += LEASE
        if end == "dies":
            assert leases_take_over(now=now) == TakenOver(again=1, in_doubt=0)
        elif end == "stops":
            assert leases_give_back(leases=[lease], now=now) == 1
        elif end == "is put off":
            assert recipient_retry_later(lease=lease, failure=Failure.LATER, reply="451", now=now)
            now += max(SCHEDULE)
    transaction.savepoint_rollback(point)


@pytest.mark.django_db
def test_another_worker_may_not_write_under_the_same_attempt(queue, only_row):
    from dataclasses import replace

    queue(now=NOON)
    (lease,) = take()
    stranger = replace(lease, worker=uuid4())

    assert not lease_renew(lease=stranger, now=NOON)
    assert not recipient_hand_over(lease=stranger, now=NOON)
    assert not recipient_sent(lease=stranger, transport=Transport.SMTP, reply="", now=NOON)
    assert leases_give_back(leases=[stranger], now=NOON) == 0
    assert (only_row().state, only_row().leased_by) == (State.SENDING, lease.worker)


@pytest.mark.django_db
@pytest.mark.parametrize(("urgent", "schedule"), [(False, SCHEDULE), (True, URGENT_SCHEDULE)])
def test_a_copy_is_put_off_as_often_as_the_schedule_says_and_then_has_failed(queue, only_row, urgent, schedule):
    queue(urgent=urgent, now=NOON)
    now = NOON

    for wait in schedule:
        (lease,) = take(now=now)
        assert recipient_retry_later(lease=lease, failure=Failure.LATER, reply="451", now=now)
        assert (only_row().state, only_row().due_at) == (State.WAITING, now + wait)
        assert take(now=now + wait - SECOND) == []
        now += wait
    (lease,) = take(now=now)
    assert recipient_retry_later(lease=lease, failure=Failure.LATER, reply="451", now=now)

    assert (only_row().state, only_row().failure, only_row().retries) == (
        State.FAILED,
        Failure.LATER,
        len(schedule) + 1,
    )


def queued(task):
    return DBTaskResult.objects.filter(task_path=task.module_path, status=TaskResultStatus.READY)


@pytest.mark.django_db
def test_the_worker_is_called_for_whatever_waits_again(queue):
    """By one who stops, by one who takes over from the dead, and by a refusal that passes, at its time."""
    queue(*many(3), now=NOON)
    first, second, third = take()
    called = []
    for again in (
        lambda: leases_give_back(leases=[first], now=NOON),
        lambda: recipient_retry_later(lease=second, failure=Failure.LATER, reply="451", now=NOON),
        lambda: leases_take_over(now=NOON + LEASE),
    ):
        DBTaskResult.objects.all().delete()
        again()
        called.append(list(queued(tasks.deliver).values_list("run_after", flat=True)))
    DBTaskResult.objects.all().delete()
    leases_give_back(leases=[third], now=NOON)
    leases_take_over(now=NOON + LEASE)

    assert [len(calls) for calls in called] == [1, 1, 1]
    assert called[1] == [NOON + SCHEDULE[0]]
    assert not queued(tasks.deliver).exists(), "nothing came back, so nobody is called"


@COMMITTED
def test_a_call_that_somebody_is_just_taking_up_is_made_again_without_waiting(queue):
    """He may have looked already, before what we wrote could be seen."""
    tasks.deliver_at()

    with transaction.atomic():
        assert len(queued(tasks.deliver).select_for_update()) == 1
        elsewhere(tasks.deliver_at)
        meanwhile = queued(tasks.deliver).count()
    elsewhere(tasks.deliver_at)

    assert meanwhile == 2
    assert queued(tasks.deliver).count() == 2


@pytest.mark.django_db
def test_a_call_for_later_does_not_stand_in_for_one_for_now():
    tasks.deliver_at(at=NOON + dt.timedelta(days=900))
    tasks.deliver_at(at=NOON + dt.timedelta(days=800))
    tasks.deliver_at()
    tasks.deliver_at(at=NOON + dt.timedelta(days=850))
    tasks.deliver_at()

    assert queued(tasks.deliver).count() == 3
