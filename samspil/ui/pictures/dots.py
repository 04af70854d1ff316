# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The mark, and the dots: one dot is one table. Dots can be counted, and they do not flatter."""

import functools
import math

from samspil.ui.pictures import geometry
from samspil.ui.pictures.svg import circle, path, picture

MARK_BOX = 48
# Of the room a seed has (radius 1), how much is filled; a ringed one is a little smaller because of its thick edge.
SEED_FILLS = 0.74
RINGED_SEED_FILLS = 0.62
BUBBLE_AIR = 0.55


def mark(size: float = 36, class_: str = "sp-mark", label: str = "") -> str:
    """Samspil's mark: two lines from one centre, school and home. It reads as an S down to 20 px."""
    turn = [0.92 * 2 * math.pi * i / 40 for i in range(41)]
    school = [((0.55 + t) * math.cos(t + 0.18), (0.55 + t) * math.sin(t + 0.18)) for t in turn]
    both = geometry.fit(school + [(-x, -y) for x, y in school], MARK_BOX, MARK_BOX, 5.5)
    half = len(school)
    return picture(
        [
            path("sp-mark-school", geometry.smooth(both[:half:4])),
            path("sp-mark-home", geometry.smooth(both[half::4])),
        ],
        box=(MARK_BOX, MARK_BOX),
        size=(size, size),
        class_=class_,
        label=label,
    )


def check_counts(count: int, total: int, dissent: int) -> None:
    """A picture of a count that cannot be is a fault in the code that counted: ValueError."""
    if not 0 <= dissent <= count <= total:
        msg = f"A picture needs 0 <= dissent <= count <= total, not {dissent}, {count}, {total}."
        raise ValueError(msg)


@functools.lru_cache(maxsize=2000)
def dots(count: int, total: int, dissent: int = 0, class_: str = "", label: str = "") -> str:
    """`count` of `total` in a row; the last `dissent` of the counted are ringed. Put the same in words beside it."""
    check_counts(count, total, dissent)
    step, radius = 14.0, 4.6
    parts = []
    for i in range(total):
        kind = "on" if i < count - dissent else "dissent" if i < count else "off"
        parts.append(circle(f"sp-dot-{kind}", step * (i + 0.5), step / 2, radius - (0.6 if kind == "dissent" else 0)))
    box = (total * step, step)
    return picture(parts, box=box, size=box, class_=f"sp-dots {class_}".strip(), label=label)


def table_dots(count: int, total: int, width: float = 360, height: float = 120) -> str:
    """The tables that have written, for the projector: large, in one or two rows, without numbers, so nobody is
    pointed at.
    """
    check_counts(count, total, 0)
    rows = 2 if total > 8 else 1
    per_row = max(1, -(-total // rows))
    step = min(width / per_row, height / rows)
    parts = []
    for i in range(total):
        row, column = divmod(i, per_row)
        kind = "on" if i < count else "off"
        parts.append(circle(f"sp-dot-{kind}", step * (column + 0.5), step * (row + 0.5), step * 0.34))
    return picture(parts, box=(width, step * rows))


def bubble(count: int, x: float, y: float, scale: float, dissent: int = 0) -> str:
    """One point on the map: a bubble with one seed per table. Dissent dashes the edge, a single table dots it."""
    check_counts(count, count, dissent)
    kind = "sp-bubble" + (" sp-bubble-dissent" if dissent else "") + (" sp-bubble-single" if count == 1 else "")
    places, _ = geometry.seed_places(count)
    parts = [circle(kind, x, y, bubble_radius(count) * scale)]
    for i, (seed_x, seed_y) in enumerate(places):
        ringed = i >= count - dissent
        fills = RINGED_SEED_FILLS if ringed else SEED_FILLS
        name = "sp-seed-dissent" if ringed else "sp-seed"
        parts.append(circle(name, x + scale * seed_x, y + scale * seed_y, fills * scale))
    return "".join(parts)


def bubble_radius(count: int) -> float:
    """How much room the bubble of `count` tables takes, in units of one seed's room."""
    return geometry.seed_places(count)[1] + BUBBLE_AIR


def lone_bubble(count: int, dissent: int = 0, scale: float = 8) -> str:
    """One bubble as a picture of its own: for a legend, or the style page."""
    radius = bubble_radius(count) * scale + 2
    side = 2 * radius
    return picture([bubble(count, radius, radius, scale, dissent)], box=(side, side), size=(side, side))
