# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection, transaction

from samspil import live
from samspil.core.alive import direct_address
from samspil.live.actions import events_sweep
from samspil.live.channels import ChannelNameError
from samspil.live.models import LiveEvent
from samspil.live.queries import events_after, last_numbers
from samspil.live.tests.clients import COMMITTED


def in_thread(work: Callable[[], object]) -> Callable[[], object]:
    def run() -> object:
        try:
            return work()
        finally:
            connection.close()

    return run


def say(channel: str, kind: str = "said") -> int:
    with transaction.atomic():
        return live.publish(channel, kind)


def fail_after_saying(channel: str) -> None:
    with transaction.atomic():
        live.publish(channel, "said")
        time.sleep(0.002)
        raise ZeroDivisionError


@COMMITTED
def test_publish_outside_a_transaction_is_refused(channel):
    with pytest.raises(live.NotInTransaction):
        live.publish(channel, "said")

    assert last_numbers([channel]) == {channel: 0}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "try", "try:", ":a", "Try:a", "try:a b", "try:a\nb", "try:" + "x" * 151, "try:æ"])
def test_publish_refuses_a_name_that_no_address_could_carry(name):
    with pytest.raises(ChannelNameError):
        live.publish(name, "said")


@pytest.mark.django_db
def test_publish_numbers_each_channel_from_one():
    numbers = [live.publish("try:a", "said", {"note": 7}), live.publish("try:b", "said"), live.publish("try:a", "left")]

    assert numbers == [1, 1, 2]
    assert last_numbers(["try:a", "try:b", "try:c"]) == {"try:a": 2, "try:b": 1, "try:c": 0}
    rows = events_after(channel="try:a", number=0)
    assert [(row.number, row.kind, row.data) for row in rows] == [(1, "said", {"note": 7}), (2, "left", {})]
    assert [row.number for row in events_after(channel="try:a", number=1)] == [2]


@COMMITTED
def test_publish_that_is_rolled_back_leaves_no_hole(channel):
    say(channel)
    with pytest.raises(ZeroDivisionError):
        fail_after_saying(channel)

    assert say(channel) == 2


@COMMITTED
def test_two_interleaved_commits_get_numbers_in_the_order_of_the_commits(channel):
    """The one that publishes second waits for the first: nobody can see 2 while 1 is still on its way."""
    first_has_published, second_has_begun, let_first_commit = (threading.Event() for _ in range(3))
    order: list[str] = []

    def first() -> int:
        with transaction.atomic():
            number = live.publish(channel, "first")
            first_has_published.set()
            assert let_first_commit.wait(60)
            order.append("first commits")
        return number

    def second() -> int:
        assert first_has_published.wait(60)
        with transaction.atomic():
            second_has_begun.set()
            number = live.publish(channel, "second")
            order.append("second has its number")
        return number

    with ThreadPoolExecutor(2) as threads:
        answers = [threads.submit(in_thread(work)) for work in (first, second)]
        assert second_has_begun.wait(60)
        time.sleep(0.2)
        seen_meanwhile = last_numbers([channel])[channel]
        let_first_commit.set()
        numbers = [answer.result(60) for answer in answers]

    assert seen_meanwhile == 0
    assert numbers == [1, 2]
    assert order == ["first commits", "second has its number"]


