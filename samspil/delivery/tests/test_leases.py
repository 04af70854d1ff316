# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a worker may still do when it is late."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from samspil.core import alive
from samspil.delivery.actions import Recipient, bounce_record, recipient_retry
from samspil.delivery.actions.leases import (
    LEASE,
    SCHEDULE,
    URGENT_SCHEDULE,
    TakenOver,
    lease_renew,
    leases_free,
    leases_give_back,
    leases_take_over,
    recipient_failed,
    recipient_hand_over,
    recipient_in_doubt,
    recipient_retry_later,
    recipient_sent,
    recipients_lease,
)
from samspil.delivery.enums import Failure, State, Transport
from samspil.delivery.models import MessageRecipient
from samspil.delivery.tests.reports import report
from samspil.live.queries import last_numbers

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 10, 7, 12, 0, tzinfo=dt.UTC)
LATE = NOON + LEASE + dt.timedelta(seconds=1)


@pytest.fixture
def lease(queue):
    queue(now=NOON)
    (lease,) = recipients_lease(worker=uuid4(), now=NOON, limit=10)
    return lease


def test_a_lease_says_whose_and_until_when(lease, only_row):
    row = only_row()

    assert (row.state, row.leased_by, row.lease_until) == (State.SENDING, lease.worker, NOON + LEASE)
    assert (row.attempt, row.due_at) == (1, None)
    assert recipients_lease(worker=uuid4(), now=NOON, limit=10) == []


def test_before_the_dot_a_dead_workers_copy_waits_again(lease, only_row):
    assert leases_take_over(now=NOON + LEASE - dt.timedelta(seconds=1)) == TakenOver(0, 0)

    assert leases_take_over(now=LATE) == TakenOver(again=1, in_doubt=0)

    assert (only_row().state, only_row().due_at, only_row().leased_by) == (State.WAITING, LATE, None)


def test_after_the_dot_a_dead_workers_copy_is_in_doubt(lease, only_row):
    assert recipient_hand_over(lease=lease, now=NOON)

    assert leases_take_over(now=LATE) == TakenOver(again=0, in_doubt=1)

    assert (only_row().state, only_row().handing_over_at) == (State.IN_DOUBT, NOON)


def test_one_who_lost_the_copy_may_not_send_the_dot(lease):
    leases_take_over(now=LATE)

    assert not recipient_hand_over(lease=lease, now=LATE)
    assert not lease_renew(lease=lease, now=LATE)


def test_one_whose_time_is_up_may_not_send_the_dot(lease):
    assert not recipient_hand_over(lease=lease, now=LATE)


def test_a_renewed_lease_starts_again(lease):
    assert lease_renew(lease=lease, now=NOON + LEASE / 2)

    assert recipient_hand_over(lease=lease, now=LATE)


def test_the_dot_is_sent_once(lease):
    assert recipient_hand_over(lease=lease, now=NOON)

    assert not recipient_hand_over(lease=lease, now=NOON)
    assert not lease_renew(lease=lease, now=NOON)


def test_the_truth_that_comes_late_settles_a_doubt(lease, only_row):
    recipient_hand_over(lease=lease, now=NOON)
    leases_take_over(now=LATE)

    assert recipient_sent(lease=lease, transport=Transport.SMTP, reply="250 ok", now=LATE)

    assert (only_row().state, only_row().sent_at) == (State.SENT, LATE)


def test_the_truth_that_comes_late_stops_a_second_copy_that_has_not_begun(lease, only_row):
    recipient_hand_over(lease=lease, now=NOON)
    leases_take_over(now=LATE)
    recipient_retry(recipient=only_row().uuid, by=None, now=LATE)

    assert recipient_sent(lease=lease, transport=Transport.SMTP, reply="250 ok", now=LATE)

    assert only_row().state == State.SENT
    assert recipients_lease(worker=uuid4(), now=LATE, limit=10) == []


def test_the_truth_about_an_earlier_attempt_does_not_touch_the_next(lease, only_row):
    leases_take_over(now=LATE)
    (second,) = recipients_lease(worker=uuid4(), now=LATE, limit=10)

    assert second.attempt == 2
    for late in (
        recipient_sent(lease=lease, transport=Transport.SMTP, reply="", now=LATE),
        recipient_failed(lease=lease, failure=Failure.REFUSED, reply="", now=LATE),
        recipient_retry_later(lease=lease, failure=Failure.LATER, reply="", now=LATE),
        recipient_in_doubt(lease=lease, reply="", now=LATE),
    ):
        assert late is False
    assert (only_row().state, only_row().leased_by) == (State.SENDING, second.worker)


