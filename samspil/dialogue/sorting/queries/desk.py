# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the sorting desk shows: the note in focus, the queue, the themes with their figures, who else is here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from samspil.core.ids import whole_number
from samspil.core.written import composed
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.masking import words as words_of
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.queries.naming import Rolls
from samspil.dialogue.sorting.models import SortingSeat
from samspil.dialogue.sorting.queries.board import Sorting, officer_names
from samspil.dialogue.sorting.words import REASONS, SAID
from samspil.engines.sorting import Board, Done, Placement, Point, Tally, Unit
from samspil.people.persons.models import User

# An officer who has not been seen for this long has left the desk.
PRESENT = timedelta(minutes=3)
QUEUE_SHOWN = 3
_WHATEVER_THE_FOCUS = ("queue", "last", "address", "move_address")


@dataclass(frozen=True)
class Colleague:
    """Another officer at the desk, and what they have before them."""

    name: str
    note: int | None
    unit: str
    point: str


@dataclass(frozen=True)
class PointRow:
    point: Point
    tally: Tally
    # The number of the note that was laid here last of all; 0 when it was laid elsewhere.
    just_note: int = 0
    writers: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.point.id


@dataclass(frozen=True)
class ThemeRow:
    """`number` 0 is for the points that have no theme yet."""

    id: str
    number: int
    title: str
    points: tuple[PointRow, ...]

    @property
    def notes(self) -> int:
        return len({unit.note for row in self.points for unit in row.point.units})


@dataclass(frozen=True)
class LastMove:
    """What was done last, in words: `said`, and the statement or title it was about."""

    number: int
    by: str
    own: bool
    said: str
    words: str = ""
    note: str = ""


@dataclass(frozen=True)
class Desk:
    """Everything but the suggestions."""

    sorting: Sorting
    by: User
    now: datetime
    later: Sequence[str] = ()
    asked: Unit | None = None
    colleagues: tuple[Colleague, ...] = field(default=())

    @property
    def meeting(self) -> Meeting:
        return self.sorting.meeting

    @property
    def board(self) -> Board:
        return self.sorting.board

    @property
    def is_open(self) -> bool:
        return self.meeting.may_sort

    # The notes, in the order of the evening.

    @property
    def units(self) -> list[Unit]:
        return self.sorting.units

    @cached_property
    def queue(self) -> list[Unit]:
        """What is still to be sorted: first what nobody has before them, last what this officer put off."""
        missing = set(self.sorting.missing)
        open_units = [unit for unit in self.units if unit.note in missing and self._waits(unit)]
        held = {colleague.unit for colleague in self.colleagues}
        later = {note: place for place, note in enumerate(self.later)}
        return sorted(open_units, key=lambda unit: (unit.note in later, later.get(unit.note, 0), unit.note in held))

    def _waits(self, unit: Unit) -> bool:
        return not self.board.is_settled(unit) or self.sorting.is_stale(unit.note)

    @cached_property
    def focus(self) -> Unit | None:
        """The note asked for, if it is there; otherwise the first in the queue."""
        if self.asked is not None and self.asked.note in self.sorting.notes:
            parts = self.board.parts(self.asked.note)
            return self.asked if self.asked in parts else parts[0]
        return self.queue[0] if self.queue else None

    @property
    def note(self) -> Note | None:
        return self.sorting.notes[self.focus.note] if self.focus else None

    @property
    def text(self) -> str:
        return self.sorting.unit_text(self.focus) if self.focus else ""

    @property
    def parts(self) -> tuple[Unit, ...]:
        return self.board.parts(self.focus.note) if self.focus and self.focus.part else ()

    @property
    def placement(self) -> str:
        return self.sorting.placement(self.focus.note) if self.focus else Placement.UNSORTED

    @property
    def is_stale(self) -> bool:
        return bool(self.focus and self.focus.part and self.sorting.is_stale(self.focus.note))

    @property
    def places(self) -> list[Point]:
        """Where the note in focus lies already."""
        return [self.board.points[point] for point in self.board.places(self.focus)] if self.focus else []

    @property
    def aside(self) -> str:
        """Why the note in focus is set aside; "" when it is not."""
        aside = self.board.asides.get(self.focus) if self.focus else None
        return (aside.text or str(REASONS[aside.reason])) if aside else ""

    @property
    def next_units(self) -> list[Unit]:
        return [unit for unit in self.queue if unit != self.focus][:QUEUE_SHOWN]

    def neighbour(self, step: int) -> Unit | None:
        """The note before (-1) or after (1) the one in focus, sorted or not."""
        if self.focus not in self.units:
            return None
        place = self.units.index(self.focus) + step
        return self.units[place] if 0 <= place < len(self.units) else None

    def after_focus(self) -> Unit | None:
        """What to take when the note in focus is dealt with: the next one in the evening's order that waits."""
        waiting = [unit for unit in self.queue if unit != self.focus and unit.note not in self.later]
        order = {unit: place for place, unit in enumerate(self.units)}
        here = order.get(self.focus, -1) if self.focus else -1
        free = [
            unit for unit in waiting if unit.note not in {colleague.unit for colleague in self.colleagues}
        ] or waiting
        ahead = [unit for unit in free if order[unit] > here]
        return next(iter(ahead or free or self.next_units), None)

    def onward(self, *, leave: bool, past: bool) -> Unit | None:
        """What stands in focus after a press: the next note when this one is dealt with, or left (`past`)."""
        if self.asked is None or not leave:
            return self.asked
        return self.after_focus() if past or self.board.is_settled(self.asked) else self.focus

    def at(self, unit: Unit | None) -> Desk:
        """The same desk with another note in focus. What does not depend on the focus is not worked out again."""
        other = replace(self, asked=unit)
        other.__dict__.update({name: self.__dict__[name] for name in _WHATEVER_THE_FOCUS if name in self.__dict__})
        return other

    @cached_property
    def address(self) -> str:
        return reverse("dialogue:sorting", args=[self.meeting.uuid])

    @cached_property
    def move_address(self) -> str:
        return reverse("dialogue:sorting-move", args=[self.meeting.uuid])

    # The themes.

    @cached_property
    def last(self) -> LastMove | None:
        return last_move(self.sorting, by=self.by)

    @cached_property
    def themes(self) -> list[ThemeRow]:
        rows = [
            ThemeRow(theme.id, number, theme.title, tuple(self._row(point) for point in theme.points))
            for number, theme in enumerate(self.board.themes, start=1)
        ]
        if self.board.loose:
            loose = tuple(self._row(point) for point in self.board.loose)
            rows.append(ThemeRow("", 0, _("Uden tema endnu"), loose))
        return rows

    @property
    def singles(self) -> int:
        return sum(row.tally.is_single for theme in self.themes for row in theme.points)

    def _row(self, point: Point) -> PointRow:
        latest = self.board.latest()
        just = bool(latest and getattr(latest.move, "unit", None) and point.id in _landing(latest))
        return PointRow(
            point=point,
            tally=self.sorting.tallies[point.id],
            just_note=self.sorting.notes[latest.move.unit.note].number if just and latest else 0,  # type: ignore[union-attr]  # only moves of notes land
            writers=tuple(colleague.name for colleague in self.colleagues if colleague.point == point.id),
        )


