# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What an ordinary week asks of a family, last year and now: two bars and the limit."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samspil.ui.pictures import svg

WIDTH, HEIGHT, BAR = 300, 150, 34


def before_now(*, before: int, now: int, limit: int | None) -> str:
    """An image with its sentence; `before`, `now` and `limit` in minutes a week."""
    most = max(before, now, limit or 0, 1)
    label = _("Sidste år %(before)s minutter om ugen. I år %(now)s.") % {"before": before, "now": now}
    parts = [
        *_bar("was", _("Sidste år"), before, WIDTH * before / most, y=16),
        *_bar("now", _("I år"), now, WIDTH * now / most, y=92),
    ]
    if limit is not None:
        x = WIDTH * limit / most
        label += " " + _("Grænsen er %(limit)s.") % {"limit": limit}
        side, anchor = (-6, "end") if x > WIDTH / 2 else (6, "start")
        parts += [
            svg.path("sp-budget", f"M{x:.1f} 14V{HEIGHT - 2}"),
            svg.text("sp-axis", _("grænse %(limit)s") % {"limit": limit}, x + side, HEIGHT - 4, anchor=anchor),
        ]
    return svg.picture(parts, box=(WIDTH, HEIGHT + 2), label=label)


def _bar(kind: str, words: str, minutes: int, width: float, *, y: float) -> list[str]:
    said = _("%(minutes)s min.") % {"minutes": minutes}
    # In the bar where it has room, beside it where it has not; at its start, away from the limit.
    inside = width > WIDTH / 3
    face = "sp-before-n sp-before-n-now" if inside and kind == "now" else "sp-before-n"
    x = 8 if inside else width + 8
    return [
        svg.text("sp-before-l", words, 0, y, anchor="start"),
        svg.element("rect", class_=f"sp-before-{kind}", x=0, y=y + 8, width=max(width, 1), height=BAR, rx=4),
        svg.text(face, said, x, y + 31, anchor="start"),
    ]
