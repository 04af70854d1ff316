# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import math
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspil.ui import pictures
from samspil.ui.pictures import geometry
from samspil.ui.pictures.dots import SEED_FILLS

tables = st.integers(min_value=1, max_value=60)
points = st.lists(tables, min_size=1, max_size=9)


@st.composite
def counts(draw):
    total = draw(st.integers(min_value=1, max_value=40))
    count = draw(st.integers(min_value=0, max_value=total))
    return count, total, draw(st.integers(min_value=0, max_value=count))


@st.composite
def themes(draw):
    drawn = []
    for n in draw(st.lists(points, min_size=1, max_size=8)):
        made = [pictures.MapPoint(count=count, dissent=draw(st.integers(0, count))) for count in n]
        drawn.append(pictures.MapTheme(label=draw(st.text(max_size=40)), points=made))
    return drawn


def read(svg):
    return ElementTree.fromstring(svg.replace(" data-clock-ring", "").replace(" data-clock-ticks", ""))  # noqa: S314 - our own text


def of_class(svg, name):
    return [part for part in read(svg).iter() if name in part.get("class", "").split()]


@given(counts())
def test_a_row_has_one_dot_for_each_and_as_many_filled_as_said(numbers):
    count, total, dissent = numbers

    svg = pictures.dots(count, total, dissent)

    assert len(of_class(svg, "sp-dot-on")) == count - dissent
    assert len(of_class(svg, "sp-dot-dissent")) == dissent
    assert len(of_class(svg, "sp-dot-off")) == total - count


@pytest.mark.parametrize("numbers", [(3, 2, 0), (2, 3, 3), (-1, 3, 0), (1, 3, -1)])
def test_a_count_that_cannot_be_is_refused(numbers):
    with pytest.raises(ValueError, match="dissent <= count <= total"):
        pictures.dots(*numbers)


@given(tables)
def test_seeds_lie_apart_and_inside_their_bubble(count):
    places, radius = geometry.seed_places(count)

    assert len(places) == count
    apart = [math.dist(a, b) for i, a in enumerate(places) for b in places[:i]]
    assert min(apart, default=9) > 2 * SEED_FILLS
    assert all(math.hypot(*place) + SEED_FILLS <= radius for place in places)


def test_nobody_has_no_picture():
    with pytest.raises(ValueError, match="at least 1"):
        geometry.seed_places(0)


@given(st.lists(st.floats(min_value=0.5, max_value=12), min_size=1, max_size=14), st.floats(min_value=0, max_value=3))
def test_packed_circles_never_overlap(radii, gap):
    places = geometry.pack(radii, gap)

    for i, (x, y) in enumerate(places):
        for j in range(i):
            room = radii[i] + radii[j] + gap - 1e-4
            assert math.hypot(x - places[j][0], y - places[j][1]) >= room


@given(st.lists(st.tuples(*[st.floats(-20, 20)] * 2, st.floats(0.5, 9)), min_size=1, max_size=10))
def test_the_bed_holds_all_its_points(circles):
    x, y, radius = geometry.enclose(circles)

    assert all(math.hypot(a - x, b - y) + r <= radius + 1e-6 for a, b, r in circles)


@settings(deadline=None, max_examples=40)
@given(themes())
def test_the_map_has_a_seed_for_each_table_and_is_the_same_each_time(drawn):
    svg = pictures.theme_map(drawn, label="Kort")

    assert svg == pictures.theme_map(drawn, label="Kort")
    seeds = len(of_class(svg, "sp-seed")) + len(of_class(svg, "sp-seed-dissent"))
    assert seeds == sum(point.count for theme in drawn for point in theme.points)
    assert len(of_class(svg, "sp-map-ground")) == len(drawn)


@settings(deadline=None, max_examples=40)
@given(themes())
def test_nothing_on_the_map_lies_outside_it(drawn):
    svg = pictures.theme_map(drawn, width=600, height=420, labels=False)

    for part in of_class(svg, "sp-map-ground"):
        x, y, radius = (float(part.get(key)) for key in ("cx", "cy", "r"))
        assert -0.1 <= x - radius <= x + radius <= 600.1
        assert -0.1 <= y - radius <= y + radius <= 420.1


def test_a_label_is_a_persons_words_and_is_escaped():
    svg = pictures.theme_map([pictures.MapTheme(label='<script>&"', points=[pictures.MapPoint(count=2)])])

    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg


def test_a_theme_without_tables_keeps_its_bed_and_its_number():
    svg = pictures.theme_map([pictures.MapTheme(label="Fra oplægget", points=[pictures.MapPoint(count=0)])])

    assert len(of_class(svg, "sp-map-ground")) == 1
    assert not of_class(svg, "sp-bubble")


