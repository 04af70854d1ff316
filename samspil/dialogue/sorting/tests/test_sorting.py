# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Moves at the desk: the log, what refuses them, and who may undo what."""

import datetime as dt
from uuid import uuid4

import pytest

from samspil.core.errors import Refused
from samspil.core.models import AuditEntry
from samspil.dialogue.models import SortingMove
from samspil.dialogue.notes.actions.notes import note_edit, note_withdraw
from samspil.dialogue.notes.actions.readings import note_mask
from samspil.dialogue.notes.queries.notes import where
from samspil.dialogue.sorting.actions.closing import sorting_close
from samspil.dialogue.sorting.actions.moves import seat_take, sorting_move, sorting_moves, sorting_undo
from samspil.dialogue.sorting.queries.board import board_for, board_of, desk_board_for, minutes_left
from samspil.dialogue.sorting.queries.desk import Desk, colleagues
from samspil.dialogue.tests.factories import (
    LATER,
    AgendaItemFactory,
    MeetingFactory,
    MeetingTableFactory,
    NoteFactory,
    officer,
)
from samspil.engines import sorting as s
from samspil.engines.sorting import Unit
from samspil.live.models import LiveEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory(ended=True, tables=4, rounds=1)


@pytest.fixture
def notes(meeting):
    first = meeting.rounds.get()
    return [NoteFactory(table=table, round=first) for table in meeting.tables.order_by("number")]


@pytest.fixture
def mette():
    return named("Mette")


@pytest.fixture
def jonas():
    return named("Jonas")


def named(name):
    user = officer()
    user.person.given_name = name
    user.person.save()
    return user


def unit(note):
    return Unit(str(note.pk))


@pytest.fixture
def point(meeting, mette):
    """A point in a theme: moves 1 and 2 of the log."""
    theme, point = str(uuid4()), str(uuid4())
    moves = [s.ThemeCreate(theme, "Færre beskeder"), s.PointCreate(point, "Én besked om ugen", theme)]
    sorting_moves(meeting=meeting, moves=moves, by=mette, now=LATER)
    return point


def test_a_move_is_a_row_an_audit_row_and_an_event(meeting, notes, mette, point):
    events = LiveEvent.objects.filter(channel_id=f"sorting:{meeting.uuid}").count()

    moved = sorting_move(meeting=meeting, move=s.NotePlace(unit(notes[0]), point), by=mette, now=LATER)

    assert (moved.number, moved.new) == (3, True)
    row = SortingMove.objects.get(meeting=meeting, number=3)
    assert (row.kind, row.data) == ("note_place", {"unit": [str(notes[0].pk), 0], "point": point})
    assert AuditEntry.objects.filter(action="sorting.note_place", by_uuid=mette.uuid).count() == 1
    assert LiveEvent.objects.filter(channel_id=f"sorting:{meeting.uuid}").count() == events + 1
    assert board_of(meeting=meeting).places(unit(notes[0])) == (point,)


def test_the_same_press_twice_is_one(meeting, notes, mette, point):
    key = uuid4()
    moves = [s.NotePlace(unit(note), point) for note in notes[:2]]

    first = sorting_moves(meeting=meeting, moves=moves, by=mette, now=LATER, key=key)
    again = sorting_moves(meeting=meeting, moves=moves, by=mette, now=LATER, key=key)

    assert (first.new, again.new) == (True, False)
    assert first.number == again.number == 4
    assert meeting.moves.count() == 4


def test_a_press_is_done_whole_or_not_at_all(meeting, notes, mette, point):
    moves = [s.NotePlace(unit(notes[0]), point), s.NotePlace(unit(notes[1]), str(uuid4()))]

    with pytest.raises(Refused) as refused:
        sorting_moves(meeting=meeting, moves=moves, by=mette, now=LATER)

    assert refused.value.code == "point-unknown"
    assert meeting.moves.count() == 2
    assert board_of(meeting=meeting).places(unit(notes[0])) == ()