def test_a_bounce_that_overtakes_the_250_stands(lease, only_row):
    recipient_hand_over(lease=lease, now=NOON)
    bounce_record(raw=report(only_row().mail_id), now=NOON)

    assert not recipient_sent(lease=lease, transport=Transport.SMTP, reply="250", now=NOON)

    assert only_row().state == State.FAILED


def test_a_dead_workers_copy_is_free_at_once_and_a_living_ones_is_not(lease, only_row):
    with alive.alive(alive.TURNS, lease.worker):
        assert leases_free(now=NOON) == 0

    assert leases_free(now=NOON) == 1

    assert (only_row().state, only_row().due_at, only_row().retries) == (State.WAITING, NOON, 0)


def test_what_a_dead_worker_may_have_sent_is_not_free(lease, only_row):
    recipient_hand_over(lease=lease, now=NOON)

    assert leases_free(now=NOON) == 0

    assert only_row().state == State.SENDING


def test_each_lane_takes_up_its_own(queue):
    for key, urgent in (("letter", False), ("code", True)):
        queue(Recipient(address="a@skole.example", key=key), urgent=urgent, now=NOON)
    keys = dict(MessageRecipient.objects.values_list("pk", "key"))

    taken = [recipients_lease(worker=uuid4(), now=NOON, limit=9, urgent=urgent) for urgent in (True, False)]

    assert [[keys[lease.recipient] for lease in leases] for leases in taken] == [["code"], ["letter"]]


def test_what_is_given_back_until_later_waits_until_then(lease, only_row):
    leases_give_back(leases=[lease], now=NOON, due=LATE)

    assert (only_row().state, only_row().due_at) == (State.WAITING, LATE)


def test_a_worker_that_stops_gives_back_what_it_has_not_begun(lease, only_row):
    assert leases_give_back(leases=[lease], now=NOON) == 1

    assert (only_row().state, only_row().due_at, only_row().retries) == (State.WAITING, NOON, 0)


def test_a_worker_that_stops_does_not_give_back_what_it_has_handed_over(lease, only_row):
    recipient_hand_over(lease=lease, now=NOON)

    assert leases_give_back(leases=[lease], now=NOON) == 0

    assert only_row().state == State.SENDING


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "gone"},
        {"due_at": None},
        {"leased_by": uuid4()},
        {"state": "sent"},
        {"sent_at": NOON},
        {"state": "sent", "sent_at": NOON},
        {"state": "failed"},
        {"state": "in_doubt"},
        {"state": "sending"},
        {"handing_over_at": NOON},
        {"resolution": "again"},
        {"resolved_at": NOON},
        {"kind": "letter", "key": "other"},
    ],
)
def test_the_database_refuses_a_row_that_says_two_things(queue, broken):
    queue(Recipient(address="a@b.example", key="one"), Recipient(address="a@b.example", key="other"), now=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        MessageRecipient.objects.filter(key="one").update(**broken)


def _retried_to_the_end(lease):
    """Refused for now until the schedule is used up; the last attempt's outcome is what counts."""
    MessageRecipient.objects.update(retries=len(SCHEDULE))
    assert recipient_hand_over(lease=lease, now=NOON)
    return recipient_retry_later(lease=lease, failure=Failure.LATER, reply="451", now=NOON)


OUTCOMES = {
    "sent": lambda lease: recipient_sent(lease=lease, transport=Transport.SMTP, reply="250", now=NOON),
    "failed": lambda lease: recipient_failed(lease=lease, failure=Failure.REFUSED, reply="550", now=NOON),
    "later": lambda lease: recipient_retry_later(lease=lease, failure=Failure.LATER, reply="451", now=NOON),
    "never": _retried_to_the_end,
    "in doubt": lambda lease: (
        recipient_hand_over(lease=lease, now=NOON) and recipient_in_doubt(lease=lease, reply="", now=NOON)
    ),
    "given back": lambda lease: leases_give_back(leases=[lease], now=NOON),
    "taken over": lambda lease: leases_take_over(now=LATE),
}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_outcome_is_told_on_the_mails_own_channel(lease, ref, outcome):
    channel = f"delivery:{ref}"
    before = last_numbers([channel])[channel]

    assert OUTCOMES[outcome](lease)

    assert last_numbers([channel])[channel] == before + 1


def test_one_that_has_used_up_its_schedule_has_failed_and_lies_at_no_server(lease, only_row):
    assert _retried_to_the_end(lease)

    assert (only_row().state, only_row().failure) == (State.FAILED, Failure.LATER)
    assert (only_row().handing_over_at, only_row().due_at) == (None, None)


def test_a_code_is_tried_within_ten_minutes_and_a_letter_for_a_day_and_a_half():
    assert [wait.total_seconds() for wait in URGENT_SCHEDULE] == [10, 30, 60, 180, 300]
    assert [wait.total_seconds() / 60 for wait in SCHEDULE] == [1, 5, 15, 60, 180, 480, 720, 720]
