# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The map on the big screen: themes and points as they are sorted. Statements and counts, never a table or a note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.dialogue.letter.words.points import more_tables_words
from samspil.dialogue.meetings.rules import is_small
from samspil.dialogue.sorting.queries.board import desk_board_for
from samspil.ui.pictures import MapPoint, MapTheme

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import Meeting
    from samspil.dialogue.sorting.queries.board import Sorting
    from samspil.engines.sorting import Point

# What there is room for beside the map; the letter has the rest.
MOST_POINTS = 5
# More dots than that would push the words away.
MOST_DOTS = 16
LONG_TITLE = 34
# The picture's own measures: it is drawn as large as the screen has room for.
WIDTH, HEIGHT = 1120, 800


@dataclass(frozen=True, slots=True)
class PlenumPoint:
    statement: str
    count: int
    total: int
    dissent: int
    # So few are there that a figure would point at somebody: the statement stands alone.
    small: bool = False
    # Tables that wrote nothing here, and said in the harvest that they say the same, or see it differently.
    agreeing: int = 0
    differing: int = 0

    @property
    def has_dots(self) -> bool:
        return not self.small and self.count > 0 and self.total <= MOST_DOTS

    @property
    def words(self) -> str:
        """How many tables, and where somebody differs, in words."""
        if self.small:
            return ""
        if not self.count:
            return _("Sagt for alle, ikke ved et bord")
        said = (
            _("Kun ét bord")
            if self.count == 1 and not self.agreeing
            else ngettext("%(count)s af %(total)s bord", "%(count)s af %(total)s borde", self.total)
            % {"count": self.count, "total": self.total}
        )
        said = ". ".join([said, *more_tables_words(agreeing=self.agreeing, differing=self.differing)])
        if not self.dissent:
            return said
        return said + ". " + _("Ved %(dissent)s ser nogen det anderledes.") % {"dissent": self.dissent}


@dataclass(frozen=True, slots=True)
class PlenumTheme:
    """`number` 0: points that lie in no theme yet."""

    id: str
    number: int
    title: str
    points: tuple[PlenumPoint, ...]

    @property
    def is_long(self) -> bool:
        return len(self.title) > LONG_TITLE

    @property
    def shown(self) -> tuple[PlenumPoint, ...]:
        """What there is room for: those that most tables said first, when there are too many."""
        if len(self.points) <= MOST_POINTS:
            return self.points
        return tuple(sorted(self.points, key=lambda point: -point.count)[:MOST_POINTS])

    @property
    def more(self) -> int:
        return len(self.points) - len(self.shown)

    @property
    def has_dots(self) -> bool:
        """Whether there is room for dots beside the words."""
        return self.size in {"large", "three"}

    @property
    def size(self) -> str:
        """How large the points can stand."""
        return {0: "large", 1: "large", 2: "large", 3: "three", 4: "middle"}.get(len(self.points), "small")


@dataclass(frozen=True, slots=True)
class Plenum:
    """`focus` is the theme that is talked about; None: all of them."""

    themes: tuple[PlenumTheme, ...]
    focus: PlenumTheme | None
    settled: int
    total: int
    small: bool = False

    @property
    def numbered(self) -> int:
        """Themes that have a name."""
        return sum(1 for theme in self.themes if theme.number)

    @property
    def grows(self) -> bool:
        return self.settled < self.total

    @property
    def map_themes(self) -> list[MapTheme]:
        return [
            MapTheme(
                label=theme.title,
                points=[
                    MapPoint(count=1, plain=True) if point.small else MapPoint(count=point.count, dissent=point.dissent)
                    for point in theme.points
                ],
            )
            for theme in self.themes
        ]

    @property
    def map_focus(self) -> int | None:
        return self.themes.index(self.focus) if self.focus else None

    @property
    def font_size(self) -> int:
        """Smaller the more themes stand in a row."""
        return 32 if len(self.themes) <= 6 else 26 if len(self.themes) <= 9 else 22

    @property
    def label(self) -> str:
        if self.small:
            said = _("Et kort over temaerne.")
            return f"{said} " + _("Tema %(number)s er valgt.") % {"number": self.focus.number} if self.focus else said
        said = ngettext(
            "Et kort over %(count)s tema med et mærke for hvert bord.",
            "Et kort over %(count)s temaer med et mærke for hvert bord.",
            len(self.themes),
        ) % {"count": len(self.themes)}
        if self.focus:
            return f"{said} " + _("Tema %(number)s er valgt.") % {"number": self.focus.number}
        return said

    @property
    def first(self) -> bool:
        return self.focus is not None and self.focus.number == 1

    @property
    def last(self) -> bool:
        return self.focus is not None and self.focus.number == self.numbered


def plenum(*, meeting: Meeting) -> Plenum:
    """The map as the desk has it now, with the theme the facilitator has chosen."""
    sorting = desk_board_for(meeting=meeting)
    themes = [
        PlenumTheme(theme.id, number, theme.title, tuple(_point(sorting, point) for point in theme.points))
        for number, theme in enumerate(sorting.board.themes, start=1)
    ]
    if sorting.board.loose:
        loose = tuple(_point(sorting, point) for point in sorting.board.loose)
        themes.append(PlenumTheme("", 0, _("Uden tema endnu"), loose))
    chosen = str(meeting.plenum_theme)
    focus = next((theme for theme in themes if theme.id and theme.id == chosen), None)
    counted = sorting.accounts
    small = is_small(meeting=meeting, tables=sorting.table_total)
    return Plenum(tuple(themes), focus, counted.settled, counted.total, small)


def _point(sorting: Sorting, point: Point) -> PlenumPoint:
    tally = sorting.tallies[point.id]
    small = is_small(meeting=sorting.meeting, tables=sorting.table_total)
    return PlenumPoint(
        point.statement,
        len(tally.tables),
        sorting.table_total,
        tally.dissent,
        small,
        agreeing=tally.agreeing,
        differing=tally.differing,
    )