def test_plain_points_are_alike_and_show_no_tables():
    points = [pictures.MapPoint(count=1, plain=True), pictures.MapPoint(count=7, dissent=2, plain=True)]
    svg = pictures.theme_map([pictures.MapTheme(label="Leg", points=points)])

    assert len({part.get("r") for part in of_class(svg, "sp-bubble")}) == 1
    assert not of_class(svg, "sp-seed")
    assert not of_class(svg, "sp-seed-dissent")


def test_a_map_of_nothing_is_empty():
    assert not of_class(pictures.theme_map([]), "sp-map-ground")


@given(st.floats(min_value=-5, max_value=40), st.integers(min_value=1, max_value=40))
def test_ring_and_row_show_the_same_minutes(left, total):
    ring, row = pictures.ring(left, total), pictures.ticks(left, total)

    shown = [float(part.get("stroke-dasharray").split()[2]) for part in read(ring).iter() if part.get("data-minute")]
    minutes = [part for part in read(row).iter() if part.get("data-minute")]
    assert len(shown) == len(minutes) == total
    assert sum(shown) == pytest.approx(min(max(left, 0), total), abs=0.001 * total)
    full = float(minutes[0].get("data-width"))
    assert sum(float(part.get("width")) for part in minutes) / full == pytest.approx(sum(shown), abs=0.06 * total)


def test_the_last_three_minutes_are_for_gathering_up():
    assert len(of_class(pictures.ring(15, 15), "sp-ring-harvest")) == 3
    assert len(of_class(pictures.ticks(2, 2), "sp-tick-harvest")) == 2


@pytest.mark.parametrize(("now", "done", "here"), [(1, 0, 1), (4, 3, 1), (7, 6, 1), (8, 7, 0)])
def test_the_way_shows_what_is_done_and_where_we_are(now, done, here):
    svg = pictures.way(7, now)

    assert len(of_class(svg, "sp-way-done")) == done
    assert len(of_class(svg, "sp-way-here")) == here


def test_an_evening_that_runs_over_says_so():
    parts = [pictures.AgendaPart(minutes=90, label="Oplæg", kind="talk"), pictures.AgendaPart(minutes=70)]

    assert of_class(pictures.agenda_bar(parts, room=150, starts=17 * 60), "sp-ag-over")
    assert not of_class(pictures.agenda_bar(parts, room=160, starts=17 * 60), "sp-ag-over")
    assert "17.00" in pictures.agenda_bar(parts, room=150, starts=17 * 60)


def test_words_stand_only_where_they_can_be_read():
    parts = [
        pictures.AgendaPart(minutes=90, label="Velkomst"),
        pictures.AgendaPart(minutes=60, label="Oplæg", kind="talk"),
    ]

    svg = pictures.agenda_bar(parts, room=150, starts=0)

    assert "Oplæg" in svg
    assert "Velkomst" not in svg


def test_an_evening_without_items_is_still_a_picture():
    assert of_class(pictures.agenda_bar([], room=0, starts=0), "sp-ag-end")


def test_the_two_spirals_carry_the_numbers_of_their_lists():
    inwards, outwards = pictures.spiral_in(done=2, here=3), pictures.spiral_out(touched=(2,))

    for svg in (inwards, outwards):
        assert sorted(part.text for part in read(svg).iter() if part.text) == list("12345")
    assert len(of_class(inwards, "sp-step-done")) == 2
    assert len(of_class(inwards, "sp-step-here")) == 1
    assert len(of_class(outwards, "sp-step-touched")) == 1


def test_a_printed_spiral_marks_no_step():
    assert not of_class(pictures.spiral_in(), "sp-step-here")
    assert not of_class(pictures.spiral_in(), "sp-spiral-gone")


@pytest.mark.parametrize(("done", "total", "filled"), [(0, 0, 0), (0, 9, 0), (1, 3, 1), (5, 3, 1)])
def test_progress_bears_every_number(done, total, filled):
    assert len(of_class(pictures.progress(done, total), "sp-progress-done")) == filled


def test_a_picture_with_a_name_is_an_image_and_one_without_is_a_decoration():
    assert 'role="img" aria-label="S &amp; H"' in pictures.mark(label="S & H")
    assert 'aria-hidden="true"' in pictures.mark()


def test_no_picture_has_a_colour_or_a_style_of_its_own():
    drawn = [
        pictures.mark(), pictures.dots(2, 3, 1), pictures.ring(3), pictures.ticks(3), pictures.way(3, 2),
        pictures.spiral_in(), pictures.spiral_out(), pictures.table_dots(9, 12), pictures.rounds(2, 3),
        pictures.nearness(2), pictures.progress(1, 2), pictures.lone_bubble(14, 2),
        pictures.agenda_bar([pictures.AgendaPart(minutes=9)], room=9, starts=0),
    ]  # fmt: skip

    for svg in drawn:
        assert "style=" not in svg
        assert "fill=" not in svg
        assert "#" not in svg
