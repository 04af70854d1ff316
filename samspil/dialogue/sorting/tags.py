# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the sorting desk's forms need."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import uuid4

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from samspil.dialogue.notes import words
from samspil.dialogue.notes.wording import wording
from samspil.dialogue.sorting.forms import unit_code as code
from samspil.dialogue.sorting.queries.desk import Desk, PointRow, ThemeRow
from samspil.dialogue.sorting.queries.suggestions import excerpt
from samspil.engines.sorting import Unit

if TYPE_CHECKING:
    from samspil.dialogue.notes.models import Note

register = template.Library()


@register.simple_tag
def press_key() -> SafeString:
    """A form's own press: sent twice, it is one move."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid4())


@register.simple_tag
def theme_section(theme: ThemeRow, desk: Desk) -> SafeString:
    """A theme with its points. After a move one or two of forty points have changed, so the others are not drawn again,
    nor are their themes."""
    look = ThemeLook(theme.id, theme.number, theme.title, theme.notes, tuple(PointLook.of(row) for row in theme.points))
    enabled = desk.is_open and desk.focus is not None
    # A refused press is shown at another address than the desk's, where a bare query would lead nowhere.
    around = Around(desk.sorting.table_total, desk.is_open, enabled, desk.address, get_language() or "")
    return _drawn_theme(look, around)


@dataclass(frozen=True)
class Around:
    """What the look of a theme and its points depends on beside themselves."""

    table_total: int
    is_open: bool
    enabled: bool
    desk_url: str
    language: str


@dataclass(frozen=True)
class PointLook:
    """All that the row of a point shows, and nothing else: two that are equal look the same."""

    id: str
    statement: str
    tables: int
    notes: int
    others: int
    dissent: int
    is_single: bool
    voices: int
    just_note: int
    writers: tuple[str, ...]

    @classmethod
    def of(cls, row: PointRow) -> PointLook:
        tally = row.tally
        return cls(
            id=row.id,
            statement=row.point.statement,
            tables=len(tally.tables),
            notes=tally.notes,
            others=tally.others,
            dissent=tally.dissent,
            is_single=tally.is_single,
            voices=len(tally.voices),
            just_note=row.just_note,
            writers=row.writers,
        )


@dataclass(frozen=True)
class ThemeLook:
    """The same of a theme."""

    id: str
    number: int
    title: str
    notes: int
    points: tuple[PointLook, ...]


@lru_cache(maxsize=400)
def _drawn_theme(look: ThemeLook, around: Around) -> SafeString:
    rows = [_drawn(point, around) for point in look.points]
    context = {"theme": look, "rows": rows, "is_open": around.is_open, "desk_url": around.desk_url}
    return render_to_string("dialogue/sorting_theme.html", context)


@lru_cache(maxsize=4000)
def _drawn(look: PointLook, around: Around) -> SafeString:
    return render_to_string("dialogue/sorting_point.html", {"row": look, **asdict(around)})


@register.simple_tag
def in_danish(note: Note) -> SafeString | str:
    """What a note in another language says, under its own words; nothing for a Danish note."""
    said = wording(note).danish
    if not said:
        return ""
    return format_html(
        ' <span class="sp-danish"><span class="sp-source-where">{}</span> <span lang="da" dir="ltr">{}</span></span>',
        words.in_danish(),
        said,
    )


@register.filter
def unit_code(unit: Unit | None) -> str:
    return code(unit) if unit else ""


@register.filter
def cut(text: str, most: int = 60) -> str:
    """The beginning, whole words; three dots where it was cut."""
    return excerpt(text, most)
