# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Digests in a rhythm one chooses: each change once, by the rhythm of the day, whatever comes between."""

import datetime as dt
import re

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.core.models import AuditEntry
from samspil.delivery.models import MessageRecipient
from samspil.dialogue.models import MailRhythm
from samspil.dialogue.promises.actions.mails import DIGEST_KIND, promise_digest_send
from samspil.dialogue.promises.actions.rhythms import rhythm_choose, scheduled_digests_send
from samspil.dialogue.promises.enums import Rhythm
from samspil.dialogue.promises.queries.rhythms import at_once_due, scheduled_due, slot
from samspil.dialogue.publishing.links import OPEN_FOR, PURPOSE
from samspil.dialogue.tests.factories import LATER
from samspil.dialogue.tests.letter_evening import invite
from samspil.dialogue.tests.promise_evening import answer, sent_evening
from samspil.people.addresses.queries import recipients_of
from samspil.people.links.actions import link_issue
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
# The Monday after LATER, a Tuesday; 07:00 in Copenhagen, the week after summer time ended.
MONDAY = dt.datetime(2026, 10, 26, 6, 0, tzinfo=dt.UTC)


def an_evening_of_two_boards():
    made = sent_evening(1)
    invite(made, 1)
    return made


evening = made_once(an_evening_of_two_boards)


def addresses(evening):
    return [row.address for row in evening.meeting.invitations.order_by("pk")]


def link_to(evening, address, now):
    return link_issue(
        purpose=PURPOSE,
        scope={"letter": str(evening.version.letter.uuid)},
        expires_at=now + OPEN_FOR,
        holder=recipients_of(address, now.date())[0] if address else None,
        role_address=address,
        by=None,
        now=now,
    )


def choose(evening, address, rhythm, now=LATER):
    link, _token = link_to(evening, address, now)
    rhythm_choose(link=link, rhythm=Rhythm(rhythm), now=now)


def tick(evening, now):
    return promise_digest_send(meeting=evening.meeting, now=now) + scheduled_digests_send(
        meeting=evening.meeting, now=now
    )


def mails_to(address):
    person = address.board.seats.get().person
    rows = MessageRecipient.objects.filter(kind=DIGEST_KIND).order_by("pk")
    return [row for row in rows if row.address == person.email]


def test_a_round_begins_at_seven_on_its_day():
    assert slot(rhythm=Rhythm.WEEKLY, now=MONDAY - HOUR) is None
    assert slot(rhythm=Rhythm.WEEKLY, now=MONDAY).day == MONDAY.date()
    assert slot(rhythm=Rhythm.MONTHLY, now=MONDAY).day == dt.date(2026, 10, 1)


def test_who_chose_mondays_is_told_on_monday_once_and_the_other_at_once(evening):
    weekly, other = addresses(evening)
    choose(evening, weekly, "weekly")
    answer(evening, evening.weekly, now=LATER + HOUR)

    wrote = [
        tick(evening, LATER + 2 * HOUR),
        tick(evening, MONDAY - HOUR),
        tick(evening, MONDAY),
        tick(evening, MONDAY),
    ]

    assert wrote == [1, 0, 1, 0]
    assert (len(mails_to(weekly)), len(mails_to(other))) == (1, 1)
    assert "/mails/" in mails_to(weekly)[0].text
    assert "/mails/" in mails_to(weekly)[0].html
    assert scheduled_due(now=MONDAY + DAY) == []


def test_who_comes_back_to_at_once_gets_what_was_not_told(evening):
    address, _other = addresses(evening)
    choose(evening, address, "monthly")
    answer(evening, evening.weekly, now=LATER + HOUR)
    tick(evening, LATER + 2 * HOUR)
    choose(evening, address, "now", now=LATER + 3 * HOUR)

    wrote = tick(evening, LATER + 4 * HOUR)

    assert (wrote, len(mails_to(address))) == (1, 1)
    assert at_once_due(now=LATER + DAY) == []


