# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Two plan the same meeting at the same moment: nothing is lost, nobody waits for the other for ever."""

import datetime as dt

import pytest

from samspil.dialogue.meetings.enums import ItemKind
from samspil.dialogue.models import AgendaWish
from samspil.dialogue.planning.actions import plan as planning
from samspil.dialogue.sorting.tests.test_sorting_together import at_once
from samspil.dialogue.tests.factories import EVENING, MeetingFactory, officer
from samspil.dialogue.wishes import actions as wishing
from samspil.dialogue.wishes.enums import WishOutcome
from samspil.people.tests.factories import BoardFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
NOW = EVENING - dt.timedelta(days=20)


@pytest.fixture
def meeting():
    return MeetingFactory(wishes_by=(EVENING - dt.timedelta(days=10)).date(), invited_at=NOW)


@pytest.fixture
def wishes(meeting):
    by = UserFactory()
    return [
        wishing.wish_make(meeting=meeting, board=BoardFactory(), title=title, why="Mange spørger.", by=by, now=NOW)
        for title in ("Skærme", "Lektier", "Trivsel", "Skolevej")
    ]


def add(meeting, title):
    planning.agenda_item_add(meeting=meeting, kind=ItemKind.OTHER, title=title, minutes=5, by=officer(), now=NOW)


def decide(wish, by):
    wishing.wish_decide(wish=wish, outcome=WishOutcome.AGENDA, reason="", by=by, now=NOW)


def test_lines_added_at_the_same_moment_each_get_a_place(meeting):
    at_once(*(lambda title=title: add(meeting, title) for title in "abcdef"))

    assert list(meeting.agenda.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_two_officers_decide_at_the_same_moment(meeting, wishes):
    officers = [officer(), officer()]

    at_once(
        *(lambda wish=wish, number=number: decide(wish, officers[number % 2]) for number, wish in enumerate(wishes))
    )

    assert meeting.agenda.count() == 4
    assert not AgendaWish.objects.filter(agenda_item__isnull=True).exists()


def test_one_wish_decided_by_both_is_one_line(meeting, wishes):
    at_once(*(lambda by=by: decide(wishes[0], by) for by in (officer(), officer())))

    assert meeting.agenda.count() == 1


def test_a_board_stands_behind_a_wish_while_it_is_decided_and_another_line_is_changed(meeting, wishes):
    by, boards = officer(), [BoardFactory() for _ in wishes]
    add(meeting, "Velkomst")
    line = meeting.agenda.get()

    def second(number):
        for wish in wishes:
            wishing.wish_second(wish=wish, board=boards[number], by=by, now=NOW)

    def change():
        for minutes in range(6, 12):
            planning.agenda_item_update(item=line, title="Velkomst", speaker="", minutes=minutes, by=by, now=NOW)

    acts = [lambda wish=wish: decide(wish, by) for wish in wishes]
    acts += [lambda number=number: second(number) for number in range(3)]
    refusals = at_once(*acts, change)

    assert refusals == []
    assert meeting.agenda.count() == 5
    assert [wish.seconds.count() for wish in wishes] == [3, 3, 3, 3]
    line.refresh_from_db()
    assert line.minutes == 11
