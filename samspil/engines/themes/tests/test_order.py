# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Same notes, same result: an answer is a function of the set, never of the order or the detours."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from samspil.engines.themes import NgramEmbedder, Suggester
from samspil.engines.themes.tests.conftest import NOTES, PLACED, POINTS

EMBED = NgramEmbedder(256)
TEXTS = st.text("abcdeæøå ik.,→", max_size=30)
IDS = st.integers(0, 9).map(lambda number: f"i{number}")


def filled(steps):
    suggester = Suggester(EMBED)
    for name, arguments in steps:
        getattr(suggester, name)(*arguments)
    return suggester


def answers(suggester, note_ids):
    return (
        [suggester.suggest(note_id, 5) for note_id in sorted(note_ids)],
        [suggester.similar_notes(note_id, 5) for note_id in sorted(note_ids)],
        list(suggester.suggest_new_point()),
        suggester.suggest_new_point().because,
    )


def steps_of(notes, points, placed):
    added = [("add_note", item) for item in notes.items()] + [("add_point", item) for item in points.items()]
    return added, [("place", pair) for pair in placed]


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(IDS, TEXTS, min_size=1),
    st.dictionaries(IDS, TEXTS, min_size=1, max_size=6),
    st.data(),
    st.randoms(use_true_random=False),
)
def test_order_of_arrival_leaves_no_trace(notes, points, data, chance):
    pairs = st.tuples(st.sampled_from(sorted(notes)), st.sampled_from(sorted(points)))
    placed = data.draw(st.lists(pairs, unique=True, max_size=12))
    added, placings = steps_of(notes, points, placed)
    expected = answers(filled(added + placings), notes)

    chance.shuffle(added)
    chance.shuffle(placings)

    assert answers(filled(added + placings), notes) == expected


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(NOTES)), st.sampled_from(sorted(POINTS))), max_size=8))
def test_unplace_restores(detours):
    added, placings = steps_of(NOTES, POINTS, PLACED.items())
    suggester = filled(added + placings)
    expected = answers(suggester, NOTES)
    detours = [pair for pair in detours if pair not in PLACED.items()]

    for pair in detours:
        suggester.place(*pair)
        suggester.suggest(pair[0], 3)
    for pair in reversed(detours):
        suggester.unplace(*pair)

    assert answers(suggester, NOTES) == expected


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(IDS, TEXTS, min_size=1), TEXTS, TEXTS)
def test_what_was_removed_or_rewritten_leaves_no_trace(extra, other_text, other_statement):
    added, placings = steps_of(NOTES, POINTS, PLACED.items())
    suggester = filled(added + placings)
    expected = answers(suggester, NOTES)

    for note_id, text in extra.items():
        suggester.add_note(note_id, text)
        suggester.place(note_id, "p1")
    suggester.add_point("p9", other_statement)
    suggester.place("n2", "p9")
    suggester.add_point("p1", other_statement)
    suggester.add_note("n1", other_text, language="en")
    for note_id in extra:
        suggester.remove_note(note_id)
    suggester.remove_point("p9")
    suggester.add_point("p1", POINTS["p1"])
    suggester.add_note("n1", NOTES["n1"])

    assert answers(suggester, NOTES) == expected


def test_notes_met_one_by_one_end_where_notes_given_at_once_do():
    added, placings = steps_of(NOTES, POINTS, PLACED.items())
    expected = answers(filled(added + placings), NOTES)
    order = sorted(NOTES)
    random.Random(4).shuffle(order)
    suggester = Suggester(EMBED)

    for note_id in order:
        suggester.add_note(note_id, NOTES[note_id])
        suggester.suggest(note_id, 5)
        if point_id := PLACED.get(note_id):
            suggester.add_point(point_id, POINTS[point_id])
            suggester.place(note_id, point_id)

    assert answers(suggester, NOTES) == expected
