# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The order of themes and points is the one that officers gave, however often they move them about."""

from hypothesis import given
from hypothesis import strategies as st

from samspil.engines import sorting as s
from samspil.engines.sorting import Unit

# Made in another order than that of their names, so that the one cannot pass for the other.
NAMES = ["d", "b", "e", "a", "c"]
AFTER = st.one_of(st.none(), st.just(s.FIRST), st.sampled_from(NAMES))
MOVES = st.lists(st.tuples(st.sampled_from(NAMES), AFTER).filter(lambda move: move[0] != move[1]), max_size=12)


def replayed(moves):
    return s.replay([s.Entry(number, "mette", move) for number, move in enumerate(moves, 1)])


def put(order, name, after):
    """What moving `name` means for a list."""
    rest = [one for one in order if one != name]
    place = len(rest) if after is None else 0 if after == s.FIRST else rest.index(after) + 1
    return [*rest[:place], name, *rest[place:]]


@given(MOVES)
def test_points_stand_where_they_were_put(moves):
    order, made = list(NAMES), [s.ThemeCreate("t", "Tema"), *(s.PointCreate(name, name, "t") for name in NAMES)]
    for name, after in moves:
        order = put(order, name, after)
        made.append(s.PointMove(name, "t", after))

    assert [point.id for point in replayed(made).themes[0].points] == order


@given(MOVES)
def test_themes_stand_where_they_were_put(moves):
    order, made = list(NAMES), [s.ThemeCreate(name, name) for name in NAMES]
    for name, after in moves:
        order = put(order, name, after)
        made.append(s.ThemeOrder(name, after))

    assert [theme.id for theme in replayed(made).themes] == order


def test_a_page_lists_theme_by_theme_and_the_loose_points_last():
    board = replayed([
        s.PointCreate("loose", "Løst"), s.ThemeCreate("z", "Først"), s.ThemeCreate("y", "Så"),
        s.PointCreate("p2", "To", "y"), s.PointCreate("p1", "Et", "z"), s.PointCreate("p3", "Tre", "z"),
    ])  # fmt: skip

    assert list(board.points) == ["p1", "p3", "p2", "loose"]


def test_a_point_that_is_split_off_stands_just_after_the_one_it_came_from():
    board = replayed([
        s.PointCreate("p1", "Et"), s.PointCreate("p2", "To"), s.NotePlace(Unit("n1"), "p1"),
        s.NotePlace(Unit("n2"), "p1"), s.PointSplit("p1", "p3", "Tre", (Unit("n2"),)),
        s.NotePlace(Unit("n3"), "p3"), s.PointSplit("p3", "p4", "Fire", (Unit("n3"),)),
    ])  # fmt: skip

    assert list(board.points) == ["p1", "p3", "p4", "p2"]
    assert board.points["p4"].ancestors == ("p3", "p1")


def test_a_point_taken_out_of_a_merge_goes_back_to_its_theme_while_that_is_there():
    made = [
        s.ThemeCreate("t", "Tema"), s.ThemeCreate("u", "Andet"), s.PointCreate("p1", "Et", "t"),
        s.PointCreate("p2", "To", "u"), s.PointMerge("p2", "p1"),
    ]  # fmt: skip

    assert replayed([*made, s.PointRestore("p2")]).points["p2"].theme == "u"
    assert replayed([*made, s.ThemeRemove("u"), s.PointRestore("p2")]).points["p2"].theme == s.LOOSE


def test_notes_that_lay_at_both_points_stay_at_both_when_they_are_taken_apart():
    made = [s.PointCreate("p1", "Et"), s.PointCreate("p2", "To")]
    made += [s.NotePlace(Unit(note), point) for note, point in (("n1", "p1"), ("n1", "p2"), ("n2", "p2"))]

    board = replayed([*made, s.PointMerge("p2", "p1"), s.PointRestore("p2")])

    assert board.points["p1"].units == (Unit("n1"),)
    assert board.points["p2"].units == (Unit("n1"), Unit("n2"))


def test_what_was_set_aside_is_listed_by_note_whatever_the_order_it_came_in():
    aside = [s.NoteAside(Unit(note), s.AsideReason.UNCLEAR) for note in ("n3", "n1", "n2")]

    assert list(replayed(aside).asides) == [Unit("n1"), Unit("n2"), Unit("n3")]


def test_the_loose_points_are_no_theme_and_a_theme_is_not_put_after_itself():
    board = replayed([s.ThemeCreate("t", "Tema")])

    assert s.check(board, s.ThemeCreate(s.LOOSE, "Løse")) == s.Refusal.THEME_EXISTS
    assert s.check(board, s.ThemeOrder("t", "t")) == s.Refusal.AFTER_UNKNOWN
    assert s.check(board, s.ThemeOrder("t", "u")) == s.Refusal.AFTER_UNKNOWN
    assert s.check(board, s.ThemeOrder("t", None)) is None


def test_a_split_is_some_of_what_is_there_and_not_all_and_not_none():
    board = replayed([s.PointCreate("p1", "Et"), s.NotePlace(Unit("n1"), "p1"), s.NotePlace(Unit("n2"), "p1")])

    def refusal(*notes):
        return s.check(board, s.PointSplit("p1", "p2", "To", tuple(Unit(note) for note in notes)))

    assert refusal("n1") is None
    assert [refusal("n1", "n2"), refusal(), refusal("n3"), refusal("n1", "n3")] == [
        s.Refusal.SPLIT_ALL, s.Refusal.SPLIT_NONE, s.Refusal.NOT_PLACED, s.Refusal.NOT_PLACED,
    ]  # fmt: skip


def test_a_note_is_split_in_two_or_more_spans_that_follow_each_other():
    def refusal(*spans):
        return s.check(s.EMPTY, s.NoteSplit("n1", spans))

    assert refusal((0, 4), (4, 9)) is None
    wrong = [(), ((0, 9),), ((0, 4), (3, 9)), ((0, 0), (0, 9)), ((-1, 4), (4, 9)), ((4, 9), (0, 4)), ((0, 4), (9, 5))]
    assert {refusal(*spans) for spans in wrong} == {s.Refusal.SPANS_WRONG}


def test_what_was_written_since_is_the_latest_of_it_and_not_what_one_had_seen():
    made = [s.PointCreate("p1", "Et")]
    entries = [s.Entry(1, "mette", made[0])]
    entries += [s.Entry(number, who, s.PointState("p1", who)) for number, who in ((2, "jonas"), (3, "mette"))]
    board = s.replay(entries)

    def since(number):
        found = s.written_since(board, s.PointState("p1", "Nye ord"), number)
        return found and found.number

    assert [since(0), since(1), since(2), since(3)] == [3, 3, 3, None]


def test_the_very_first_move_can_be_taken_back():
    board = replayed([s.PointCreate("p1", "Et")])

    assert s.undo_target(board, by="mette") == 1
    assert board.latest().number == 1
    assert board.latest("jonas") is None
