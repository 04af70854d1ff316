# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest

from samspil.engines import sorting as s
from samspil.engines.sorting import Refusal, Unit


class Log:
    """A log that grows, as two officers make it."""

    def __init__(self):
        self.entries, self.board = [], s.EMPTY

    def add(self, move, by="mette"):
        assert s.check(self.board, move, by=by) is None
        self.entries.append(s.Entry(len(self.entries) + 1, by, move))
        self.board = s.replay(self.entries[-1:], self.board)

    def refused(self, move, by="mette"):
        return s.check(self.board, move, by=by)


@pytest.fixture
def log():
    log = Log()
    log.add(s.ThemeCreate("t1", "Færre beskeder"))
    log.add(s.PointCreate("p1", "Én besked om ugen", "t1"))
    log.add(s.PointCreate("p2", "Skriv, hvad det koster", "t1"))
    return log


def facts(*notes):
    """(id, table) pairs, or (id, table, dissent)."""
    return {
        note[0]: s.NoteFact(note[0], s.NoteOrigin.TABLE, table=note[1], round=1, dissent=len(note) > 2)
        for note in notes
    }


def test_every_move_survives_json():
    unit = Unit("n1", 2)
    moves = [
        s.ThemeCreate("t", "x"), s.ThemeRename("t", "y"), s.ThemeOrder("t", s.FIRST), s.ThemeRemove("t"),
        s.PointCreate("p", "x", "t"), s.PointState("p", "y"), s.PointMove("p", "t", None), s.PointRemove("p"),
        s.PointMerge("p", "q"), s.PointRestore("p"), s.PointSplit("p", "q", "x", (unit,)), s.NotePlace(unit, "p"),
        s.NoteUnplace(unit, "p"), s.NoteMove(unit, "p", "q"), s.NoteAside(unit, s.AsideReason.UNCLEAR, "?"),
        s.NoteBack(unit), s.NoteSplit("n1", ((0, 3), (4, 9)), "abc"), s.NoteJoin("n1"), s.Undo(3),
    ]  # fmt: skip

    assert {move.kind for move in moves} == set(s.MOVES)
    assert [s.from_json(s.to_json(move)) for move in moves] == moves


@pytest.mark.parametrize("data", [{}, {"kind": "x"}, {"kind": "undo"}, {"kind": "note_place", "unit": 3, "point": "p"}])
def test_what_is_no_move_is_refused(data):
    with pytest.raises(s.MoveUnreadableError):
        s.from_json(data)


def test_a_note_can_support_several_points(log):
    log.add(s.NotePlace(Unit("n1"), "p1"))
    log.add(s.NotePlace(Unit("n1"), "p2"))

    assert log.board.places(Unit("n1")) == ("p1", "p2")
    assert log.refused(s.NotePlace(Unit("n1"), "p1")) == Refusal.ALREADY_PLACED


def test_a_note_is_placed_or_aside_never_both(log):
    log.add(s.NotePlace(Unit("n1"), "p1"))
    log.add(s.NoteAside(Unit("n2"), s.AsideReason.OFF_TOPIC))

    assert log.refused(s.NoteAside(Unit("n1"), s.AsideReason.OFF_TOPIC)) == Refusal.NOTE_IS_PLACED
    assert log.refused(s.NotePlace(Unit("n2"), "p1")) == Refusal.NOTE_IS_ASIDE
    assert log.refused(s.NoteAside(Unit("n3"), s.AsideReason.OTHER, " ")) == Refusal.REASON_NEEDS_WORDS


def test_only_empty_themes_and_points_are_removed(log):
    log.add(s.NotePlace(Unit("n1"), "p1"))

    assert log.refused(s.ThemeRemove("t1")) == Refusal.THEME_NOT_EMPTY
    assert log.refused(s.PointRemove("p1")) == Refusal.POINT_NOT_EMPTY
    log.add(s.PointRemove("p2"))
    assert list(log.board.points) == ["p1"]


def test_points_are_ordered(log):
    log.add(s.PointCreate("p3", "Ring først", "t1"))
    log.add(s.PointMove("p3", "t1", s.FIRST))
    log.add(s.PointMove("p1", "t1", "p2"))

    assert [point.id for point in log.board.themes[0].points] == ["p3", "p2", "p1"]


