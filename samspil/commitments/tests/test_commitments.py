# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Promises of the school, the board and the municipality, and what became of them."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from samspil.commitments import actions, queries
from samspil.commitments.enums import OPEN, State
from samspil.commitments.models import Commitment, Standing
from samspil.core.errors import Refused
from samspil.core.models import AuditEntry
from samspil.delivery.models import MessageRecipient
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 10, 1, 10, tzinfo=dt.UTC)
DUE = dt.date(2026, 10, 20)
DAY = dt.timedelta(days=1)


def made(**values):
    values = {"ref": uuid4(), "owner": None, "words": "Vi ringer med godt nyt.", "due_on": DUE, "by": None} | values
    values["owner"] = values["owner"] or make.SchoolFactory()
    return actions.commitment_make(feature="prøve", subject=values.pop("subject", uuid4()), now=NOW, **values)


def stand(row, now=NOW):
    return queries.commitments_of(feature="prøve", subjects=[row.subject], now=now)[row.subject][row.ref]


@pytest.mark.parametrize("owner", ["school", "board", "municipality"])
def test_school_board_and_municipality_can_promise(owner):
    made_by = {"school": make.SchoolFactory, "board": make.BoardFactory, "municipality": make.MunicipalityFactory}

    row = made(owner=made_by[owner]())

    assert row.owner == owner
    assert stand(row).is_open
    assert not stand(row).is_overdue
    assert stand(row, NOW + 30 * DAY).is_overdue


@pytest.mark.parametrize("columns", [{}, {"owner": "guardian"}, {"owner": "board"}])
def test_the_database_knows_no_other_owner(columns):
    """Promise 4: neither a made-up kind of owner, nor one without its school, board or municipality."""
    row = made()
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.create(
            **{"feature": "prøve", "subject": uuid4(), "ref": uuid4(), "words": "Læse hver dag", "owner": "school"}
            | ({"school": row.school} if columns else {})
            | columns
        )


def test_the_same_line_is_the_same_commitment():
    row = made()

    again = made(subject=row.subject, ref=row.ref, owner=row.school, words="Vi ringer to gange om året.")

    assert again == row
    assert Standing.objects.filter(commitment=row).count() == 1
    assert stand(row).commitment.words == "Vi ringer to gange om året."
    entry = AuditEntry.objects.get(action="commitment.reword")
    assert "ringer" not in str(entry.changes)


@pytest.mark.parametrize("state", [State.MOVED, State.NOT_KEPT, State.DROPPED])
def test_what_is_not_kept_has_a_reason(state):
    row = made()

    with pytest.raises(Refused, match="grunden"):
        actions.commitment_answer(commitment=row, state=state, seen=1, due_on=DUE + DAY, by=None, now=NOW)

    assert stand(row).latest.state == State.MADE


@pytest.mark.parametrize("day", [None, DUE, DUE - DAY])
def test_one_moves_to_a_later_day(day):
    row = made()

    with pytest.raises(Refused, match="senere"):
        actions.commitment_answer(commitment=row, state=State.MOVED, seen=1, reason="Syg", due_on=day, by=None, now=NOW)


def test_who_answers_over_a_colleague_is_told():
    row = made()
    actions.commitment_answer(commitment=row, state=State.KEPT, seen=1, by=None, now=NOW)

    with pytest.raises(Refused, match="kollega"):
        actions.commitment_answer(commitment=row, state=State.NOT_KEPT, reason="Syg", seen=1, by=None, now=NOW)

    actions.commitment_answer(commitment=row, state=State.KEPT, seen=1, by=None, now=NOW)  # a second press
    assert [one.state for one in stand(row).history] == [State.MADE, State.KEPT]


answers = st.lists(st.sampled_from(list(State)), max_size=8)


@given(answers)
def test_the_history_only_grows(states):
    """Whatever is answered in whatever order: numbers from 1 without a gap, the newest is how it stands."""
    row = made()
    day = DUE
    for state in states:
        day += DAY
        before = stand(row)
        actions.commitment_answer(
            commitment=row, state=state, seen=before.seen, reason="Grund", due_on=day, by=None, now=NOW
        )
        after = stand(row)
        assert after.history[: len(before.history)] == before.history
    end = stand(row)
    assert [one.number for one in end.history] == list(range(1, len(end.history) + 1))
    assert end.is_open == (end.latest.state in OPEN)
    assert all(one.due_on for one in end.history)


def test_one_reminder_a_date():
    user = make.UserFactory(person__language="da")
    row = made(handled_by=user)
    later = dt.datetime(2026, 10, 21, 8, tzinfo=dt.UTC)

    assert actions.reminders_send(now=NOW) == 0  # the day has not passed
    assert actions.reminders_send(now=later.replace(hour=1)) == 0  # it is night
    assert actions.reminders_send(now=later) == 1
    assert actions.reminders_send(now=later + DAY) == 0
    moved_to = DUE + 10 * DAY
    actions.commitment_answer(
        commitment=row, state=State.MOVED, seen=1, reason="Syg", due_on=moved_to, by=user, now=later
    )
    assert actions.reminders_send(now=later + 20 * DAY) == 1
    actions.commitment_answer(commitment=row, state=State.KEPT, seen=2, by=user, now=later)
    assert actions.reminders_send(now=later + 40 * DAY) == 0

    mails = MessageRecipient.objects.filter(message__kind="commitment.reminder").order_by("pk")
    assert [mail.address for mail in mails] == [user.email, user.email]
    assert "20. oktober" in (mails[0].text or "")
    assert row.words in (mails[0].text or "")


def test_nobody_sees_to_it_nobody_is_reminded():
    made()

    assert actions.reminders_send(now=NOW + 60 * DAY) == 0


@pytest.mark.parametrize("number", [1, 3])
def test_they_are_read_in_two_queries(number):
    subjects = [made().subject for _one in range(number)]

    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = queries.commitments_of(feature="prøve", subjects=subjects, now=NOW)

    assert len(found) == number
    assert len(asked) == 2
