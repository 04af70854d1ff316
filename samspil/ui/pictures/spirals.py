# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The two spirals, drawn as spirals: the way in grows wider outwards to a flag, the way out thins inwards to a dead
end.

The numbers on them tie to a list beside the picture. After Gro Emmertsen Lund's talk of 2024; the drawing is ours.
"""

import math
from collections.abc import Collection

from samspil.ui.pictures.geometry import Point, fit, number, ribbon, spiral
from samspil.ui.pictures.svg import circle, path, picture, text

STEPS = 5
IN_AT = (0.0, 0.30, 0.52, 0.70, 0.86)
OUT_AT = (0.05, 0.22, 0.40, 0.60, 0.83)


def _places(points: list[Point], parts: tuple[float, ...]) -> list[Point]:
    return [points[round(part * (len(points) - 1))] for part in parts]


def _step(kind: str, place: int, at: Point, radius: float) -> str:
    x, y = at
    return circle(f"sp-step-{kind}", x, y, radius) + text(f"sp-step-n sp-step-n-{kind}", str(place), x, y + 6.2)


def spiral_in(*, done: int = 0, here: int | None = None, size: float = 420, label: str = "") -> str:
    """The way into the community.

    Steps 1 to 5; the first `done` are filled, `here` (1 to 5) is amber; without it none is.
    """
    points = fit(spiral(turns=1.78, inner=26, outer=200, start=math.pi * 0.17), size, size, 26)
    parts = [path("sp-spiral-way", ribbon(points, 7, 36))]
    reached = here or done
    if reached:
        parts.append(path("sp-spiral-gone", ribbon(points, 7, 36, until=IN_AT[reached - 1])))
    for place, at in enumerate(_places(points, IN_AT), 1):
        kind = "done" if place <= done else "here" if place == here else "next"
        if kind == "here":
            parts.append(circle("sp-step-halo", *at, 29))
        parts.append(_step(kind, place, at, 20))
    x, y = points[-1]
    parts.append(circle("sp-step-goal", x, y, 22))
    parts.append(path("sp-step-flag", f"M{number(x - 7)} {number(y + 11)}V{number(y - 11)}h13l-3.5 5.5 3.5 5.5h-13"))
    return picture(parts, box=(size, size), label=label)


def spiral_out(*, touched: Collection[int] = (), size: float = 320, label: str = "") -> str:
    """The way out. Steps that have been touched (1 to 5) are ringed in brick."""
    points = fit(spiral(turns=1.78, inner=200, outer=22, start=-math.pi * 0.80, anticlockwise=True), size, size, 20)
    parts = [path("sp-spiral-away", ribbon(points, 28, 3))]
    for place, at in enumerate(_places(points, OUT_AT), 1):
        parts.append(_step("touched" if place in touched else "away", place, at, 18))
    x, y = points[-1]
    left, right, top, bottom = number(x - 6), number(x + 6), number(y - 6), number(y + 6)
    parts.append(path("sp-step-end", f"M{left} {top}L{right} {bottom}M{left} {bottom}L{right} {top}"))
    return picture(parts, box=(size, size), label=label)
