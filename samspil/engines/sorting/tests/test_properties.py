# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Two officers at one board, in any order, with notes that arrive late: no voice is lost, and the log is the truth."""

import dataclasses

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from samspil.engines import sorting as s
from samspil.engines.sorting import Unit

OFFICERS = st.sampled_from(["mette", "jonas"])
QUIET = settings(max_examples=60, stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def is_sound(board, facts):
    """What must hold of any board: everything is somewhere, nothing is in two states, nothing hangs in the air."""
    for note in facts:
        for unit in board.parts(note):
            places = board.places(unit)
            assert len(places) == len(set(places))
            assert not (places and unit in board.asides)
            assert all(unit in board.points[point].units for point in places)
    known = {unit for note in facts for unit in board.parts(note)}
    assert {unit for point in board.points.values() for unit in point.units} | set(board.asides) <= known
    assert {point.theme for point in board.points.values()} <= {theme.id for theme in board.themes} | {s.LOOSE}
    assert sum(len(theme.points) for theme in board.themes) + len(board.loose) == len(board.points)


class Desk(RuleBasedStateMachine):
    themes, points, notes = Bundle("themes"), Bundle("points"), Bundle("notes")

    def __init__(self):
        super().__init__()
        self.entries, self.boards, self.facts, self.ids = [], [s.EMPTY], {}, 0

    @property
    def board(self):
        return self.boards[-1]

    def new_id(self, prefix):
        self.ids += 1
        return f"{prefix}{self.ids}"

    def do(self, move, by):
        """Make the move if it is legal; a refused one must not be makeable."""
        entry = s.Entry(len(self.entries) + 1, by, s.from_json(s.to_json(move)))
        if s.check(self.board, move, by=by) is not None:
            try:
                s.replay([entry], self.board)
            except s.IllegalMoveError:
                return False
            raise AssertionError("a refused move was made")
        before = self.board
        self.entries.append(entry)
        self.boards.append(s.replay([entry], before))
        if not isinstance(move, s.Undo):
            self.undo_and_redo(before, move, by)
        return True

    def undo_and_redo(self, before, move, by):
        """A move nobody has built on: undone, the board is as before; made again, as after."""
        number = len(self.entries)
        undone = s.replay([s.Entry(number + 1, by, s.Undo(number))], self.board)
        assert undone.same_as(before)
        assert s.replay([s.Entry(number + 2, by, move)], undone).same_as(self.board)

    @initialize(target=notes, table=st.integers(1, 4))
    def first_note(self, table):
        return self.arrive(table)

    @rule(target=notes, table=st.integers(1, 4))
    def late_note(self, table):
        return self.arrive(table)

    def arrive(self, table):
        note = self.new_id("n")
        self.facts[note] = s.NoteFact(note, s.NoteOrigin.TABLE, table=table)
        return note

    @rule(note=notes)
    def withdraw(self, note):
        if note.endswith("3"):
            self.facts[note] = dataclasses.replace(self.facts[note], withdrawn=True)

    @rule(target=themes, by=OFFICERS)
    def theme(self, by):
        theme = self.new_id("t")
        self.do(s.ThemeCreate(theme, f"Tema {theme}"), by)
        return theme

    @rule(theme=themes, by=OFFICERS, after=st.none() | st.just(s.FIRST) | themes)
    def theme_order(self, theme, by, after):
        self.do(s.ThemeOrder(theme, after), by)

    @rule(theme=themes, by=OFFICERS)
    def theme_remove(self, theme, by):
        self.do(s.ThemeRemove(theme), by)

    @rule(target=points, theme=st.just(s.LOOSE) | themes, by=OFFICERS)
    def point(self, theme, by):
        point = self.new_id("p")
        self.do(s.PointCreate(point, f"Punkt {point}", theme), by)
        return point

    @rule(point=points, by=OFFICERS, words=st.sampled_from(["a", "b"]))
    def state(self, point, by, words):
        self.do(s.PointState(point, words), by)

    @rule(point=points, theme=st.just(s.LOOSE) | themes, by=OFFICERS, after=st.none() | points)
    def point_move(self, point, theme, by, after):
        self.do(s.PointMove(point, theme, after), by)

    @rule(point=points, by=OFFICERS)
    def point_remove(self, point, by):
        self.do(s.PointRemove(point), by)

    @rule(source=points, into=points, by=OFFICERS)
    def merge(self, source, into, by):
        self.do(s.PointMerge(source, into), by)

    @rule(point=points, by=OFFICERS)
    def restore(self, point, by):
        self.do(s.PointRestore(point), by)

    @rule(target=points, point=points, by=OFFICERS, data=st.data())
    def point_split(self, point, by, data):
        new = self.new_id("p")
        present = self.board.points[point].units if point in self.board.points else ()
        chosen = data.draw(st.sets(st.sampled_from(present)) if present else st.just(set()))
        self.do(s.PointSplit(point, new, f"Punkt {new}", tuple(sorted(chosen))), by)
        return new

    @rule(note=notes, part=st.integers(0, 2), point=points, by=OFFICERS)
    def place(self, note, part, point, by):
        self.do(s.NotePlace(Unit(note, part), point), by)

    @rule(note=notes, point=points, by=OFFICERS)
    def place_whole(self, note, point, by):
        self.do(s.NotePlace(Unit(note), point), by)

    @rule(note=notes, part=st.integers(0, 2), point=points, by=OFFICERS)
    def unplace(self, note, part, point, by):
        self.do(s.NoteUnplace(Unit(note, part), point), by)

    @rule(note=notes, source=points, goal=points, by=OFFICERS)
    def move(self, note, source, goal, by):
        self.do(s.NoteMove(Unit(note), source, goal), by)

    @rule(note=notes, part=st.integers(0, 2), by=OFFICERS)
    def aside(self, note, part, by):
        self.do(s.NoteAside(Unit(note, part), s.AsideReason.UNCLEAR), by)

    @rule(note=notes, part=st.integers(0, 2), by=OFFICERS)
    def back(self, note, part, by):
        self.do(s.NoteBack(Unit(note, part)), by)

    @rule(note=notes, by=OFFICERS)
    def note_split(self, note, by):
        self.do(s.NoteSplit(note, ((0, 4), (5, 9))), by)

    @rule(note=notes, by=OFFICERS)
    def note_join(self, note, by):
        self.do(s.NoteJoin(note), by)

    @precondition(lambda self: self.entries)
    @rule(by=OFFICERS)
    def undo(self, by):
        target = s.undo_target(self.board, by=by)
        if isinstance(target, s.Blocked):
            assert target.by != by
            assert not self.do(s.Undo(target.of), by)
        elif target is not None:
            self.undo_keeps_the_rest(target, by)

    @precondition(lambda self: self.entries)
    @rule(by=OFFICERS, data=st.data())
    def undo_an_earlier_one(self, by, data):
        """Not only the latest: whatever nobody built on can go, and the rest stands as if it had never been."""
        number = data.draw(st.integers(1, len(self.entries)))
        if s.check(self.board, s.Undo(number), by=by) is None:
            self.undo_keeps_the_rest(number, by)

    def undo_keeps_the_rest(self, number, by):
        wrote = set(self.board.done(number).before)
        before = self.board
        assert self.do(s.Undo(number), by)
        after = self.board
        changed = {
            key
            for key in {*before._state.values, *after._state.values}
            if before._state.values.get(key) != after._state.values.get(key)
        }
        assert changed <= wrote

    @invariant()
    def nothing_is_lost_or_doubled(self):
        is_sound(self.board, self.facts)
        counted = s.accounts(self.board, self.facts.values())
        assert set(counted.placement) == set(self.facts)
        assert sum(counted.count(placement) for placement in s.Placement) == len(self.facts)

    @invariant()
    def single_voices_stay(self):
        """Each merge that swallowed a one-table statement is marked or listed wherever its notes went with it."""
        tallies = s.tallies(self.board, self.facts)
        for merge in self.board.merges:
            notes = {unit.note for unit in merge.units}
            tables = {self.facts[note].table for note in notes if not self.facts[note].withdrawn}
            final = self.board.final_point(merge.into)
            if len(tables) != 1 or final not in tallies:
                continue
            there = set(merge.units) & set(self.board.points[final].units)
            if any(not self.facts[unit.note].withdrawn for unit in there):
                listed = {voice.source for voice in tallies[final].voices}
                assert tallies[final].is_single or merge.source in listed

    def teardown(self):
        """The same log makes the same board, in one go or in pieces."""
        whole = s.replay(self.entries)
        assert whole.same_as(self.board)
        assert whole.themes == self.board.themes
        assert whole.loose == self.board.loose
        for cut in range(0, len(self.entries), 7):
            assert s.replay(self.entries[cut:], self.boards[cut]).same_as(whole)


TestDesk = Desk.TestCase
TestDesk.settings = QUIET


@given(
    st.text(alphabet="abc .,æ", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 31), st.integers(0, 31)), max_size=4),
)
def test_spans_that_cover_leave_no_word(text, spans):
    if s.spans_cover(text, spans):
        covered = {index for start, end in spans for index in range(start, end)}
        assert all(index in covered for index, letter in enumerate(text) if letter.isalnum())
        assert len(covered) == sum(end - start for start, end in spans)
