# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Telling of promises: one digest for what changed, one reminder for a day that is past, whatever comes between."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import connection, transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.delivery.models import MessageRecipient
from samspil.dialogue.models import InvitationReply, PromiseAnswer, PromiseDigest, PromiseReminder
from samspil.dialogue.promises import tasks
from samspil.dialogue.promises.actions.mails import (
    DIGEST_KIND,
    REMINDER_KIND,
    promise_digest_send,
    promise_reminders_send,
)
from samspil.dialogue.promises.queries.mails import AT_MOST, QUIET, digests_due, reminders_due
from samspil.dialogue.tests.factories import LATER, InvitationFactory
from samspil.dialogue.tests.letter_evening import invite
from samspil.dialogue.tests.promise_evening import answer, publish
from samspil.engines.sorting import PointState
from samspil.people.addresses.enums import AddressKind
from samspil.people.persons.enums import StaffRole
from samspil.people.tests.factories import BoardSeatFactory, EmploymentFactory, RoleAddressFactory

pytestmark = pytest.mark.django_db
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


def digests():
    return list(MessageRecipient.objects.filter(kind=DIGEST_KIND).order_by("pk"))


def reminders():
    return list(MessageRecipient.objects.filter(kind=REMINDER_KIND).order_by("pk"))


def send(evening, now):
    return promise_digest_send(meeting=evening.meeting, now=now)


def killed_in_the_middle(evening, now):
    """The mails are written, and the worker is gone before its transaction is over."""
    with transaction.atomic():
        send(evening, now)
        transaction.set_rollback(True)


def test_changes_in_one_sitting_become_one_mail_to_each(evening):
    answer(evening, evening.weekly)
    answer(evening, evening.single, state="no", words="Vi er for få til det.", now=LATER + 10 * MINUTE)

    too_soon = send(evening, LATER + 20 * MINUTE)
    sent = send(evening, LATER + 25 * MINUTE)
    again = send(evening, LATER + DAY)

    assert (too_soon, sent, again) == (0, 2, 0)
    mail = digests()[0]
    assert mail.subject == "Nyt om 2 punkter: Færre beskeder og hjælp i tide"
    for text in (mail.text, mail.html):
        assert text.count("Én samlet besked om ugen er nok.") == 1
        assert "Løfte, i gang" in text
        assert "Vi er for få til det." in text
        assert "/brev/" in text
        assert "{#" not in text
    assert len(digests()) == 2


def test_an_officer_who_goes_on_and_on_does_not_hold_the_mail_back_for_ever(evening):
    for minutes in range(0, 130, 10):
        answer(evening, evening.weekly, words=f"Ord {minutes}", now=LATER + minutes * MINUTE)

    assert digests_due(now=LATER + AT_MOST - MINUTE) == []
    assert digests_due(now=LATER + AT_MOST) == [evening.meeting.uuid]


def test_what_is_changed_back_is_told_once_as_it_stands(evening):
    answer(evening, evening.weekly)
    send(evening, LATER + QUIET)
    answer(evening, evening.weekly, state="no", words="Nej, det kan vi ikke.", now=LATER + DAY)
    answer(evening, evening.weekly, now=LATER + DAY + MINUTE)
    answer(evening, evening.single, state="already", words="Det gør vi.", now=LATER + DAY + MINUTE)

    send(evening, LATER + 2 * DAY)

    last = digests()[-1]
    assert "Det gør vi." in last.text
    assert "ugen" not in last.text
    assert not PromiseAnswer.objects.filter(digest__isnull=True).exists()


def test_a_change_says_what_it_was_before(evening):
    answer(evening, evening.weekly)
    send(evening, LATER + QUIET)
    answer(evening, evening.weekly, state="kept", words="Alle skoler har ét brev.", now=LATER + DAY)

    send(evening, LATER + 2 * DAY)

    last = digests()[-1].text
    assert "Løfte holdt" in last
    assert "Før: Løfte, i gang" in last