def test_a_rolled_back_move_is_not_remembered(meeting, notes, mette, point):
    board_of(meeting=meeting)
    with pytest.raises(Refused):
        sorting_moves(
            meeting=meeting,
            moves=[s.NotePlace(unit(notes[0]), point), s.Undo(99)],
            by=mette,
            now=LATER,
        )

    sorting_move(meeting=meeting, move=s.NotePlace(unit(notes[1]), point), by=mette, now=LATER)
    assert [len(board_of(meeting=meeting).places(unit(note))) for note in notes[:2]] == [0, 1]


def test_a_note_of_another_meeting_is_refused(meeting, mette, point):
    other = MeetingFactory(ended=True, tables=1, rounds=1)
    note = NoteFactory(table=other.tables.get(), round=other.rounds.get())

    with pytest.raises(Refused) as refused:
        sorting_move(meeting=meeting, move=s.NotePlace(unit(note), point), by=mette, now=LATER)

    assert refused.value.code == "note-unknown"


def test_a_withdrawn_note_cannot_be_placed_and_leaves_the_counts(meeting, notes, mette, point):
    sorting_move(meeting=meeting, move=s.NotePlace(unit(notes[0]), point), by=mette, now=LATER)
    for note in notes[:2]:
        note_withdraw(note=note, now=LATER, by=mette)

    with pytest.raises(Refused):
        sorting_move(meeting=meeting, move=s.NotePlace(unit(notes[1]), point), by=mette, now=LATER)
    sorting = board_for(meeting=meeting)
    assert sorting.tallies[point].notes == 0
    assert (sorting.accounts.total, len(sorting.missing)) == (2, 2)


def test_a_note_is_split_where_its_words_allow(meeting, notes, mette, point):
    note = notes[0]
    note.text = "Skriv kort. Ring først."
    note.save()
    digest = s.text_digest(note.text)

    move = s.NoteSplit(str(note.pk), ((0, 5), (12, 23)), digest)
    with pytest.raises(Refused) as refused:
        sorting_move(meeting=meeting, move=move, by=mette, now=LATER)
    assert refused.value.code == "spans-wrong"

    move = s.NoteSplit(str(note.pk), ((0, 11), (12, 23)), digest)
    sorting_move(meeting=meeting, move=move, by=mette, now=LATER)
    sorting = board_for(meeting=meeting)
    assert [sorting.unit_text(part) for part in sorting.board.parts(str(note.pk))] == ["Skriv kort.", "Ring først."]


def test_undo_takes_back_the_whole_press(meeting, notes, mette, point):
    new = str(uuid4())
    moves = [s.PointCreate(new, "Ring i god tid"), s.NotePlace(unit(notes[0]), new)]
    sorting_moves(meeting=meeting, moves=moves, by=mette, now=LATER)

    sorting_undo(meeting=meeting, by=mette, now=LATER)

    board = board_of(meeting=meeting)
    assert new not in board.points
    assert board.places(unit(notes[0])) == ()
    assert list(meeting.moves.order_by("number").values_list("kind", flat=True))[-2:] == ["undo", "undo"]


def test_undo_says_who_built_on_it(meeting, notes, mette, jonas, point):
    sorting_move(meeting=meeting, move=s.NotePlace(unit(notes[0]), point), by=jonas, now=LATER)

    with pytest.raises(Refused) as refused:
        sorting_undo(meeting=meeting, by=mette, now=LATER)

    assert refused.value.code == "built-on"
    assert "Jonas har siden lagt en note der" in str(refused.value)


def test_there_may_be_nothing_to_undo(meeting, jonas, point):
    with pytest.raises(Refused) as refused:
        sorting_undo(meeting=meeting, by=jonas, now=LATER)

    assert refused.value.code == "nothing-to-undo"


