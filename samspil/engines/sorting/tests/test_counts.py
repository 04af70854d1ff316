# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What is counted on a board: each note once, each table once, and a table that says two things counts as one."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from samspil.engines import sorting as s
from samspil.engines.sorting import Unit

TABLES = st.integers(1, 4)


def board_with(*placed, moves=()):
    """(note, point) pairs at points p1 and p2, then `moves`."""
    made = [s.PointCreate("p1", "Én besked om ugen"), s.PointCreate("p2", "Skriv, hvad det koster")]
    made += [s.NotePlace(unit if isinstance(unit, Unit) else Unit(unit), point) for unit, point in placed]
    return s.replay([s.Entry(number, "mette", move) for number, move in enumerate([*made, *moves], 1)])


def note(name, table=None, **more):
    origin = s.NoteOrigin.TABLE if table else more.pop("origin", s.NoteOrigin.TALK)
    return s.NoteFact(name, origin, table=table, **more)


def known(*notes):
    return {one.id: one for one in notes}


@given(st.lists(st.tuples(TABLES, st.sampled_from(["same", "differs", "no"])), max_size=8), st.sets(TABLES, max_size=2))
def test_a_table_counts_once_and_as_it_wrote_before_what_it_answered(answers, wrote):
    """Who wrote at the point is counted there and nowhere else; who says both is one who sees it differently."""
    facts = known(note("n0", 9), *(note(f"n{table}", table) for table in wrote))
    board = board_with(*((one, "p1") for one in facts))
    echoes = [s.Echo(note="n0", own="x", table=table, answer=answer) for table, answer in answers]

    tally = s.tallies(board, facts, echoes)["p1"]

    said = {answer: {table for table, given_one in answers if given_one == answer} for answer in ("same", "differs")}
    assert tally.tables == {9} | wrote
    assert tally.differing_tables == said["differs"] - wrote
    assert tally.agreeing_tables == said["same"] - said["differs"] - wrote
    assert tally.agreeing + tally.differing + len(tally.tables) == len(
        tally.agreeing_tables | tally.differing_tables | tally.tables
    ), "no table is in two figures"


def test_an_answer_to_a_withdrawn_note_or_to_part_of_one_counts_nowhere():
    facts = known(note("n1", 1), note("n2", 2, withdrawn=True), note("n3", 3))
    board = board_with(
        ("n1", "p1"),
        ("n2", "p1"),
        moves=[s.NoteSplit("n3", ((0, 4), (5, 9))), s.NotePlace(Unit("n3", 1), "p1"), s.NotePlace(Unit("n3", 2), "p2")],
    )
    echoes = [
        s.Echo(note="n2", own="x", table=5, answer="same"),
        s.Echo(note="n3", own="x", table=6, answer="same"),
        s.Echo(note="n1", own="x", table=7, answer="same"),
    ]

    tallies = s.tallies(board, facts, echoes)

    assert (tallies["p1"].agreeing_tables, tallies["p2"].agreeing_tables) == ({7}, set())


def test_only_one_table_means_one_and_not_none_or_two():
    facts = known(note("n1", 1), note("n2", 1), note("n3", 2), note("talk"))

    def mark(*notes):
        return s.tallies(board_with(*((one, "p1") for one in notes)), facts)["p1"].is_single

    assert [mark("n1"), mark("n1", "n2"), mark("n1", "talk")] == [True] * 3
    assert [mark(), mark("talk"), mark("n1", "n3")] == [False] * 3


def test_the_voice_of_one_table_is_heard_beside_one_other_and_not_beside_none():
    """Two tables in the point are enough for the mark to be gone, and then the voice is listed."""
    facts = known(note("n1", 1), note("n2", 2), note("same", 2))
    merge = [s.PointMerge("p2", "p1")]

    two = s.tallies(board_with(("n1", "p1"), ("n2", "p2"), moves=merge), facts)["p1"]
    one = s.tallies(board_with(("same", "p1"), ("n2", "p2"), moves=merge), facts)["p1"]

    assert sorted(voice.table for voice in two.voices) == [1, 2]
    assert (one.is_single, one.voices) == (True, ())


def test_a_withdrawn_note_is_in_no_figure_and_in_no_voice():
    facts = known(
        note("n1", 1, essential=True, dissent=True, language="ar"),
        note("n2", 2, language="da"),
        note("gone", 1, essential=True, dissent=True, language="uk", withdrawn=True),
    )
    board = board_with(("n1", "p2"), ("gone", "p2"), ("n2", "p1"), moves=[s.PointMerge("p2", "p1")])

    tally = s.tallies(board, facts)["p1"]

    assert tally.languages == {"ar": 1, "da": 1}, "nor does it help to name a language"
    assert (tally.notes, tally.essential_notes, tally.dissent_notes) == (2, 1, 1)
    assert {voice.statement: voice.units for voice in tally.voices} == {
        "Skriv, hvad det koster": (Unit("n1"),),
        "Én besked om ugen": (Unit("n2"),),
    }


