# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The days and hours at which a promise changes, each from both sides, and who can own one (promise 4)."""

import datetime as dt

import pytest

from samspil.core.errors import Refused
from samspil.dialogue.promises.enums import PromiseState
from samspil.dialogue.promises.forms.answers import PromiseForm
from samspil.dialogue.promises.queries.answers import ledger, overdue
from samspil.dialogue.promises.queries.mails import digests_due, reminders_due
from samspil.dialogue.tests.factories import LATER, all_meetings
from samspil.dialogue.tests.promise_evening import DUE, answer
from samspil.people.tests.factories import RoleAddressFactory

pytestmark = pytest.mark.django_db
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
# Midnight in Denmark in winter: DUE ends here.
DUE_ENDS = dt.datetime.combine(DUE, dt.time(23), dt.UTC)
TODAY = LATER.date()


@pytest.mark.parametrize(("now", "late"), [(DUE_ENDS - MINUTE, 0), (DUE_ENDS, 1), (DUE_ENDS + DAY, 2)])
def test_the_day_itself_is_not_over_time_until_it_ends_in_denmark(evening, now, late):
    answer(evening, evening.weekly)

    found = ledger(meeting=evening.meeting, now=now)

    (row,) = found.answered
    assert (row.standing.late, found.late) == (late, bool(late))
    assert [one.standing.late for one in overdue(now=now, meetings=all_meetings())] == ([late] if late else [])


@pytest.mark.parametrize(("days", "due", "late"), [(0, True, 0), (1, False, 9)])
def test_a_date_can_be_moved_on_its_own_day_and_not_on_the_next(evening, days, due, late):
    answer(evening, evening.weekly, due_on=TODAY + DAY)
    answer(evening, evening.weekly, due_on=TODAY + 30 * DAY, now=LATER + (1 + days) * DAY)

    (row,) = ledger(meeting=evening.meeting, now=LATER + 10 * DAY).answered

    assert (row.standing.due_on == TODAY + 30 * DAY, row.standing.late) == (due, late)


def test_what_is_over_time_longest_comes_first(evening):
    for point, days in ((evening.first, 3), (evening.weekly, 1), (evening.single, 2)):
        answer(evening, point, due_on=TODAY + days * DAY)

    assert [found.standing.late for found in overdue(now=LATER + 5 * DAY, meetings=all_meetings())] == [4, 3, 2]


def test_answers_are_told_kept_first_then_over_time_then_under_way_then_settled(evening):
    answer(evening, evening.weekly, state="no", words="Vi er for få.")
    answer(evening, evening.first, due_on=TODAY + 30 * DAY)
    answer(evening, evening.single, due_on=TODAY + DAY)
    answer(evening, evening.said_in_talk)
    answer(evening, evening.said_in_talk, state="kept", words="Det er gjort.")

    found = ledger(meeting=evening.meeting, now=LATER + 5 * DAY)

    refs = [row.point.ref for row in found.answered]
    assert refs == [evening.said_in_talk, evening.single, evening.first, evening.weekly]
    assert [row.point.ref for row in found.silent] == [evening.said_in_plenum]


@pytest.mark.parametrize(("hour", "reminded"), [((6, 59), 0), ((7, 0), 1), ((19, 59), 1), ((20, 0), 0)])
def test_reminders_are_sent_from_seven_to_eight_in_the_evening_in_denmark(evening, hour, reminded):
    answer(evening, evening.weekly)
    # One hour before Danish time in January.
    now = dt.datetime.combine(DUE + DAY, dt.time(*hour), dt.UTC) - dt.timedelta(hours=1)

    assert len(reminders_due(now=now)) == reminded
    assert reminders_due(now=now - DAY) == []


def test_news_wait_until_it_has_been_quiet_for_a_quarter_of_an_hour(evening):
    answer(evening, evening.weekly)

    due = [digests_due(now=LATER + 15 * MINUTE - dt.timedelta(seconds=one)) for one in (1, 0)]

    assert due == [[], [evening.meeting.uuid]]


# Who owns it, and by when.


def form(latest=None, **more):
    values = {"seen": "0", "state": "promise", "words": "Vi gør det.", "owner_name": "Hanne Toft"}
    values |= {"owner_address": "", "owner_email": "hanne@example.org", "due_on": f"{TODAY:%d.%m.%Y}", **more}
    return PromiseForm(values, latest=latest, addresses=[], today=TODAY)


def day(date):
    return f"{date:%d.%m.%Y}"


def test_today_can_be_promised_and_yesterday_cannot_unless_it_is_what_was_promised(evening):
    promised = answer(evening, evening.weekly, due_on=TODAY - DAY)

    asked = [form(due_on=day(TODAY)), form(due_on=day(TODAY - DAY)), form(promised, due_on=day(TODAY - DAY))]
    other = form(promised, due_on=day(TODAY - 2 * DAY))

    assert [list(one.errors) for one in (*asked, other)] == [[], ["due_on"], [], ["due_on"]]


@pytest.mark.parametrize("state", ["promise", "looking"])
def test_a_post_or_an_address_is_owner_enough_and_neither_is_not(evening, state):
    post = RoleAddressFactory()

    with pytest.raises(Refused) as refused:
        answer(evening, evening.weekly, state=state, owner_email="", owner_address=None)
    given = answer(evening, evening.weekly, state=state, owner_email="", owner_address=post)

    assert refused.value.code == "promise-no-owner"
    assert (given.owner_address, given.owner_email) == (post, None)
    assert list(form(state=state, owner_email="").errors) == ["owner_address"]
    assert list(form(state=state, owner_name="").errors) == ["owner_name"]


@pytest.mark.parametrize(
    ("before", "taken"), [("promise", True), ("looking", False), ("already", False), ("no", False)]
)
def test_only_a_promise_can_be_kept(evening, before, taken):
    answer(evening, evening.weekly, state=before, words="Sådan er det.")
    kept = {"state": "kept", "words": "Det er gjort."}

    if taken:
        assert answer(evening, evening.weekly, **kept).state == PromiseState.KEPT
        assert answer(evening, evening.weekly, **{**kept, "words": "Det er helt gjort."}).state == PromiseState.KEPT
        return
    with pytest.raises(Refused) as refused:
        answer(evening, evening.weekly, **kept)
    assert refused.value.code == "promise-not-given"
