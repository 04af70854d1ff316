# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a table is shown in the last minutes of a round: notes of other tables most like its own essential ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404

from samspil.dialogue.meetings.enums import RoundState
from samspil.dialogue.meetings.models import MeetingTable, Round
from samspil.dialogue.notes.enums import Origin
from samspil.dialogue.notes.models import Echo, Note
from samspil.dialogue.notes.queries.naming import Rolls, rolls
from samspil.dialogue.notes.rules import may_quote
from samspil.dialogue.sorting.queries.board import desk_board_for
from samspil.dialogue.sorting.queries.suggestions import nearest_of_others

LAST = timedelta(minutes=3)
MOST_CARDS = 6
# With two tables the other one is known.
FEWEST_TABLES = 3
AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class HarvestCard:
    """Another table's note, beside one of the table's own. Nothing tells which table it was."""

    note: Note
    own: Note
    answer: str = ""

    @property
    def words(self) -> str:
        return shown_words(self.note)


@dataclass(frozen=True, slots=True)
class Harvest:
    """`waiting` are the cards to answer now, `answered` those that are."""

    round: Round
    waiting: tuple[HarvestCard, ...] = ()
    answered: tuple[HarvestCard, ...] = ()


def is_open(*, round_: Round | None, now: datetime) -> bool:
    """In the last three minutes, and until the round is closed."""
    if round_ is None or not round_.meeting.harvest:
        return False
    state = round_.state(now)
    return state in {RoundState.RUNNING, RoundState.PAUSED, RoundState.OVER} and round_.time_left(now) <= LAST


def opens_at(*, round_: Round | None) -> datetime | None:
    """When the running round's harvest begins; None while it rests, or without a harvest."""
    if round_ is None or not round_.meeting.harvest or round_.closed_at or round_.ends_at is None:
        return None
    return round_.ends_at - LAST


def harvest(*, table: MeetingTable, now: datetime) -> Harvest | None:
    """None when it is not the time. The same notes give the same cards, and one that is answered stays."""
    round_ = table.meeting.current_round
    if round_ is None or not is_open(round_=round_, now=now) or table.meeting.tables.count() < FEWEST_TABLES:
        return None
    answered = _answered(table, round_)
    known = {card.note.pk for card in answered}
    left = MOST_CARDS - len(answered)
    waiting = [card for card in _cards(table, round_) if card.note.pk not in known][: min(left, AT_ONCE)]
    return Harvest(round_, tuple(waiting), answered)


def _answered(table: MeetingTable, round_: Round) -> tuple[HarvestCard, ...]:
    rows = Echo.objects.filter(table=table, note__round=round_).select_related("note__reading", "note__meeting", "own")
    looked = rolls()
    return tuple(
        HarvestCard(echo.note, echo.own, echo.answer)
        for echo in rows.order_by("answered_at", "pk")
        if _counts(echo.note, round_) and _may_be_shown(echo.note, looked)
    )


def _cards(table: MeetingTable, round_: Round) -> list[HarvestCard]:
    sorting, looked = desk_board_for(meeting=table.meeting), rolls()
    notes = {key: note for key, note in sorting.notes.items() if _counts(note, round_)}
    mine = {key: note for key, note in notes.items() if note.table_id == table.pk}
    essential = [key for key, note in mine.items() if note.essential] or list(mine)
    others = [key for key, note in notes.items() if note.table_id != table.pk]
    near = nearest_of_others(sorting=sorting, own=essential, others=others)
    # Looked at only here: there are many notes, and few are near.
    return [HarvestCard(notes[card.other], mine[card.own]) for card in near if _may_be_shown(notes[card.other], looked)]


def _counts(note: Note, round_: Round) -> bool:
    inside = note.origin == Origin.TABLE and note.round_id == round_.pk
    return inside and note.withdrawn_at is None and note.erased_at is None


def _may_be_shown(note: Note, looked: Rolls) -> bool:
    """A note that seems to name somebody goes to no other table, unless an officer has masked the name; in a class
    meeting only one that the table lets others read."""
    return may_quote(note) and not looked.hints(shown_words(note), note.language)


def shown_words(note: Note) -> str:
    reading = getattr(note, "reading", None)
    return reading.text if reading else note.text


def note_of_others(*, table: MeetingTable, uuid: UUID) -> Note:
    """A note that the table may answer, or 404."""
    found = Note.objects.filter(pk=uuid, meeting=table.meeting_id, origin=Origin.TABLE).exclude(table=table).first()
    if found is None:
        raise Http404
    return found
