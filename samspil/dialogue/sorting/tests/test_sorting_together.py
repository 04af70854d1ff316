# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Two officers press at the same moment: the log has no gap, and nothing is done twice."""

import threading
from uuid import uuid4

import pytest
from django.db import connection

from samspil.core.errors import Refused
from samspil.dialogue.sorting.actions.moves import sorting_move, sorting_moves
from samspil.dialogue.sorting.queries.board import board_of
from samspil.dialogue.tests.factories import LATER, MeetingFactory, NoteFactory, officer
from samspil.engines import sorting as s
from samspil.engines.sorting import Unit

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run each in a thread with a connection of its own; they start together."""
    start, refusals = threading.Barrier(len(acts)), []

    def run(act):
        start.wait()
        try:
            act()
        except Refused as refused:
            refusals.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals


@pytest.fixture
def meeting():
    return MeetingFactory(ended=True, tables=3, rounds=1)


def test_moves_at_the_same_moment_are_numbered_without_a_gap(meeting):
    first = meeting.rounds.get()
    notes = [NoteFactory(table=table, round=first) for table in meeting.tables.all() for _ in range(4)]
    point, officers = str(uuid4()), [officer(), officer()]
    sorting_moves(meeting=meeting, moves=[s.PointCreate(point, "Færre beskeder")], by=officers[0], now=LATER)

    def work(by, mine):
        for note in mine:
            sorting_move(meeting=meeting, move=s.NotePlace(Unit(str(note.pk)), point), by=by, now=LATER)

    assert at_once(lambda: work(officers[0], notes[:6]), lambda: work(officers[1], notes[6:])) == []
    assert list(meeting.moves.order_by("number").values_list("number", flat=True)) == list(range(1, 14))
    assert len(board_of(meeting=meeting).points[point].units) == 12


def test_the_same_note_placed_by_both_is_placed_once(meeting):
    note = NoteFactory(table=meeting.tables.first(), round=meeting.rounds.get())
    point, officers = str(uuid4()), [officer(), officer()]
    sorting_moves(meeting=meeting, moves=[s.PointCreate(point, "Færre beskeder")], by=officers[0], now=LATER)
    move = s.NotePlace(Unit(str(note.pk)), point)

    refusals = at_once(*(lambda by=by: sorting_move(meeting=meeting, move=move, by=by, now=LATER) for by in officers))

    assert refusals == ["already-placed"]
    assert meeting.moves.count() == 2


def test_one_press_sent_twice_at_once_is_one_move(meeting):
    by, key = officer(), uuid4()

    def press():
        sorting_move(meeting=meeting, move=s.ThemeCreate(str(uuid4()), "Tema"), by=by, now=LATER, key=key)

    assert at_once(press, press) == []
    assert meeting.moves.count() == 1
