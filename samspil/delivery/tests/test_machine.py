# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Anything may happen in any order: workers die or come late, servers refuse or fall silent, people act."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.core.errors import Refused
from samspil.delivery.actions import (
    Recipient,
    bounce_record,
    message_queue,
    person_erase,
    recipient_resolve,
    recipient_retry,
)
from samspil.delivery.actions.leases import (
    LEASE,
    Lease,
    lease_renew,
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

KEYS = st.sampled_from("abc")
ANSWERS = st.sampled_from(["250", "250", "451", "550", "silence"])


@dataclass
class Talk:
    """A worker in the middle of one copy. `answer` is what it has read and not written down yet."""

    lease: Lease
    handed: bool = False
    answer: str = ""


class Outbox:
    """The rows, and beside them what is true in the world."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 10, 7, 12, 0, tzinfo=dt.UTC)
        self.ref = uuid4()
        self.person = {key: uuid4() for key in "abc"}
        self.talks: list[Talk] = []
        self.taken: Counter[int] = Counter()  # what the mail server truly has
        self.asked: Counter[int] = Counter()  # how often a person said "again"
        self.touched: set[int] = set()  # settled by a bounce, a person or an erasure

    def queue(self, key: str) -> None:
        with transaction.atomic():
            message_queue(
                kind="letter",
                ref=self.ref,
                subject="Brev",
                text="Kære",
                html="",
                recipients=[Recipient(address=f"{key}@skole.example", key=key, person=self.person[key])],
                now=self.now,
            )

    def work(self, answer: str, steps: int) -> None:
        """A worker takes up what is due and gets so far with it; there it stands still, or is dead."""
        for lease in recipients_lease(worker=uuid4(), now=self.now, limit=2):
            talk = Talk(lease=lease)
            if all(self.step(talk, answer) for _step in range(steps)):
                self.talks.append(talk)

    def go_on(self, place: int, answer: str) -> None:
        """One that stood still takes its next step."""
        if not self.talks:
            return
        talk = self.talks.pop(place % len(self.talks))
        if self.step(talk, answer):
            self.talks.append(talk)

    def step(self, talk: Talk, answer: str) -> bool:
        """Answers whether there is a next one."""
        if talk.answer:
            self.write_down(talk)
            return False
        if talk.handed:
            # The server decides. It may have the mail and fall silent.
            talk.answer = answer
            self.taken[talk.lease.recipient] += answer in {"250", "silence"}
            return True
        # Only one who is told that the copy is his sends the dot.
        talk.handed = lease_renew(lease=talk.lease, now=self.now) and recipient_hand_over(
            lease=talk.lease, now=self.now
        )
        return talk.handed

    def end_early(self, place: int, refused: str) -> None:
        """One that stood still stops, or is refused before the dot."""
        if not self.talks:
            return
        talk = self.talks.pop(place % len(self.talks))
        if not refused:
            leases_give_back(leases=[talk.lease], now=self.now)
        elif not talk.handed:
            self.write_down(Talk(lease=talk.lease, answer=refused))

    def write_down(self, talk: Talk) -> None:
        if talk.answer == "250":
            recipient_sent(lease=talk.lease, transport=Transport.SMTP, reply="250", now=self.now)
        elif talk.answer == "451":
            recipient_retry_later(lease=talk.lease, failure=Failure.LATER, reply="451", now=self.now)
        elif talk.answer == "550":
            recipient_failed(lease=talk.lease, failure=Failure.REFUSED, reply="550", now=self.now)
        else:
            recipient_in_doubt(lease=talk.lease, reply="", now=self.now)

    def time_passes(self, span: dt.timedelta) -> None:
        self.now += span
        leases_take_over(now=self.now)

    def somebody_acts(self, key: str, what: str) -> None:
        row = MessageRecipient.objects.filter(key=key).first()
        if row is None:
            return
        try:
            if what == "again":
                recipient_retry(recipient=row.uuid, by=None, now=self.now)
                self.asked[row.pk] += 1
            elif what == "counted":
                recipient_resolve(recipient=row.uuid, by=None, now=self.now)
            elif what == "bounce":
                bounce_record(raw=report(row.mail_id), now=self.now)
            else:
                person_erase(row.person_uuid)
        except Refused:
            return
        self.touched.add(row.pk)

    def nothing_is_doubled_by_itself(self) -> None:
        for pk, copies in self.taken.items():
            assert copies <= 1 + self.asked[pk]

    def the_row_never_says_what_is_not_so(self) -> None:
        for row in MessageRecipient.objects.all():
            if row.state == State.SENT and row.transport == Transport.SMTP:
                assert self.taken[row.pk] >= 1
            if row.state == State.FAILED:
                assert row.failure
            if self.taken[row.pk] and row.pk not in self.touched:
                handed = row.state == State.SENDING and row.handing_over_at is not None
                assert handed or row.state in {State.SENT, State.IN_DOUBT}, "what arrived is never sent again by itself"

    def there_is_one_row_for_each_recipient(self) -> None:
        keys = list(MessageRecipient.objects.values_list("key", flat=True))
        assert len(keys) == len(set(keys))

    def a_quiet_day_settles_everything(self) -> None:
        """Nothing is lost: with a server that says yes and a worker that lives, nothing is left waiting."""
        now = self.now + dt.timedelta(days=2)
        leases_take_over(now=now)
        for lease in recipients_lease(worker=uuid4(), now=now, limit=100):
            assert recipient_hand_over(lease=lease, now=now)
            assert recipient_sent(lease=lease, transport=Transport.SMTP, reply="250", now=now)
        left = set(MessageRecipient.objects.values_list("state", flat=True))

        assert left <= {State.SENT, State.FAILED, State.IN_DOUBT}


PLACES = st.integers(0, 9)
# Weighted towards getting somewhere; each step is the name of a method and what it is told.
STEPS = st.one_of(
    st.tuples(st.just("work"), ANSWERS, st.integers(0, 3)),
    st.tuples(st.just("work"), ANSWERS, st.integers(2, 3)),
    st.tuples(st.just("go_on"), PLACES, ANSWERS),
    st.tuples(st.just("go_on"), PLACES, ANSWERS),
    st.tuples(st.just("time_passes"), st.sampled_from([dt.timedelta(seconds=30), LEASE, dt.timedelta(days=1)])),
    st.tuples(st.just("time_passes"), st.sampled_from([LEASE, dt.timedelta(days=1)])),
    st.tuples(st.just("somebody_acts"), KEYS, st.sampled_from(["again", "again", "counted", "bounce", "erase"])),
    st.tuples(st.just("end_early"), PLACES, st.sampled_from(["", "451", "550"])),
    st.tuples(st.just("queue"), KEYS),
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEPS, min_size=8, max_size=25))
def test_nothing_is_lost_and_nothing_is_doubled_whatever_happens(steps):
    point = transaction.savepoint()
    outbox = Outbox()
    outbox.queue("a")
    for name, *told in steps:
        getattr(outbox, name)(*told)
        outbox.nothing_is_doubled_by_itself()
        outbox.the_row_never_says_what_is_not_so()
    outbox.there_is_one_row_for_each_recipient()
    outbox.a_quiet_day_settles_everything()
    transaction.savepoint_rollback(point)