def test_a_single_table_point_does_not_vanish_in_a_merge(log):
    known = facts(("n1", 1), ("n2", 2), ("n3", 3))
    log.add(s.NotePlace(Unit("n1"), "p1"))
    log.add(s.NotePlace(Unit("n2"), "p1"))
    log.add(s.NotePlace(Unit("n3"), "p2"))
    log.add(s.PointMerge("p2", "p1"))

    tally = s.tallies(log.board, known)["p1"]

    assert (tally.tables, tally.is_single) == ({1, 2, 3}, False)
    assert [(voice.statement, voice.table, voice.units) for voice in tally.voices] == [
        ("Skriv, hvad det koster", 3, (Unit("n3"),))
    ]


def test_both_sides_of_a_merge_are_remembered(log):
    log.add(s.NotePlace(Unit("n1"), "p1"))
    log.add(s.NotePlace(Unit("n2"), "p2"))
    log.add(s.PointMerge("p2", "p1"))

    voices = s.tallies(log.board, facts(("n1", 1), ("n2", 2)))["p1"].voices

    assert {voice.statement for voice in voices} == {"Én besked om ugen", "Skriv, hvad det koster"}


def test_a_voice_follows_when_the_point_is_split(log):
    known = facts(("n1", 1), ("n2", 2), ("n3", 3), ("n4", 4))
    for note, point in (("n1", "p1"), ("n2", "p1"), ("n4", "p1"), ("n3", "p2")):
        log.add(s.NotePlace(Unit(note), point))
    log.add(s.PointMerge("p2", "p1"))
    log.add(s.PointSplit("p1", "p3", "Begge dele", (Unit("n3"), Unit("n1"))))

    voices = s.single_voices(log.board, known)

    assert [(point, voice.table) for point, found in voices.items() for voice in found] == [("p3", 3)]


def test_a_merged_point_can_be_taken_out_again(log):
    for note, point in (("n1", "p1"), ("n2", "p2"), ("n3", "p1"), ("n3", "p2")):
        log.add(s.NotePlace(Unit(note), point))
    before = log.board
    log.add(s.PointMerge("p2", "p1"))
    log.add(s.PointState("p1", "Nye ord"))
    log.add(s.PointRestore("p2"))

    assert log.board.points["p2"].units == before.points["p2"].units
    assert log.board.points["p1"].units == before.points["p1"].units
    assert log.refused(s.PointRestore("p2")) == Refusal.NOT_MERGED


def test_undo_takes_back_ones_own_latest_move(log):
    log.add(s.NotePlace(Unit("n1"), "p1"))
    log.add(s.NotePlace(Unit("n2"), "p1"), by="jonas")

    assert s.undo_target(log.board, by="mette") == 4
    log.add(s.Undo(4))
    assert log.board.places(Unit("n1")) == ()
    assert log.board.places(Unit("n2")) == ("p1",)
    assert log.refused(s.Undo(4)) == Refusal.ALREADY_UNDONE
    assert log.refused(s.Undo(5)) == Refusal.MOVE_OF_ANOTHER
    assert log.refused(s.Undo(6)) == Refusal.MOVE_UNKNOWN


def test_undo_says_who_has_built_on_the_move(log):
    log.add(s.PointCreate("p3", "Ring først", "t1"))
    log.add(s.NotePlace(Unit("n1"), "p3"), by="jonas")

    target = s.undo_target(log.board, by="mette")

    assert isinstance(target, s.Blocked)
    assert (target.of, target.by, target.number, target.why) == (4, "jonas", 5, "note_place")
    assert log.refused(s.Undo(4)) == Refusal.BUILT_ON
    log.add(s.Undo(5), by="jonas")
    assert s.undo_target(log.board, by="mette") == 4


def test_two_notes_in_one_point_do_not_build_on_each_other(log):
    log.add(s.NotePlace(Unit("n1"), "p1"))
    log.add(s.NotePlace(Unit("n1"), "p2"), by="jonas")
    log.add(s.PointCreate("p9", "Nyt", "t1"), by="jonas")

    assert s.undo_target(log.board, by="mette") == 4