def test_all_but_those_who_said_no_are_told_and_never_twice(evening):
    came = evening.meeting.invitations.get()
    InvitationReply.objects.create(invitation=came, coming=True, people=2, answered_at=LATER)
    stayed = BoardSeatFactory()
    no = InvitationFactory(
        meeting=evening.meeting, address=RoleAddressFactory(kind=AddressKind.WHOLE_BOARD, board=stayed.board)
    )
    InvitationReply.objects.create(invitation=no, coming=False, people=0, answered_at=LATER)
    # One of them leads a board too, and was invited by both roles.
    both = came.address.board.seats.order_by("pk").first()
    both.is_chair = True
    both.save()
    chair = InvitationFactory(
        meeting=evening.meeting, address=RoleAddressFactory(kind=AddressKind.BOARD_CHAIR, board=both.board)
    )
    InvitationReply.objects.create(invitation=chair, coming=True, people=1, answered_at=LATER)
    # Sat at the table without having answered.
    invite(evening, people=1)
    answer(evening, evening.weekly)

    send(evening, LATER + QUIET)

    assert stayed.person.email not in {mail.address for mail in digests()}
    assert len(digests()) == 3


def test_where_nobody_answered_the_invitation_all_who_did_not_say_no_are_told(evening):
    invite(evening, people=1)
    answer(evening, evening.weekly)

    assert send(evening, LATER + QUIET) == 3


def test_a_killed_worker_leaves_nothing_half_told(evening):
    answer(evening, evening.weekly)

    killed_in_the_middle(evening, LATER + QUIET)
    nothing = (PromiseDigest.objects.count(), len(digests()), PromiseAnswer.objects.get().digest)
    sent = send(evening, LATER + QUIET)

    assert nothing == (0, 0, None)
    assert (sent, len(digests())) == (2, 2)


def overdue(evening, **more):
    """A promise whose day was yesterday, at ten in the morning."""
    answer(evening, evening.weekly, due_on=(LATER + DAY).date(), **more)
    return LATER + 2 * DAY


def remind(evening, now):
    return promise_reminders_send(meeting=evening.meeting, now=now)


def test_the_owner_is_reminded_once_the_day_after(evening):
    now = overdue(evening)

    on_the_day, after, again = remind(evening, now - DAY), remind(evening, now), remind(evening, now + DAY)

    assert (on_the_day, after, again) == (0, 1, 0)
    (mail,) = reminders()
    assert mail.address == "hanne@example.org"
    assert "Løfte, 1 dag over tiden" in mail.text
    assert mail.message.reply_to == evening.by.email


def test_nobody_is_reminded_in_the_night(evening):
    now = overdue(evening)
    midnight = now.replace(hour=22, minute=30) - DAY

    assert reminders_due(now=midnight) == []
    assert len(reminders_due(now=now)) == 1


def test_new_words_do_not_remind_again_and_a_new_date_does(evening):
    now = overdue(evening)
    remind(evening, now)
    answer(evening, evening.weekly, due_on=(LATER + DAY).date(), words="Vi mangler to skoler.", now=now)
    reworded = remind(evening, now + DAY)
    answer(evening, evening.weekly, due_on=(LATER + 5 * DAY).date(), now=now + DAY)
    waiting = remind(evening, now + 2 * DAY)

    later = remind(evening, LATER + 6 * DAY)

    assert (reworded, waiting, later) == (0, 0, 1)
    assert "Løfte, 5 dage over tiden" in reminders()[-1].text
    assert PromiseReminder.objects.count() == 2


@pytest.mark.parametrize("state", ["kept", "no", "already"])
def test_what_is_settled_reminds_nobody(evening, state):
    now = overdue(evening)
    answer(evening, evening.weekly, state=state, due_on=(LATER + DAY).date(), now=LATER + DAY)

    assert remind(evening, now) == 0


def test_a_posts_holder_is_reminded_and_the_officer_where_there_is_none(evening):
    leader = EmploymentFactory(staff_role=StaffRole.LEADER)
    post = RoleAddressFactory(kind=AddressKind.SCHOOL_LEADERSHIP, board=None, school=leader.school)
    now = overdue(evening, owner_address=post, owner_email="")
    first = remind(evening, now)
    leader.until_on = now.date()
    leader.save()
    answer(
        evening,
        evening.single,
        owner_address=post,
        owner_email="",
        due_on=(LATER + 3 * DAY).date(),
    )

    second = remind(evening, LATER + 5 * DAY)

    assert (first, second) == (1, 1)
    assert [mail.address for mail in reminders()] == [leader.person.email, evening.by.email]


