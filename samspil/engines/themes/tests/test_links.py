# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What tables say of each other's notes is strong evidence, and leaves no trace of the order it came in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspil.engines.themes import Link, NgramEmbedder, Reason, Suggester, harvest_cards
from samspil.engines.themes.tests.conftest import NOTES, PLACED, POINTS

IDS = st.sampled_from(sorted(NOTES))
SAID = st.tuples(IDS, IDS, st.sampled_from(list(Link)), st.sampled_from("ab")).filter(lambda said: said[0] != said[1])


def made(links=()):
    suggester = Suggester(NgramEmbedder(256))
    for note_id, text in NOTES.items():
        suggester.add_note(note_id, text)
    for point_id, statement in POINTS.items():
        suggester.add_point(point_id, statement)
    for note_id, point_id in PLACED.items():
        suggester.place(note_id, point_id)
    for one, other, kind, by in links:
        suggester.link(one, other, kind, by=by)
    return suggester


def ranks(suggester):
    return [suggester.suggest(note_id) for note_id in sorted(NOTES)]


def test_a_note_goes_where_the_one_lies_that_says_the_same():
    plain = made().suggest("n9")
    found = made([("n9", "n6", Link.SAME, "a")]).suggest("n9")

    assert found[0].point_id == "p3"
    assert (found[0].because.kind, found[0].because.note_id) == (Reason.LINK, "n6")
    assert found[0].score > {one.point_id: one.score for one in plain}["p3"]


def test_no_speaks_against_and_the_last_word_of_a_table_counts():
    score = {
        name: {one.point_id: one.score for one in made(links).suggest("n9")}["p3"]
        for name, links in {
            "nothing": [],
            "no": [("n9", "n6", Link.NO, "a")],
            "same after all": [("n9", "n6", Link.NO, "a"), ("n6", "n9", Link.SAME, "a")],
            "two tables": [("n9", "n6", Link.SAME, "a"), ("n9", "n6", Link.SAME, "b")],
        }.items()
    }

    assert score["no"] < score["nothing"] < score["same after all"] <= score["two tables"]


def test_a_note_is_not_linked_with_itself():
    with pytest.raises(ValueError, match="itself"):
        made().link("n1", "n1", Link.SAME)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(SAID, max_size=8, unique_by=lambda said: (*sorted(said[:2]), said[3])), st.randoms(use_true_random=False)
)
def test_links_leave_no_trace_of_their_order_nor_of_what_was_taken_back(links, chance):
    expected = ranks(made(links))

    chance.shuffle(links)
    suggester = made([*links, ("n1", "n2", Link.NO, "detour")])
    suggester.unlink("n2", "n1", by="detour")

    assert ranks(suggester) == expected


@settings(max_examples=30, deadline=None)
@given(
    st.lists(IDS, max_size=3, unique=True),
    st.lists(st.one_of(IDS, st.just("unknown")), max_size=9),
    st.integers(0, 6),
    st.randoms(use_true_random=False),
)
def test_cards_are_others_notes_each_once_and_the_same_in_any_order(own, others, k, chance):
    suggester = made()
    cards = harvest_cards(suggester, own, others, k)

    chance.shuffle(own)
    chance.shuffle(others)

    assert harvest_cards(suggester, own, others, k) == cards
    shown = [card.other for card in cards]
    assert len(shown) == len(set(shown)) <= k
    assert set(shown) <= set(others) - {"unknown"}
    assert all(card.own in own and card.own != card.other for card in cards)


def test_each_own_note_has_its_nearest_before_any_has_its_second():
    cards = harvest_cards(made(), ["n1", "n4"], ["n2", "n3", "n5", "n8"], 2)

    assert {card.own for card in cards} == {"n1", "n4"}
