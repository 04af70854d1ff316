# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Closing the sorting: only when the evening is over, once, and never with a note behind it."""

import datetime as dt
import threading
import time
from uuid import uuid4

import pytest
from django.db import connection, transaction

from samspil.core.errors import Refused
from samspil.core.models import AuditEntry
from samspil.dialogue.models import Meeting, Note
from samspil.dialogue.notes.actions import notes
from samspil.dialogue.notes.enums import HarvestAnswer
from samspil.dialogue.room.actions.harvest import echo_set
from samspil.dialogue.sorting.actions.closing import sorting_close, sorting_open
from samspil.dialogue.sorting.tests.test_sorting_together import at_once
from samspil.dialogue.tests.factories import EVENING, LATER, LONG, MeetingFactory, NoteFactory, live_meeting, officer

MINUTE = dt.timedelta(minutes=1)
WAITS_FOR_ME = """
    SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))
"""


def closings(meeting):
    return AuditEntry.objects.filter(action="sorting.close", object_pk=str(meeting.pk)).count()


def closed_at(meeting):
    return Meeting.objects.get(pk=meeting.pk).sorting_closed_at


@pytest.mark.django_db
def test_sorting_is_not_closed_while_the_evening_runs(client):
    meeting, by = live_meeting(), officer()
    client.force_login(by)

    with pytest.raises(Refused) as refused:
        sorting_close(meeting=meeting, by=by, now=LATER)
    page = client.post(f"/moeder/{meeting.uuid}/sortering/luk/", {"do": "close"})
    assert refused.value.code == "not-ended"
    assert "Aftenen er ikke slut endnu" in page.text
    assert closed_at(meeting) is None

    Meeting.objects.filter(pk=meeting.pk).update(ended_at=EVENING + LONG)
    sorting_close(meeting=meeting, by=by, now=LATER)
    assert closed_at(meeting) == LATER


@pytest.mark.django_db
def test_closed_twice_is_closed_when_it_first_was_and_opened_twice_is_opened_once():
    meeting, by = MeetingFactory(ended=True, tables=1, rounds=1), officer()

    for minutes in range(2):
        sorting_close(meeting=meeting, by=by, now=LATER + minutes * MINUTE)
    assert (closed_at(meeting), closings(meeting)) == (LATER, 1)
    for _ in range(2):
        sorting_open(meeting=meeting, by=by, now=LATER)

    assert closed_at(meeting) is None
    assert AuditEntry.objects.filter(action="sorting.open").count() == 1


@pytest.mark.django_db
def test_sorting_is_not_opened_again_when_the_letter_is_sent():
    meeting, by = MeetingFactory(ended=True, tables=1, rounds=1), officer()
    sorting_close(meeting=meeting, by=by, now=LATER)
    Meeting.objects.filter(pk=meeting.pk).update(published_at=LATER)

    with pytest.raises(Refused) as refused:
        sorting_open(meeting=meeting, by=by, now=LATER)

    assert refused.value.code == "published"
    assert closed_at(meeting) == LATER


# Two at the same moment.


@pytest.fixture
def meeting(transactional_db):
    """The evening is over; two tables wrote a note each in its one round."""
    meeting = MeetingFactory(ended=True, tables=2, rounds=1)
    meeting.rounds.update(started_at=EVENING, closed_at=EVENING + LONG)
    for table in meeting.tables.all():
        NoteFactory(table=table, round=meeting.rounds.get())
    return meeting


class Closing:
    """Somebody who closes the sorting and has not come to the end of it before another waits for the meeting's row."""

    def __init__(self, meeting, first=lambda: None):
        self.meeting, self.by, self.begun, self.first = meeting, officer(), threading.Event(), first
        self.waited, self.thread = False, threading.Thread(target=self._close)

    def __enter__(self):
        self.thread.start()
        assert self.begun.wait(20)
        return self

    def __exit__(self, *error):
        self.thread.join(40)

    def _close(self):
        try:
            with transaction.atomic():
                self.first()
                sorting_close(meeting=self.meeting, by=self.by, now=LATER)
                self.begun.set()
                self.waited = self._somebody_waits()
        finally:
            self.begun.set()
            connection.close()

    def _somebody_waits(self):
        until = time.monotonic() + 10
        with connection.cursor() as cursor:
            while time.monotonic() < until:
                cursor.execute(WAITS_FOR_ME)
                if cursor.fetchone()[0]:
                    return True
                time.sleep(0.01)
        return False


def a_note(meeting):
    table, round_ = meeting.tables.first(), meeting.rounds.get()
    notes.note_write(uuid=uuid4(), table=table, round_=round_, text="Lige nu", language="da", now=LATER)


def an_officers_note(meeting):
    notes.origin_note_write(uuid=uuid4(), meeting=meeting, text="Lige nu", by=officer(), now=LATER)


def other_words(meeting):
    notes.note_edit(note=meeting.notes.order_by("number").first(), text="Lige nu", by=officer(), now=LATER)


def taken_back(meeting):
    notes.note_withdraw(note=meeting.notes.order_by("number").first(), by=officer(), now=LATER)


def an_answer_to_another_table(meeting):
    own, other = meeting.notes.order_by("number")
    echo_set(table=own.table, note=other, own=own, answer=HarvestAnswer.SAME, now=LATER)


@pytest.mark.parametrize("arrives", [a_note, an_officers_note, other_words, taken_back, an_answer_to_another_table])
def test_what_comes_while_sorting_is_being_closed_waits_and_is_refused(meeting, arrives):
    before = list(meeting.notes.order_by("number").values_list("text", "withdrawn_at", "echoes"))

    with Closing(meeting) as closing, pytest.raises(Refused) as refused:
        arrives(Meeting.objects.get(pk=meeting.pk))

    assert closing.waited
    assert refused.value.code == "sorting-closed"
    assert list(meeting.notes.order_by("number").values_list("text", "withdrawn_at", "echoes")) == before
    assert Meeting.objects.get(pk=meeting.pk).note_count == len(before)


@pytest.mark.parametrize("of_an_officer", [False, True])
def test_a_note_sent_twice_beside_the_closing_is_saved_both_times(meeting, *, of_an_officer):
    uuid, by = uuid4(), officer()

    def send():
        found, say = Meeting.objects.get(pk=meeting.pk), {"uuid": uuid, "text": "Lige nu", "now": LATER}
        if of_an_officer:
            return notes.origin_note_write(meeting=found, by=by, **say)
        return notes.note_write(table=found.tables.first(), round_=found.rounds.get(), language="da", **say)

    with Closing(meeting, first=send) as closing:
        again = send()

    assert closing.waited
    assert (again.new, again.note.pk) == (False, uuid)
    assert Note.objects.filter(text="Lige nu").count() == 1


def test_two_who_close_at_once_close_it_once(meeting):
    with Closing(meeting) as closing:
        sorting_close(meeting=meeting, by=officer(), now=LATER + MINUTE)

    assert closing.waited
    assert (closed_at(meeting), closings(meeting)) == (LATER, 1)


def test_who_closes_sees_every_note_that_was_acknowledged(meeting):
    """Six tables send and one closes, all at once: what is counted after the closing is all there ever is."""
    by, counted, acknowledged = officer(), [], []

    def close():
        sorting_close(meeting=meeting, by=by, now=LATER)
        counted.append(meeting.notes.count())

    def send():
        for _ in range(3):
            a_note(Meeting.objects.get(pk=meeting.pk))
            acknowledged.append(1)

    refusals = at_once(close, *[send] * 6)

    assert set(refusals) <= {"sorting-closed"}
    assert counted == [2 + len(acknowledged)] == [Note.objects.count()]