def test_the_page_says_what_is_chosen_and_saves_it(evening, client):
    address, _other = addresses(evening)
    now = dt.datetime.now(dt.UTC)
    _link, token = link_to(evening, address, now)
    url = reverse("dialogue:letter-link-mails", args=[token])

    before = client.get(url)
    nonsense = client.post(url, {"rhythm": "hourly"})
    saved = client.post(url, {"rhythm": "weekly"}, follow=True)
    client.post(url, {"rhythm": "weekly"})

    assert (before.status_code, nonsense.status_code, saved.status_code) == (200, 422, 200)
    assert "<strong>Med det samme</strong>" in before.text
    assert "<strong>Samlet, mandag morgen</strong>" in saved.text
    assert MailRhythm.objects.get().rhythm == "weekly"
    assert AuditEntry.objects.filter(action="promise.rhythm").count() == 1


def test_a_link_without_a_role_has_no_such_page(evening, client):
    _link, token = link_to(evening, None, dt.datetime.now(dt.UTC))

    assert client.get(reverse("dialogue:letter-link-mails", args=[token])).status_code == 404


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("change"), st.integers(0, 2), st.sampled_from(["promise", "no", "already"])),
        st.tuples(st.just("choose"), st.integers(0, 1), st.sampled_from(Rhythm.values)),
        st.tuples(st.just("wait"), st.integers(1, 24 * 20), st.just("")),
        st.tuples(st.just("tick"), st.just(0), st.just("")),
        st.tuples(st.just("killed"), st.just(0), st.just("")),
    ),
    max_size=25,
)


class Reader:
    """What one address ought to be told, kept apart from the code that tells it."""

    def __init__(self, address):
        self.address, self.rhythm, self.pending, self.read = address, Rhythm.NOW, [], 0

    def choose(self, rhythm):
        if self.rhythm == Rhythm.NEVER and rhythm != Rhythm.NEVER:
            self.pending = []
        self.rhythm = Rhythm(rhythm)

    def check(self, now):
        new = mails_to(self.address)[self.read :]
        if not new:
            return
        (mail,) = new
        begun = slot(rhythm=self.rhythm, now=now) if self.rhythm in {Rhythm.WEEKLY, Rhythm.MONTHLY} else None
        assert self.rhythm == Rhythm.NOW or begun is not None
        due = [row for row in self.pending if begun is None or row[0] < begun.begins]
        newest = {point: words for _at, point, words in due}
        assert set(re.findall(r"Svar nummer \d+\.", mail.text)) == set(newest.values())
        self.pending = self.pending[len(due) :]
        self.read += 1


def change(evening, readers, number, state, words, now):
    point = [evening.weekly, evening.first, evening.single][number]
    answer(evening, point, state=state, words=words, now=now, due_on=dt.date(2029, 1, 15))
    for reader in readers:
        reader.pending.append((now, number, words))


def tick_and_check(evening, readers, now, *, killed=False):
    with transaction.atomic():
        tick(evening, now)
        transaction.set_rollback(killed)
    for reader in readers:
        reader.check(now)


@given(steps=STEPS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_address_is_told_each_change_once_whatever_the_order(evening, steps):
    with transaction.atomic():
        readers = [Reader(address) for address in addresses(evening)]
        now = LATER
        for made, (what, number, value) in enumerate(steps):
            now += dt.timedelta(seconds=1) + (number * HOUR if what == "wait" else dt.timedelta())
            if what == "change":
                change(evening, readers, number, value, f"Svar nummer {made}.", now)
            elif what == "choose":
                choose(evening, readers[number].address, value, now=now)
                readers[number].choose(value)
            elif what in {"tick", "killed"}:
                tick_and_check(evening, readers, now, killed=what == "killed")
        for _week in range(6):
            now += 7 * DAY
            tick_and_check(evening, readers, now)

        assert all(not reader.pending for reader in readers if reader.rhythm != Rhythm.NEVER)
        assert at_once_due(now=now) == []
        transaction.set_rollback(True)
