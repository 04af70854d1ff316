# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Plane geometry under the pictures: points in, path data or places out. No SVG elements, no words, no colours.

Angles are radians, y grows downwards as on a screen. Everything is deterministic: the same numbers give the same text.
"""

import math
from collections.abc import Sequence

Point = tuple[float, float]
Circle = tuple[float, float, float]

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
# Directions tried round each placed circle, and a small turn so that two equal circles do not lie on one line.
PLACES_TRIED = 72
FIRST_TURN = 0.13


def number(value: float) -> str:
    """One decimal is enough at any size we draw; `12.0` is written `12`, and there is no `-0`."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def smooth(points: Sequence[Point]) -> str:
    """A soft line through all points (Catmull-Rom as cubic Béziers)."""
    data = f"M{number(points[0][0])} {number(points[0][1])}"
    last = len(points) - 1
    for i in range(last):
        before, here, there, after = points[max(i - 1, 0)], points[i], points[i + 1], points[min(i + 2, last)]
        first = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        second = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        data += "C" + " ".join(number(value) for value in (*first, *second, *there))
    return data


def fit(points: Sequence[Point], width: float, height: float, pad: float) -> list[Point]:
    """The same figure, scaled and moved to lie in the middle of a box, `pad` from its edges."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    scale = min((width - 2 * pad) / (max(xs) - min(xs)), (height - 2 * pad) / (max(ys) - min(ys)))
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return [((x - middle_x) * scale + width / 2, (y - middle_y) * scale + height / 2) for x, y in points]


def spiral(
    *, turns: float, inner: float, outer: float, start: float = 0.0, anticlockwise: bool = False, steps: int = 240
) -> list[Point]:
    """Points on a spiral about the origin whose radius goes evenly from `inner` to `outer`."""
    way = -1 if anticlockwise else 1
    points = []
    for i in range(steps + 1):
        part = i / steps
        angle = start + way * turns * 2 * math.pi * part
        radius = inner + (outer - inner) * part
        points.append((radius * math.cos(angle), radius * math.sin(angle)))
    return points


def ribbon(points: Sequence[Point], first: float, last: float, until: float = 1.0, every: int = 4) -> str:
    """A line that goes from the width `first` to the width `last`, as one closed shape with round ends.

    Only the part from the beginning to `until` (0 to 1) is drawn; the width at a place does not depend on it.
    """
    count = len(points) - 1
    kept = [i for i in range(count + 1) if i / count <= until + 1e-9]
    chosen = kept[::every] + ([kept[-1]] if (len(kept) - 1) % every else [])
    left, right = [], []
    for i in chosen:
        (x, y), before, after = points[i], points[max(i - 1, 0)], points[min(i + 1, count)]
        along_x, along_y = after[0] - before[0], after[1] - before[1]
        length = math.hypot(along_x, along_y) or 1.0
        half = (first + (last - first) * i / count) / 2
        left.append((x - along_y / length * half, y + along_x / length * half))
        right.append((x + along_y / length * half, y - along_x / length * half))
    return smooth(left) + _cap(left[-1], right[-1]) + "L" + smooth(right[::-1])[1:] + _cap(right[0], left[0]) + "Z"


def _cap(start: Point, end: Point) -> str:
    radius = number(math.hypot(start[0] - end[0], start[1] - end[1]) / 2)
    return f"A{radius} {radius} 0 0 0 {number(end[0])} {number(end[1])}"


def arc(middle: float, radius: float, start: float, end: float) -> str:
    """Part of a circle about (`middle`, `middle`), clockwise; 0 is the top."""
    x0, y0 = middle + radius * math.sin(start), middle - radius * math.cos(start)
    x1, y1 = middle + radius * math.sin(end), middle - radius * math.cos(end)
    large = 1 if end - start > math.pi else 0
    size = number(radius)
    return f"M{number(x0)} {number(y0)}A{size} {size} 0 {large} 1 {number(x1)} {number(y1)}"


def _on_ring(count: int, distance: float, turn: float = 0.0) -> list[Point]:
    step = 2 * math.pi / count
    return [(distance * math.sin(turn + step * i), -distance * math.cos(turn + step * i)) for i in range(count)]


def _as_on_dice(count: int) -> list[Point]:
    """Up to twelve seeds, placed so that one sees the number without counting."""
    if count == 1:
        return [(0.0, 0.0)]
    if count == 2:
        return _on_ring(2, 1.05, math.pi / 4)
    if count <= 5:
        return _on_ring(count, 1.06 / math.sin(math.pi / count), math.pi / 4 if count == 4 else 0.0)
    if count <= 9:
        return [(0.0, 0.0), *_on_ring(count - 1, max(2.08, 1.04 / math.sin(math.pi / (count - 1))))]
    if count == 10:
        return [*_on_ring(2, 1.05), *_on_ring(8, 2.95, math.pi / 8)]
    if count == 11:
        return [*_on_ring(3, 1.2), *_on_ring(8, 3.05, math.pi / 8)]
    return [*_on_ring(3, 1.2), *_on_ring(9, 3.1)]


def seed_places(count: int) -> tuple[list[Point], float]:
    """Places for `count` seeds about the origin, no two nearer than 1.7, and the radius that holds them when each
    has radius 1.
    """
    if count < 1:
        msg = "There is no picture of nobody: count must be at least 1."
        raise ValueError(msg)
    if count <= 12:
        places = _as_on_dice(count)
    else:
        spread = [1.14 * math.sqrt(i + 0.5) for i in range(count)]
        places = [(r * math.cos(i * GOLDEN_ANGLE), r * math.sin(i * GOLDEN_ANGLE)) for i, r in enumerate(spread)]
    return places, max(math.hypot(x, y) for x, y in places) + 1


def pack(radii: Sequence[float], gap: float = 3.0) -> list[Point]:
    """Places for circles of these radii so that none overlap and at least about `gap` lies between them.

    Greedy, largest first: each goes to the free place touching an earlier one that is nearest to the middle. Ties are
    broken by
    the order in which they were given, so the picture does not jump between two renderings.
    """
    order = sorted(range(len(radii)), key=lambda i: (-radii[i], i))
    placed: list[Circle] = []
    places: list[Point] = [(0.0, 0.0)] * len(radii)
    for i in order:
        radius = radii[i] + gap / 2
        places[i] = _nearest_free(placed, radius) if placed else (0.0, 0.0)
        placed.append((*places[i], radius))
    return places


def _nearest_free(placed: Sequence[Circle], radius: float) -> Point:
    best: tuple[float, Point] | None = None
    for x, y, other in placed:
        for step in range(PLACES_TRIED):
            angle = step * 2 * math.pi / PLACES_TRIED + FIRST_TURN
            place = (x + (other + radius) * math.cos(angle), y + (other + radius) * math.sin(angle))
            distance = math.hypot(*place)
            if (best is None or distance < best[0] - 1e-9) and _is_free(placed, place, radius):
                best = (distance, place)
    if best is None:  # the outermost circle always has a free side
        msg = "No free place was found."
        raise ArithmeticError(msg)
    return best[1]


def _is_free(placed: Sequence[Circle], place: Point, radius: float) -> bool:
    return all(math.hypot(place[0] - x, place[1] - y) >= radius + other - 1e-6 for x, y, other in placed)


def enclose(circles: Sequence[Circle]) -> Circle:
    """The smallest circle round the given ones, to about a ten-thousandth: a shrinking search."""

    def reach(x: float, y: float) -> float:
        return max(math.hypot(a - x, b - y) + r for a, b, r in circles)

    x = sum(circle[0] for circle in circles) / len(circles)
    y = sum(circle[1] for circle in circles) / len(circles)
    step = reach(x, y)
    while step > 1e-4:
        moves = [(reach(x + dx * step, y + dy * step), dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        best = min(moves)
        if best[0] >= reach(x, y) - 1e-9:
            step /= 2
        else:
            x, y = x + best[1] * step, y + best[2] * step
    return x, y, reach(x, y)
