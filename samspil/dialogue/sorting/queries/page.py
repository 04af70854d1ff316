# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the templates of the sorting desk get: the page, its panels and its live parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from samspil.core.errors import Refused, SamspilError
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.meetings.rules import asks_for_a_yes
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.queries.naming import rolls
from samspil.dialogue.notes.queries.notes import where
from samspil.dialogue.notes.queries.translations import danish_row, is_foreign
from samspil.dialogue.sorting.queries import ordering
from samspil.dialogue.sorting.queries import suggestions as suggest
from samspil.dialogue.sorting.queries.board import Sorting, board_for, desk_board_for, minutes_left
from samspil.dialogue.sorting.queries.desk import Desk, colleagues, found, marked, names_in
from samspil.dialogue.sorting.words import REASONS
from samspil.engines.sorting import AsideReason, Move, Point, Unit, merged_into
from samspil.people.persons.models import User

# Panels beside the note, and panels beside the themes.
NOTE_PANELS = frozenset({"nyt", "del", "til-side"})
POINT_PANELS = frozenset({"tema", "temaet", "punkt", "ord", "saml", "delpunkt", "soeg", "fem", "hjaelp"})
# Under so many points the desk says where to begin.
FEW_POINTS = 3
# Which panel a refused form came from.
_PANEL_OF = {
    "point": "nyt", "note-split": "del", "aside": "til-side", "theme": "tema", "theme-rename": "temaet",
    "theme-order": "temaet", "theme-remove": "temaet", "state": "ord", "merge": "saml", "split": "delpunkt",
    "point-move": "punkt", "point-remove": "punkt",
}  # fmt: skip
Values = Mapping[str, str] | QueryDict


def desk_of(*, meeting: Meeting, by: User, now: datetime, later: Sequence[str], asked: Unit | None) -> Desk:
    """The desk as this officer sees it, with the note asked for in focus."""
    sorting = desk_board_for(meeting=meeting)
    others = colleagues(sorting=sorting, by=by, now=now)
    return Desk(sorting=sorting, by=by, now=now, later=tuple(later), asked=asked, colleagues=others)


def desk_page(*, desk: Desk, values: Values, error: SamspilError | None = None) -> dict[str, Any]:
    """The whole desk. `values` are the address's or, after a refusal, what the form held."""
    context = live_page(desk=desk)
    context |= {
        "error": error,
        "values": values,
        "panel": _panel(values),
        "only_single": values.get("vis") == "enkelt",
        "last_theme": _last_theme(desk),
        "reasons": [(reason.value, REASONS[reason]) for reason in AsideReason],
        "previous": desk.neighbour(-1),
        "following": desk.neighbour(1),
        "queue": [
            (unit, desk.sorting.notes[unit.note], where(desk.sorting.notes[unit.note])) for unit in desk.next_units
        ],
        "foreign_count": desk.sorting.foreign,
        "aside_count": sum(len(units) for _reason, units in desk.sorting.asides()),
    }
    if desk.focus is not None and desk.note is not None:
        context |= _focus(desk, desk.focus, desk.note)
    return context | _panel_context(desk, context["panel"], values)


def hint_page(*, desk: Desk) -> dict[str, Any]:
    """Notes that may say one thing no point says yet. Takes longer than the rest, so the page asks for it later."""
    group = suggest.new_point_group(sorting=desk.sorting) if desk.is_open else None
    return {
        "desk": desk,
        "meeting": desk.meeting,
        "hinted": True,
        "group": group,
        # With hardly any points yet the notes themselves are shown: it is the place to begin.
        "begin": _group_notes(desk, group) if len(desk.board.points) < FEW_POINTS else [],
    }


def _group_notes(desk: Desk, group: suggest.Group | None) -> list[tuple[Note, str]]:
    notes = [desk.sorting.notes[unit] for unit in group.units] if group else []
    return [(note, where(note)) for note in notes]


def live_page(*, desk: Desk) -> dict[str, Any]:
    """The parts that change when somebody else makes a move."""
    counted = desk.sorting.accounts
    return {
        "desk": desk,
        "channel": f"sorting:{desk.meeting.uuid}",
        "meeting": desk.meeting,
        "settled": counted.settled,
        "total": counted.total,
        "minutes": minutes_left(sorting=desk.sorting, notes_left=len(counted.missing)),
        "last": desk.last,
    }