def test_words_that_a_colleague_changed_meanwhile_are_not_overwritten_unseen(meeting, mette, jonas, point):
    seen = board_of(meeting=meeting).number
    sorting_move(meeting=meeting, move=s.PointState(point, "Jonas' ord"), by=jonas, now=LATER, expected=seen)

    with pytest.raises(Refused) as refused:
        sorting_move(meeting=meeting, move=s.PointState(point, "Mettes ord"), by=mette, now=LATER, expected=seen)
    assert refused.value.code == "words-changed"
    assert "Jonas" in str(refused.value)

    now_seen = board_of(meeting=meeting).number
    sorting_move(meeting=meeting, move=s.PointState(point, "Mettes ord"), by=mette, now=LATER, expected=now_seen)
    assert board_of(meeting=meeting).points[point].statement == "Mettes ord"


def test_a_long_statement_is_refused_with_its_length(meeting, mette, point):
    with pytest.raises(Refused) as refused:
        sorting_move(meeting=meeting, move=s.PointState(point, "x" * 301), by=mette, now=LATER)

    assert "301" in str(refused.value)


def test_a_closed_sorting_takes_no_moves(meeting, notes, mette, point):
    sorting_close(meeting=meeting, by=mette, now=LATER)

    with pytest.raises(Refused) as refused:
        sorting_move(meeting=meeting, move=s.NotePlace(unit(notes[0]), point), by=mette, now=LATER)

    assert refused.value.code == "sorting-closed"


def test_a_board_from_the_cache_is_the_board_of_the_log(meeting, notes, mette, jonas, point):
    for step, note in enumerate(notes):
        sorting_move(meeting=meeting, move=s.NotePlace(unit(note), point), by=(mette, jonas)[step % 2], now=LATER)
        board_of(meeting=meeting)
    sorting_undo(meeting=meeting, by=jonas, now=LATER)

    fresh = s.replay(
        s.Entry(row.number, str(row.by_id), s.from_json({**row.data, "kind": row.kind}))
        for row in meeting.moves.order_by("number")
    )
    assert board_of(meeting=meeting).same_as(fresh)


def test_another_log_under_the_same_name_is_another_board(meeting, notes, mette, point):
    sorting_move(meeting=meeting, move=s.NotePlace(unit(notes[0]), point), by=mette, now=LATER)
    assert board_of(meeting=meeting).places(unit(notes[0])) == (point,)
    # As when the database is put back to an earlier day and the work goes on from there.
    meeting.moves.filter(number=3).delete()
    assert board_of(meeting=meeting).places(unit(notes[0])) == ()
    sorting_move(meeting=meeting, move=s.NotePlace(unit(notes[1]), point), by=mette, now=LATER)

    assert board_of(meeting=meeting).points[point].units == (unit(notes[1]),)


def test_notes_kept_between_presses_are_the_notes_as_they_are(meeting, notes, mette, point):
    def same():
        kept, now = desk_board_for(meeting=meeting), board_for(meeting=meeting)
        assert list(kept.notes) == list(now.notes)
        for counted in ("facts", "units", "accounts", "tallies", "foreign", "echoes", "settled_at", "table_total"):
            assert getattr(kept, counted) == getattr(now, counted), counted
        assert readings(kept) == readings(now)

    def readings(sorting):
        found = {key: getattr(note, "reading", None) for key, note in sorting.notes.items()}
        return {key: reading.text for key, reading in found.items() if reading}

    same()
    note_edit(note=notes[0], text="Andre ord om Karla", now=LATER, by=mette)
    same()
    note_mask(note=notes[0], spans=[(13, 18)], by=mette, now=LATER)
    same()
    note_mask(note=notes[0], spans=[], by=mette, now=LATER)
    same()
    note_withdraw(note=notes[1], now=LATER, by=mette)
    same()
    sorting_move(meeting=meeting, move=s.NotePlace(unit(notes[0]), point), by=mette, now=LATER)
    same()
    sorting_undo(meeting=meeting, by=mette, now=LATER)
    same()
    NoteFactory(table=meeting.tables.first(), round=meeting.rounds.get())
    NoteFactory(meeting=meeting, origin="plenum", language="ar")
    same()
    MeetingTableFactory(meeting=meeting, number=99)
    same()


