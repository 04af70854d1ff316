# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import itertools
from collections import defaultdict
from collections.abc import Iterator

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


def splits_of(total: int, parts: int, most: int) -> Iterator[tuple[int, ...]]:
    """Every way to split `total` into `parts`, the largest first; the order of the parts does not matter to a split."""
    if parts == 1:
        yield from [(total,)] * (total <= most)
        return
    for largest in range(min(most, total), -1, -1):
        for rest in splits_of(total - largest, parts - 1, largest):
            yield (largest, *rest)


def certain_sums(family: list[tuple[int, ...]]) -> set[int]:
    """What a reader who knows that one of `family` is hidden can say for sure of some of the parts put together."""
    found = set()
    for size in range(1, len(family[0]) + 1):
        sums = {sum(chosen) for hidden in family for chosen in itertools.combinations(hidden, size)}
        if len(sums) == 1:
            found |= sums
    return found


@pytest.mark.parametrize("parts", range(1, 7))
def test_nobody_can_work_out_a_group_of_few_in_any_split_of_thirty(parts):
    """Every split of up to 30 people: what is shown, what is left of the whole, and what only one split can give.

    A reader who knows the whole and the rule keeps the splits that would look the same. A group of parts whose sum is
    the same in all of them is as good as printed: it has at least 5 people in it and at least 5 outside it.
    """
    for total in range(1, 31):
        looks_like = defaultdict(list)
        for counts in splits_of(total, parts, total):
            figures = anonymity.split(dict(enumerate(counts))).values()
            assert all(figure in (None, count) for figure, count in zip(figures, counts, strict=True))
            hidden = tuple(count for figure, count in zip(figures, counts, strict=True) if figure is None)
            looks_like[tuple(figure for figure in figures if figure is not None)].append(hidden)

        for shown, family in looks_like.items():
            assert parts == 1 or not family[0] or len(set(itertools.chain(*family))) > 1, "no hidden part is certain"
            known = {0} | (certain_sums(family) if family[0] else set())
            for size in range(len(shown) + 1):
                for figures in itertools.combinations(shown, size):
                    for group in (sum(figures) + certain for certain in known):
                        assert group in {0, total} or 5 <= group <= total - 5, (total, shown, family, group)


@pytest.mark.parametrize(
    ("counts", "figures"),
    [
        # Four parts of 4 are the most that four small parts can hold: the 5 is hidden with them.
        ([5, 4, 4, 4, 4], [None] * 5),
        ([9, 5, 4, 4, 4, 4], [9, None, None, None, None, None]),
        ([20, 4, 4, 4, 4], [None] * 5),
        ([20, 4, 4, 4, 3], [20, None, None, None, None]),
        ([11, 10, 4], [11, None, None]),
        ([14, 5, 5], [14, 5, 5]),
        ([14, 6, 5, 5, 4], [14, 6, None, None, None]),
        ([12, 12, 6, 4], [12, 12, None, None]),
        ([12, 12, 5, 4], [None] * 4),
        ([10, 5, 5], [10, 5, 5]),
        ([7, 5, 5], [7, 5, 5]),
        ([7], [None]),
    ],
)
def test_what_is_hidden_along_with_the_small_parts(counts, figures):
    assert list(anonymity.split(dict(enumerate(counts))).values()) == figures
    back = dict(reversed(list(enumerate(counts))))
    assert [anonymity.split(back)[key] for key in range(len(counts))] == figures, "the order of the parts is nothing"


@pytest.mark.parametrize(
    ("count", "total", "said"),
    [
        (0, 4, "færre end 5"),
        (4, 4, "færre end 5"),
        (0, 5, "for få til et tal"),
        (5, 5, "for få til et tal"),
        (4, 9, "for få til et tal"),
        (4, 10, "færre end 5"),
        (5, 10, "5"),
        (6, 10, "alle på nær færre end 5"),
        (4, 14, "færre end 5"),
        (10, 14, "alle på nær færre end 5"),
    ],
)
def test_words_at_each_limit(count, total, said):
    assert anonymity.words(count, total) == said