def test_words_that_somebody_changed_meanwhile_are_seen(log):
    seen = log.board.number
    log.add(s.NotePlace(Unit("n1"), "p1"), by="jonas")
    assert s.written_since(log.board, s.PointState("p1", "Mine ord"), seen) is None

    log.add(s.PointState("p1", "Jonas' ord"), by="jonas")
    assert s.written_since(log.board, s.PointState("p1", "Mine ord"), seen).by == "jonas"
    assert s.written_since(log.board, s.PointState("p2", "Mine ord"), seen) is None
    assert s.written_since(log.board, s.PointState("p1", "Mine ord"), log.board.number) is None


def test_new_words_after_a_merge_hold_the_merge(log):
    log.add(s.PointMerge("p2", "p1"))
    log.add(s.PointState("p1", "Begge dele"), by="jonas")

    assert s.undo_target(log.board, by="mette").by == "jonas"


def test_a_split_note_is_accounted_for_when_each_part_is(log):
    known = facts(("n1", 1))["n1"]
    log.add(s.NoteSplit("n1", ((0, 5), (6, 9))))
    assert log.refused(s.NotePlace(Unit("n1"), "p1")) == Refusal.NOTE_IS_SPLIT
    assert log.refused(s.NotePlace(Unit("n1", 3), "p1")) == Refusal.NOT_SPLIT

    log.add(s.NotePlace(Unit("n1", 1), "p1"))
    assert s.placement(log.board, known) == s.Placement.PARTLY
    log.add(s.NoteAside(Unit("n1", 2), s.AsideReason.UNCLEAR))
    assert s.placement(log.board, known) == s.Placement.PLACED
    assert s.unaccounted(log.board, [known]) == ()

    log.add(s.NoteJoin("n1"))
    assert s.unaccounted(log.board, [known]) == ("n1",)


def test_a_note_edited_after_its_split_is_unsorted_again(log):
    log.add(s.NoteSplit("n1", ((0, 5), (6, 9)), s.text_digest("sig én ting")))
    log.add(s.NotePlace(Unit("n1", 1), "p1"))
    log.add(s.NotePlace(Unit("n1", 2), "p2"))
    fact = s.NoteFact("n1", s.NoteOrigin.TABLE, table=1, digest=s.text_digest("sig to ting"))

    assert s.is_stale(log.board, fact)
    assert s.unaccounted(log.board, [fact]) == ("n1",)


@pytest.mark.parametrize(
    ("spans", "covers"),
    [
        (((0, 7), (8, 15)), True),
        (((0, 7), (7, 16)), True),
        (((0, 7),), False),
        (((0, 7), (6, 16)), False),
        (((0, 7), (7, 99)), False),
        (((0, 7), (7, 8), (8, 16)), False),
    ],
)
def test_spans_hold_every_word(spans, covers):
    assert s.spans_cover("Ring nu. Skriv.!", spans) is covers


def test_only_table_notes_enter_table_counts(log):
    known = facts(("n1", 1), ("n2", 1, "dissent"), ("n3", 2))
    known["n4"] = s.NoteFact("n4", s.NoteOrigin.TALK)
    known["n5"] = s.NoteFact("n5", s.NoteOrigin.PLENUM)
    known["n6"] = s.NoteFact("n6", s.NoteOrigin.TABLE, table=7, withdrawn=True)
    for note in known:
        log.add(s.NotePlace(Unit(note), "p1"))

    tally = s.tallies(log.board, known)["p1"]

    assert (tally.tables, tally.table_notes, tally.talk_notes, tally.plenum_notes) == ({1, 2}, 3, 1, 1)
    assert (tally.notes, tally.dissent, tally.dissent_notes) == (5, 1, 1)


def test_a_gap_in_the_log_is_an_error(log):
    with pytest.raises(ValueError, match="does not follow"):
        s.replay([s.Entry(5, "mette", s.ThemeCreate("t9", "x"))], log.board)


def test_an_illegal_log_is_an_error(log):
    with pytest.raises(s.IllegalMoveError):
        s.replay([s.Entry(4, "mette", s.NotePlace(Unit("n1"), "nowhere"))], log.board)