def test_what_was_counted_is_counted_again_only_after_a_change(meeting, notes, mette, point):
    kept = desk_board_for(meeting=meeting)
    assert kept.tallies[point].notes == 0

    assert desk_board_for(meeting=meeting).tallies is kept.tallies

    sorting_move(meeting=meeting, move=s.NotePlace(unit(notes[0]), point), by=mette, now=LATER)

    moved = desk_board_for(meeting=meeting)
    assert moved.tallies[point].notes == 1
    assert moved.notes is kept.notes


def test_reading_the_board_costs_the_same_however_many_notes(meeting, notes, mette, point, django_assert_num_queries):
    for note in notes:
        sorting_move(meeting=meeting, move=s.NotePlace(unit(note), point), by=mette, now=LATER)

    with django_assert_num_queries(6):
        assert board_for(meeting=meeting).tallies[point].notes == len(notes)


def test_time_left_follows_the_pace(meeting, notes, mette, point):
    assert minutes_left(sorting=board_for(meeting=meeting), notes_left=30) is None
    for step in range(12):
        at = LATER + dt.timedelta(seconds=20 * step)
        move = s.NotePlace(unit(notes[0]), point) if step % 2 == 0 else s.NoteUnplace(unit(notes[0]), point)
        sorting_move(meeting=meeting, move=move, by=mette, now=at)
    for step in range(10):
        at = LATER + dt.timedelta(hours=1, seconds=10 * step)
        sorting_move(meeting=meeting, move=s.NotePlace(unit(notes[1 + step % 3]), point), by=mette, now=at)
        sorting_undo(meeting=meeting, by=mette, now=at)

    assert minutes_left(sorting=board_for(meeting=meeting), notes_left=30) == 5


def test_two_officers_get_different_notes(meeting, notes, mette, jonas):
    first = Desk(sorting=board_for(meeting=meeting), by=mette, now=LATER).focus
    seat_take(meeting=meeting, by=mette, now=LATER, note=first.note)

    sorting = board_for(meeting=meeting)
    others = colleagues(sorting=sorting, by=jonas, now=LATER + dt.timedelta(minutes=1))
    desk = Desk(sorting=sorting, by=jonas, now=LATER, colleagues=others)

    assert desk.focus != first
    assert [(one.name, one.unit) for one in others] == [("Mette", first.note)]
    assert colleagues(sorting=sorting, by=jonas, now=LATER + dt.timedelta(minutes=5)) == ()


def test_where_a_note_was_said(meeting, notes):
    talk = AgendaItemFactory(meeting=meeting, speaker="Gro Lund")

    assert where(notes[1]) == "Bord 2 · runde 1"
    assert where(NoteFactory(meeting=meeting, origin="talk", talk=talk, slide=12)) == "Oplæg: Gro Lund · billede 12"
    assert where(NoteFactory(meeting=meeting, origin="plenum")) == "Plenum"


def test_names_are_masked_and_the_original_is_kept(meeting, notes, mette):
    note = notes[0]
    note.text, note.dissent, note.dissent_text = "Ring til Karla i dag", True, "Ikke Karla"
    note.save()

    reading = note_mask(note=note, spans=[(9, 14)], dissent_spans=[(5, 10)], by=mette, now=LATER, revision=1)

    assert (reading.text, reading.dissent_text, reading.of_revision) == ("Ring til [navn] i dag", "Ikke [navn]", 1)
    note.refresh_from_db()
    assert note.text == "Ring til Karla i dag"
    entry = AuditEntry.objects.get(action="note.mask")
    assert "Karla" not in str(entry.changes)

    assert note_mask(note=note, spans=[], by=mette, now=LATER) is None
    assert not type(reading).objects.exists()


def test_names_in_words_that_changed_meanwhile_are_refused(meeting, notes, mette):
    with pytest.raises(Refused) as refused:
        note_mask(note=notes[0], spans=[(0, 3)], by=mette, now=LATER, revision=7)

    assert refused.value.code == "note-changed"