@COMMITTED
def test_a_number_that_can_be_read_has_no_lower_one_on_its_way(channel):
    """Eight writers commit, roll back and dawdle; whoever reads a number finds all events up to it, at every moment."""
    writing = threading.Event()
    holes: list[tuple[int, int]] = []

    def write(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(12):
            if chance.random() < 0.25:
                with suppress(ZeroDivisionError):
                    fail_after_saying(channel)
                continue
            with transaction.atomic():
                time.sleep(chance.random() / 200)
                live.publish(channel, "said")
                time.sleep(chance.random() / 200)

    def read() -> None:
        while not writing.is_set():
            number = last_numbers([channel])[channel]
            below = LiveEvent.objects.filter(channel_id=channel, number__lte=number).count()
            if below != number:
                holes.append((number, below))

    with ThreadPoolExecutor(9) as threads:
        reader = threads.submit(in_thread(read))
        for writer in [threads.submit(in_thread(lambda seed=seed: write(seed))) for seed in range(8)]:
            writer.result(120)
        writing.set()
        reader.result(60)

    assert holes == []
    last = last_numbers([channel])[channel]
    assert last > 0
    assert [row.number for row in events_after(channel=channel, number=0)] == list(range(1, last + 1))


@COMMITTED
def test_notify_carries_channel_and_number_only_after_the_commit(channel):
    with psycopg.connect(direct_address(), autocommit=True) as listening:
        listening.execute("LISTEN samspil_live")
        with transaction.atomic():
            live.publish(channel, "said", {"secret": "nothing of this"})
            before = list(listening.notifies(timeout=0.2))
        after = list(listening.notifies(timeout=60, stop_after=1))

    assert before == []
    assert [notify.payload for notify in after] == [f"{channel}:1"]


@COMMITTED
def test_publish_many_in_opposite_orders_never_deadlocks(channel):
    def both(channels: list[str]) -> None:
        for _ in range(15):
            with transaction.atomic():
                live.publish_many([(channel, "said", None) for channel in channels])

    with ThreadPoolExecutor(2) as threads:
        orders = ([channel, f"{channel}-b"], [f"{channel}-b", channel])
        for answer in [threads.submit(in_thread(lambda order=order: both(order))) for order in orders]:
            answer.result(20)

    assert last_numbers([channel, f"{channel}-b"]) == {channel: 30, f"{channel}-b": 30}


@COMMITTED
def test_publish_many_holds_no_later_channel_while_it_waits_for_an_earlier_one(channel):
    """Whoever comes with the channels the other way round gets both at once, and nobody waits for each other."""
    first, last = f"{channel}-a", f"{channel}-b"

    def both() -> list[int]:
        with transaction.atomic():
            return live.publish_many([(last, "said", None), (first, "said", None)])

    with ThreadPoolExecutor(1) as threads, transaction.atomic():
        mine = [live.publish(first, "said")]
        other = threads.submit(in_thread(both))
        wait_until_somebody_waits()
        mine.append(live.publish(last, "said"))
        transaction.on_commit(lambda: mine.extend(other.result(10)))

    assert mine == [1, 1, 2, 2]


def wait_until_somebody_waits() -> None:
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    until = time.monotonic() + 10
    with psycopg.connect(direct_address(), autocommit=True) as looking:
        while looking.execute(waiting).fetchone() is None:
            assert time.monotonic() < until, "it never waited"
            time.sleep(0.01)


@COMMITTED
def test_publish_many_answers_in_the_order_it_was_asked(channel):
    say(f"{channel}-b")

    with transaction.atomic():
        numbers = live.publish_many([(f"{channel}-b", "said", None), (f"{channel}-a", "said", None)])

    assert numbers == [2, 1]


@pytest.mark.django_db
def test_events_are_read_in_order_and_no_more_than_asked_for():
    for _ in range(4):
        live.publish("try:a", "said")

    assert [row.number for row in events_after(channel="try:a", number=1, limit=2)] == [2, 3]


@pytest.mark.django_db
def test_sweep_deletes_old_events_and_keeps_the_numbers():
    live.publish("try:a", "old")
    LiveEvent.objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    live.publish("try:a", "new")
    LiveEvent.objects.filter(kind="new").update(created_at=datetime(2026, 3, 1, tzinfo=UTC))

    deleted = events_sweep(now=datetime(2026, 3, 2, tzinfo=UTC), kept=timedelta(days=7))

    assert deleted == 1
    assert [row.kind for row in events_after(channel="try:a", number=0)] == ["new"]
    assert live.publish("try:a", "next") == 3
