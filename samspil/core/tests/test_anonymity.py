# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import itertools
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core import anonymity

COUNTS = st.integers(0, 200)
SPLITS = st.dictionaries(st.sampled_from("abcdefgh"), COUNTS, min_size=1)


@pytest.mark.parametrize(
    ("count", "total", "figure", "words"),
    [
        (5, 10, 5, "5"),
        (23, 64, 23, "23"),
        (4, 64, None, "færre end 5"),
        (0, 64, None, "færre end 5"),
        (60, 64, None, "alle på nær færre end 5"),
        (64, 64, None, "alle på nær færre end 5"),
        (59, 64, 59, "59"),
        (3, 4, None, "færre end 5"),
        (3, 9, None, "for få til et tal"),
        (7, 9, None, "for få til et tal"),
    ],
)
def test_a_figure_needs_five_in_it_and_five_outside(count, total, figure, words):
    assert anonymity.shown(count, total) == figure
    assert anonymity.words(count, total) == words


@pytest.mark.parametrize(("count", "total"), [(-1, 5), (6, 5)])
def test_what_is_no_figure_about_a_group_is_an_error(count, total):
    with pytest.raises(ValueError, match="not a figure"):
        anonymity.shown(count, total)


@given(count=COUNTS, outside=COUNTS)
def test_no_shown_figure_is_about_few(count, outside):
    figure = anonymity.shown(count, count + outside)

    assert figure is None or (figure >= 5 and count + outside - figure >= 5)


@given(total=st.integers(0, 9))
def test_words_about_a_small_group_say_nothing_about_the_count(total):
    assert len({anonymity.words(count, total) for count in range(total + 1)}) == 1


@given(SPLITS)
def test_what_is_left_after_subtraction_is_nobody_or_at_least_five(counts):
    """Whatever shown parts a reader takes from the whole, he is not left with one to four people."""
    figures = anonymity.split(counts)
    shown = [figure for figure in figures.values() if figure is not None]

    for size in range(len(shown) + 1):
        for taken in itertools.combinations(shown, size):
            left = sum(counts.values()) - sum(taken)
            # With nothing taken away it is the whole, which the reader knows anyway.
            assert left >= 5 or left == 0 or not taken
    assert all(figure in (None, counts[key]) for key, figure in figures.items())


@given(SPLITS)
def test_a_split_treats_equal_parts_equally(counts):
    figures = anonymity.split(counts)

    for one, other in itertools.combinations(counts, 2):
        if counts[one] == counts[other]:
            assert figures[one] == figures[other]


@pytest.mark.parametrize(("parts", "largest"), [(2, 25), (3, 22), (4, 13)])
def test_no_hidden_part_can_be_worked_out_by_one_who_knows_the_rule(parts, largest):
    """Every split there is, by what is published of it: a hidden part has at least two values that fit."""
    fitting = defaultdict(list)
    for counts in itertools.product(range(largest + 1), repeat=parts):
        figures = anonymity.split(dict(enumerate(counts)))
        fitting[sum(counts), tuple(figures.values())].append(counts)

    for (total, published), all_counts in fitting.items():
        # Beyond `largest` there are more splits that would fit, which are not in the table.
        if total < 5 or total > largest:
            continue
        for part, figure in enumerate(published):
            if figure is None:
                assert len({counts[part] for counts in all_counts}) > 1, (total, published)
