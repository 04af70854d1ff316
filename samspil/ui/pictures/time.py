# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Time: a round's minutes as a ring or a row, a meeting's steps as a way, an evening as a bar.

The ring and the row are drawn so that `samspil.js` can move them on each second by one attribute per minute, and so
that they
are right as they stand where there is no script.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from samspil.ui.pictures.geometry import arc, number
from samspil.ui.pictures.svg import circle, element, path, picture, text

# The last minutes are for gathering up what matters most.
HARVEST_MINUTES = 3
RING_GAP = 0.035


def _gone(left: float, total: int) -> list[float]:
    """For each minute how much of it has gone, 0 to 1."""
    if total < 1:
        msg = "A round has at least one minute."
        raise ValueError(msg)
    spent = min(max(total - left, 0.0), float(total))
    return [min(max(spent - i, 0.0), 1.0) for i in range(total)]


def _kind(minute: int, total: int) -> str:
    return "harvest" if minute >= total - HARVEST_MINUTES else "left"


def ring(
    left: float, total: int = 15, *, size: float = 600, width: float = 26, label: str = "", class_: str = ""
) -> str:
    """Minutes as arcs, clockwise from the top: what has gone is pale, what is left petrol, the last three amber."""
    middle = size / 2
    radius = middle - width / 2 - 2
    gap = min(RING_GAP, math.pi / total / 4)
    parts = []
    for i, gone in enumerate(_gone(left, total)):
        line = arc(middle, radius, 2 * math.pi * i / total + gap, 2 * math.pi * (i + 1) / total - gap)
        parts.append(path("sp-ring-gone", line, stroke_width=width))
        parts.append(
            element(
                "path",
                class_=f"sp-ring-{_kind(i, total)}",
                d=line,
                stroke_width=width,
                pathLength=1,
                stroke_dasharray=f"0 {gone:.3f} {1 - gone:.3f} 1",
                data_minute=str(i),
            )
        )
    return picture(parts, box=(size, size), label=label, class_=class_, data="data-clock-ring")


def ticks(left: float, total: int = 15, *, width: float = 343, height: float = 10, label: str = "") -> str:
    """The same minutes as a straight row, for a phone."""
    gap = 4 if total <= 30 else 1
    step = (width - gap * (total - 1)) / total
    parts = []
    for i, gone in enumerate(_gone(left, total)):
        x = i * (step + gap)
        parts.append(element("rect", class_="sp-tick-gone", x=x, y=0, width=step, height=height, rx=2))
        parts.append(
            element(
                "rect",
                class_=f"sp-tick-{_kind(i, total)}",
                x=x + step * gone,
                y=0,
                width=step * (1 - gone),
                height=height,
                rx=2,
                data_minute=str(i),
                data_x=number(x),
                data_width=number(step),
            )
        )
    data = 'preserveAspectRatio="none" data-clock-ticks'
    return picture(parts, box=(width, height), label=label, data=data)


def rounds(now: int, total: int) -> str:
    """Which round it is, for the projector: done filled, the present one ringed, later ones hollow.

    `now` counts from 1.
    """
    parts = []
    for i in range(1, total + 1):
        x = 14 + (i - 1) * 38
        name, radius = ("sp-dot-on", 8) if i < now else ("sp-pj-now", 11) if i == now else ("sp-dot-off", 8)
        parts.append(circle(name, x, 12, radius))
    return picture(parts, box=(28 + (total - 1) * 38, 24))


def way(steps: int, now: int, *, width: float = 560, height: float = 34, label: str = "") -> str:
    """Steps as dots on a line: done filled, the present one amber, later hollow.

    `now` counts from 1; past the last, all are done.
    """
    if steps < 1:
        msg = "A way has at least one step."
        raise ValueError(msg)
    step = width / steps
    y = height / 2
    here = min(max(now, 1), steps)
    parts = [
        path("sp-way-line", f"M{number(step / 2)} {number(y)}H{number(width - step / 2)}"),
        path("sp-way-gone", f"M{number(step / 2)} {number(y)}H{number(step * (here - 0.5))}"),
    ]
    for i in range(1, steps + 1):
        kind = "done" if i < now else "here" if i == now else "next"
        parts.append(circle(f"sp-way-{kind}", step * (i - 0.5), y, 9 if kind == "here" else 6.5))
    return picture(parts, box=(width, height), label=label, class_="sp-way")


@dataclass(frozen=True, kw_only=True)
class AgendaPart:
    """An item of the evening.

    `kind` is `plain`, `talk`, `round` or `pause`; the label is a word or nothing, escaped when drawn.
    """

    minutes: int
    kind: str = "plain"
    label: str = ""


def agenda_bar(
    parts: Sequence[AgendaPart], *, room: int, starts: int, width: float = 1120, height: float = 52, label: str = ""
) -> str:
    """The evening from left to right. `room` is the minutes there are, `starts` the minute of the day when it begins.

    What runs over the end is amber, and a dashed line marks the end.
    """
    total = sum(part.minutes for part in parts)
    scale = width / max(total, room, 1)
    drawn, at = [], 0.0
    for part in parts:
        long = part.minutes * scale
        drawn.append(
            element("rect", class_=f"sp-ag-{part.kind}", x=at + 1, y=8, width=max(long - 2, 1), height=height - 8, rx=4)
        )
        # Neither ink nor white can be read on the plain ground; the table under the bar names every item.
        if part.label and part.kind != "plain" and long > len(part.label) * 9:
            drawn.append(text(f"sp-ag-t sp-ag-t-{part.kind}", part.label, at + long / 2, 8 + (height - 8) / 2 + 5))
        at += long
    if total > room:
        drawn.append(
            element("rect", class_="sp-ag-over", x=room * scale, y=8, width=(total - room) * scale, height=height - 8)
        )
    drawn.append(path("sp-ag-end", f"M{number(room * scale)} 0V{number(height + 4)}"))
    drawn.extend(_hours(starts, max(total, room), scale, height + 20, width))
    return picture(drawn, box=(width, height + 24), label=label)


def _hours(starts: int, minutes: int, scale: float, y: float, width: float) -> list[str]:
    """A time under each half hour, or each whole or second hour when the day is long."""
    step = 30 if minutes <= 240 else 60 if minutes <= 600 else 120
    marks = []
    for after in range(0, minutes + 1, step):
        at = starts + after
        x = after * scale
        anchor = "start" if after == 0 else "end" if x > width - 24 else "middle"
        marks.append(text("sp-axis", f"{at // 60 % 24:02d}.{at % 60:02d}", x, y, anchor=anchor))
    return marks


def progress(done: int, total: int, *, width: float = 300, height: float = 10) -> str:
    """How much is done, as a bar. Put the same in words beside it."""
    part = min(max(done / total, 0.0), 1.0) if total else 0.0
    parts = [element("rect", class_="sp-progress-room", width=width, height=height, rx=height / 2)]
    if part:
        filled = max(width * part, height)
        parts.append(element("rect", class_="sp-progress-done", width=filled, height=height, rx=height / 2))
    return picture(parts, box=(width, height), data='preserveAspectRatio="none"')


def nearness(blocks: int) -> str:
    """How near a suggestion lies, as one to three blocks."""
    parts = [
        element(
            "rect", class_=f"sp-near-{'on' if i < blocks else 'off'}", x=0.5 + i * 10, y=0.5, width=8, height=8, rx=2
        )
        for i in range(3)
    ]
    return picture(parts, box=(29, 9), size=(29, 9), class_="sp-near")