def _landing(done: Done) -> tuple[str, ...]:
    return tuple(str(key[2]) for key, before in done.before.items() if key[0] == "place" and before is None)


def colleagues(*, sorting: Sorting, by: User, now: datetime) -> tuple[Colleague, ...]:
    """The other officers who have been seen at this desk within the last minutes."""
    seats = SortingSeat.objects.filter(meeting=sorting.meeting, seen_at__gt=now - PRESENT).exclude(by=by)
    rows = list(seats.order_by("pk").values_list("by_id", "note_id", "point"))
    names = officer_names(str(seat_by) for seat_by, _note, _point in rows) if rows else {}
    return tuple(
        Colleague(
            name=names[str(seat_by)],
            note=sorting.notes[str(note)].number if str(note) in sorting.notes else None,
            unit=str(note) if note else "",
            point=str(point) if point else "",
        )
        for seat_by, note, point in rows
    )


def seat_note(*, meeting: Meeting, by: User) -> Unit | None:
    """The note the officer has before them, as far as the desk knows."""
    note = SortingSeat.objects.filter(meeting=meeting, by=by).values_list("note_id", flat=True).first()
    return Unit(str(note)) if note else None


def officer_by_id(*, pk: str) -> User | None:
    number = whole_number(pk, most_digits=18)
    return None if number is None else User.objects.filter(pk=number).first()


def names_in(note: Note, rolls: Rolls) -> list[str]:
    """What in the note may name a person and is not masked: the flag that the table saw."""
    reading = getattr(note, "reading", None)
    said = [reading.text, reading.dissent_text] if reading else [note.text, note.dissent_text]
    return list(dict.fromkeys(word for text in said for word in rolls.words(text, note.language)))


def marked(text: str, words: Collection[str]) -> list[tuple[str, bool]]:
    """The text in pieces, those that are one of `words` (whole, whatever their case) marked."""
    wanted = {word.casefold() for word in words}
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in words_of(text):
        if text[start:end].casefold() in wanted:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def found(*, sorting: Sorting, query: str) -> tuple[list[Point], list[Note]]:
    """The points and notes that hold every word of `query`, whatever the case."""
    wanted = composed(query).casefold().split()
    if not wanted:
        return [], []

    def holds(text: str) -> bool:
        return all(word in text.casefold() for word in wanted)

    def says(note: Note) -> bool:
        # In its own words, or in what they say in Danish.
        danish = getattr(note, "translation", None)
        return holds(note.text) or bool(danish and note.text and holds(danish.text))

    points = [point for point in sorting.board.points.values() if holds(point.statement)]
    notes = [note for note in sorting.notes.values() if note.withdrawn_at is None and says(note)]
    return points, notes


# What was done last.


def last_move(sorting: Sorting, *, by: User) -> LastMove | None:
    done = sorting.board.latest()
    if done is None:
        return None
    own = done.by == str(by.pk)
    name = "" if own else officer_names([done.by]).get(done.by, "")
    said, words, note = _move_sentence(sorting, done)
    return LastMove(done.number, name, own, said, words, note)


def _move_sentence(sorting: Sorting, done: Done) -> tuple[str, str, str]:
    move = done.move
    note_id = getattr(move, "note", "") or (move.unit.note if hasattr(move, "unit") else "")
    note = sorting.notes.get(note_id)
    said = str(SAID[move.kind])
    if note is not None:
        said = said % {"number": note.number}
    return said, _words_of(sorting, done), note_id


def _words_of(sorting: Sorting, done: Done) -> str:
    move, points = done.move, sorting.board.points
    for name in ("statement", "title"):
        if hasattr(move, name):
            return str(getattr(move, name))
    if hasattr(move, "reason"):
        return ""
    for name in ("target", "into", "point"):
        point = points.get(getattr(move, name, ""))
        if point is not None:
            return point.statement
    titles: Mapping[str, str] = {theme.id: theme.title for theme in sorting.board.themes}
    return titles.get(getattr(move, "theme", ""), "")


def uuid_or_none(value: str) -> str | None:
    try:
        return str(UUID(value))
    except ValueError:
        return None