def test_a_point_that_a_correction_took_out_reminds_nobody(evening):
    now = overdue(evening)
    evening.move(PointState(evening.first, "Skolen svarer altid."))
    version = publish(evening, changes="Et punkt er rettet.")
    content = version.content
    for theme in content["themes"]:
        theme["points"] = [point for point in theme["points"] if point["ref"] != evening.weekly]
    version.save()

    assert remind(evening, now) == 0
    assert reminders_due(now=now) == []


def test_the_chore_queues_what_is_due_once_and_the_task_writes_it(evening):
    answer(evening, evening.weekly)
    with time_machine.travel(LATER + QUIET, tick=False):
        tasks.look_after(now=LATER + QUIET - MINUTE)
        early = DBTaskResult.objects.filter(task_path=tasks.promise_mails.module_path).count()
        tasks.look_after(now=LATER + QUIET)
        tasks.look_after(now=LATER + QUIET)
        (queued,) = DBTaskResult.objects.filter(task_path=tasks.promise_mails.module_path)

        wrote = tasks.promise_mails.func(*queued.args_kwargs["args"])
        queued.delete()
        tasks.look_after(now=LATER + QUIET + MINUTE)

    assert (early, wrote, len(digests())) == (0, 2, 2)
    assert not DBTaskResult.objects.filter(task_path=tasks.promise_mails.module_path).exists()


def test_a_task_that_fails_is_tried_again_more_and_more_seldom(evening):
    answer(evening, evening.weekly)
    now = LATER + QUIET
    tasks.look_after(now=now)
    failed = DBTaskResult.objects.get(task_path=tasks.promise_mails.module_path)
    failed.status, failed.finished_at = TaskResultStatus.FAILED, now
    failed.save()

    tasks.look_after(now=now + MINUTE)
    too_soon = DBTaskResult.objects.filter(status=TaskResultStatus.READY).count()
    tasks.look_after(now=now + 3 * MINUTE)

    assert too_soon == 0
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_digest_and_one_reminder(evening):
    answer(evening, evening.weekly, due_on=(LATER + DAY).date())
    now, wrote, ready = LATER + 2 * DAY, [], threading.Barrier(2)

    def work():
        ready.wait(timeout=10)
        wrote.append((send(evening, now), promise_reminders_send(meeting=evening.meeting, now=now)))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)

    assert sorted(sum(written) for written in wrote) == [0, 3] or sorted(wrote) == [(0, 1), (2, 0)]
    assert (len(digests()), len(reminders()), PromiseDigest.objects.count()) == (2, 1, 1)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("change"), st.integers(0, 2), st.sampled_from(["promise", "no", "already", "looking"])),
        st.tuples(st.just("wait"), st.integers(1, 200), st.just("")),
        st.tuples(st.just("tick"), st.integers(0, 0), st.just("")),
        st.tuples(st.just("killed"), st.integers(0, 0), st.just("")),
    ),
    max_size=25,
)


@given(steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_change_is_told_exactly_once_whatever_the_order_of_changes_ticks_and_killed_workers(evening, steps):
    """Each change is in one digest; each digest is one mail to each; the mail holds the words of each changed point."""
    with transaction.atomic():
        points = [evening.weekly, evening.first, evening.single]
        now, made = LATER, 0
        for what, number, state in steps:
            if what == "wait":
                now += number * MINUTE
            elif what == "change":
                made += 1
                answer(evening, points[number], state=state, words=f"Svar nummer {made}.", now=now)
            elif what == "tick":
                send(evening, now)
            else:
                killed_in_the_middle(evening, now)
        send(evening, now + AT_MOST)

        told = {}
        for row in PromiseAnswer.objects.order_by("pk"):
            assert row.digest is not None
            told.setdefault(row.digest.uuid, {})[row.point] = row.words
        mails = digests()
        assert len(mails) == 2 * len(told)
        for mail in mails:
            newest = told[mail.ref]
            for words in newest.values():
                assert mail.text.count(words) == 1
            # What was overtaken in the same sitting, or told before, is not told as new.
            others = {f"Svar nummer {one}." for one in range(1, made + 1)} - set(newest.values())
            assert not any(words in mail.text for words in others)
        transaction.set_rollback(True)