@given(st.lists(st.tuples(st.sampled_from(list(s.NoteOrigin)), TABLES, st.booleans(), st.booleans(), st.booleans())))
def test_each_note_is_counted_once_in_each_figure_it_belongs_to(rows):
    """However many of its parts lie at the point."""
    facts = {
        f"n{number}": s.NoteFact(
            f"n{number}",
            origin,
            table=table if origin == s.NoteOrigin.TABLE else None,
            language=("da", "ar")[table % 2],
            essential=essential,
            dissent=dissent,
            withdrawn=withdrawn,
        )
        for number, (origin, table, essential, dissent, withdrawn) in enumerate(rows)
    }
    halves = [s.NoteSplit(name, ((0, 4), (5, 9))) for name in facts]
    parts = [s.NotePlace(Unit(name, part), "p1") for name in facts for part in (1, 2)]

    tally = s.tallies(board_with(moves=[*halves, *parts]), facts)["p1"]

    left = [fact for fact in facts.values() if not fact.withdrawn]
    by_origin = {origin: sum(fact.origin == origin for fact in left) for origin in s.NoteOrigin}
    assert (tally.table_notes, tally.talk_notes, tally.plenum_notes) == tuple(by_origin.values())
    assert (tally.notes, tally.others) == (len(left), len(left) - tally.table_notes)
    assert tally.essential_notes == sum(fact.essential for fact in left)
    assert tally.dissent_notes == sum(fact.dissent for fact in left)
    assert tally.dissent_tables == {fact.table for fact in left if fact.dissent and fact.table}
    assert tally.dissent == len(tally.dissent_tables)
    assert sum(tally.languages.values()) == len(left)
    assert tally.languages.get("ar", 0) == sum(fact.language == "ar" for fact in left)


def test_accounts_leave_the_withdrawn_out():
    facts = known(note("n1", 1), note("n2", 2), note("n3", 3), note("gone", 4, withdrawn=True))
    board = board_with(
        ("n1", "p1"),
        moves=[s.NoteAside(Unit(name), s.AsideReason.UNCLEAR) for name in ("n2", "gone", "unheard-of")],
    )

    found = s.accounts(board, facts.values())

    assert (found.total, found.settled, found.missing) == (3, 2, ("n3",))
    assert found.asides == {s.AsideReason.UNCLEAR: (Unit("n2"),)}
    assert [found.count(standing) for standing in s.Placement] == [1, 0, 1, 1, 1]


def test_a_note_in_parts_is_placed_when_one_part_is_and_aside_when_all_are():
    split = s.NoteSplit("n1", ((0, 4), (5, 9)))
    away = [s.NoteAside(Unit("n1", part), s.AsideReason.UNCLEAR) for part in (1, 2)]
    one = note("n1", 1)

    assert s.placement(board_with(moves=[split, *away]), one) == s.Placement.ASIDE
    assert s.placement(board_with(moves=[split, away[0], s.NotePlace(Unit("n1", 2), "p1")]), one) == s.Placement.PLACED
    assert not board_with(moves=[split, away[0]]).is_accounted("n1")
    assert board_with(moves=[split, *away]).is_accounted("n1")


def test_a_split_whose_words_nobody_named_is_never_stale():
    board = board_with(moves=[s.NoteSplit("n1", ((0, 4), (5, 9)))])
    named = board_with(moves=[s.NoteSplit("n1", ((0, 4), (5, 9)), "abc")])

    assert not s.is_stale(board, note("n1", 1, digest="abc"))
    assert not s.is_stale(named, note("n1", 1))
    assert not s.is_stale(named, note("n1", 1, digest="abc"))
    assert s.is_stale(named, dataclasses.replace(note("n1", 1), digest="abd"))


def test_what_was_merged_on_is_still_known_where_it_lies():
    board = board_with(
        moves=[s.PointCreate("p3", "Ring først"), s.PointMerge("p2", "p1"), s.PointMerge("p1", "p3")],
    )

    assert {merge.source for merge in s.merged_into(board, "p3")} == {"p1", "p2"}
    assert s.merged_into(board, "p1") == ()
    assert board.final_point("p2") == "p3"