def note_text(*, meeting: Meeting, note: str) -> str:
    """The note's own words; "" when it is not of this meeting."""
    return meeting.notes.filter(pk=UUID(note)).values_list("text", flat=True).first() or ""


def moves_by_tables(*, meeting: Meeting) -> list[Move]:
    """The press "by number of tables". Raises Refused where they stand so already."""
    moves = ordering.moves_by_tables(desk_board_for(meeting=meeting))
    if not moves:
        raise Refused(_("Punkter og temaer står allerede efter, hvor mange borde der sagde dem."), code="in-order")
    return moves


def asides_page(*, meeting: Meeting) -> dict[str, Any]:
    sorting = board_for(meeting=meeting)
    groups = [(REASONS[reason], [_aside_row(sorting, unit) for unit in units]) for reason, units in sorting.asides()]
    return {"meeting": meeting, "groups": groups}


def _aside_row(sorting: Sorting, unit: Unit) -> tuple[Unit, Note, str, str, str]:
    note = sorting.notes[unit.note]
    return unit, note, where(note), sorting.unit_text(unit), sorting.board.asides[unit].text


def _focus(desk: Desk, unit: Unit, note: Note) -> dict[str, Any]:
    shown = suggest.suggestions(sorting=desk.sorting, unit=unit) if desk.is_open and not desk.aside else []
    first = shown[0].words if shown else ()
    reading = getattr(note, "reading", None)
    looked = rolls()
    return {
        "note": note,
        "where": where(note),
        "pieces": marked(desk.text, first),
        "suggestions": shown,
        "suggestions_wait": desk.is_open
        and not desk.aside
        and suggest.suggestions_wait(sorting=desk.sorting, unit=unit),
        "names": names_in(note, looked),
        "danish": danish_row(note, known=looked) if is_foreign(note) else None,
        "asks_yes": asks_for_a_yes(desk.meeting),
        "masked": reading is not None,
        "masked_stale": reading is not None and reading.of_revision != note.revision,
    }


def _last_theme(desk: Desk) -> str:
    """Where the officer is at work: the theme of the point they touched last."""
    latest = desk.board.latest(str(desk.by.pk))
    point = desk.board.points.get(getattr(latest.move, "point", "")) if latest else None
    return point.theme if point else desk.board.themes[0].id if desk.board.themes else ""


def _panel(values: Values) -> str:
    asked = str(values.get("gor", "")) or _PANEL_OF.get(str(values.get("do", "")), "")
    if asked == "nyt" and isinstance(values, QueryDict) and len(values.getlist("unit")) > 1:
        return "fem"
    return asked if asked in NOTE_PANELS | POINT_PANELS else ""


def _panel_context(desk: Desk, panel: str, values: Values) -> dict[str, Any]:
    point = desk.board.points.get(str(values.get("punkt", "") or values.get("point", "") or values.get("source", "")))
    context: dict[str, Any] = {"panel_side": "note" if panel in NOTE_PANELS else "point", "opened": point}
    if panel in {"punkt", "ord", "delpunkt"}:
        context |= _point_context(desk.sorting, point) if point else {"panel": ""}
    elif panel == "temaet":
        theme = str(values.get("tema", "") or values.get("theme", ""))
        row = next((row for row in desk.themes if row.id and row.id == theme), None)
        steps = ordering.theme_steps(desk.board, theme) if row else {}
        context |= {"opened_theme": row, "steps": steps} if row else {"panel": ""}
    elif panel == "soeg":
        query = str(values.get("q", ""))
        points, notes = found(sorting=desk.sorting, query=query)
        context |= {"query": query, "found_points": points, "found_notes": [(note, where(note)) for note in notes]}
    elif panel == "fem":
        group = suggest.new_point_group(sorting=desk.sorting)
        alike = _group_notes(desk, group)
        context |= {"group_notes": alike, "start": suggest.start_words([one for one, _where in alike])}
    return context


def _point_context(sorting: Sorting, point: Point) -> dict[str, Any]:
    singles = {voice.source for voice in sorting.tallies[point.id].voices}
    return {
        "steps": ordering.point_steps(sorting.board, point),
        "opened_tally": sorting.tallies[point.id],
        "opened_notes": [
            (unit, sorting.notes[unit.note], where(sorting.notes[unit.note]), sorting.unit_text(unit))
            for unit in point.units
            if unit.note in sorting.notes
        ],
        "opened_merges": [(merge, merge.source in singles) for merge in merged_into(sorting.board, point.id)],
    }
