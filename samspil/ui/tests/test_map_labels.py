# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The names on the map: whole, apart from each other and inside the picture, or only their numbers."""

import math
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.ui import pictures
from samspil.ui.pictures.map import WIDEST

LONG = [
    "Skolen tager det første skridt, når noget er svært",
    "Tid og hænder",
    "Færre beskeder i Aula og én samlet besked om ugen",
    "Trivsel",
    "Børnenes fællesskab før den enkelte",
    "Forældremøder, der engagerer",
]
SHORT = ["Tid", "Færre beskeder", "Flere voksne", "Trivsel"]
words = st.text(st.characters(whitelist_categories=["L"]), min_size=1, max_size=14)
labels = st.lists(st.lists(words, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=9)


def drawn(names, **more):
    themes = [pictures.MapTheme(label=name, points=[pictures.MapPoint(count=3)]) for name in names]
    return ElementTree.fromstring(pictures.theme_map(themes, **more))  # noqa: S314 - our own text


def names_of(svg):
    """Each theme's lines as (left, top, right, bottom) in a wide face, and as words."""
    found = []
    for theme in [part for part in svg.iter() if "sp-map-theme" in part.get("class", "")]:
        lines = [part for part in theme.iter() if part.tag == "text"]
        said = ["".join(line.itertext()) for line in lines]
        size = float(lines[0].get("font-size"))
        boxes = []
        for line, text in zip(lines, said, strict=True):
            half, x, y = len(text) * size * WIDEST / 2, float(line.get("x")), float(line.get("y"))
            boxes.append((x - half, y - size * 0.8, x + half, y + size * 0.2))
        found.append((boxes, " ".join(said)))
    return found


def apart(one, other):
    return one[2] <= other[0] + 0.2 or other[2] <= one[0] + 0.2 or one[3] <= other[1] + 0.2 or other[3] <= one[1] + 0.2


@pytest.mark.parametrize("names", [LONG, SHORT, LONG + SHORT])
@pytest.mark.parametrize(("width", "height", "size", "across"), [(600, 430, 16, None), (343, 540, 15, 2)])
def test_names_are_whole_or_numbers_and_never_run_together(names, width, height, size, across):
    check(names, width=width, height=height, font_size=size, per_row=across)


@given(names=labels, width=st.integers(300, 1120), across=st.sampled_from([None, 2]))
def test_whatever_the_themes_are_called(names, width, across):
    check(names, width=width, height=200 * math.ceil(len(names) / 2), font_size=15, per_row=across)


def check(names, **more):
    svg = drawn(names, **more)
    found = names_of(svg)
    boxes = [box for own, _words in found for box in own]
    assert all(apart(one, other) for at, one in enumerate(boxes) for other in boxes[:at])
    assert all(box[0] >= -0.2 and box[2] <= more["width"] + 0.2 and box[3] <= more["height"] + 0.2 for box in boxes)
    numbered = [str(number) for number in range(1, len(names) + 1)]
    whole = [f"{number} {' '.join(name.split())}" for number, name in zip(numbered, names, strict=True)]
    assert [said for _boxes, said in found] in (whole, numbered)


def test_short_names_stand_on_the_map():
    assert names_of(drawn(SHORT, width=600, height=430, font_size=16))[1][1] == "2 Færre beskeder"
