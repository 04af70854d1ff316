# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the room's pages show: the clock, the question, who has written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404

from samspil.core import clock, texts
from samspil.dialogue.meetings.codes import code_typed
from samspil.dialogue.meetings.enums import RoundState, Screen
from samspil.dialogue.meetings.languages import direction
from samspil.dialogue.meetings.models import Meeting, MeetingTable, Round
from samspil.dialogue.meetings.queries import question
from samspil.dialogue.meetings.rules import asks_for_a_yes, is_small
from samspil.dialogue.meetings.series import next_day
from samspil.dialogue.notes.enums import Origin
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.models.note import ESSENTIAL_PER_ROUND
from samspil.dialogue.notes.queries.naming import note_warning, rolls
from samspil.dialogue.promises.queries.since import since_last
from samspil.dialogue.room.queries import harvest
from samspil.dialogue.room.queries.plenum import plenum
from samspil.ui.clock import Clock

NEWEST = 3
# Some of the newest may name somebody and are passed over.
LOOKED_AT = 9


@dataclass(frozen=True, slots=True)
class Room:
    meeting: Meeting
    round: Round | None
    rounds: int
    question: texts.Reading | None
    direction: str
    state: RoundState
    clock: Clock | None
    next_round: Round | None
    # When the tables are shown each other's notes, in milliseconds since 1970; "" when that is not known.
    harvest_ms: str = ""
    # The day of the next meeting, once this one has ended.
    next_day: date | None = None


def room(*, meeting: Meeting, language: str, now: datetime) -> Room:
    """The round that is on (or was last on), its question in `language` and its clock."""
    rounds = list(
        meeting.rounds.select_related("question").prefetch_related("question__versions").order_by("number", "pk")
    )
    current = next((round_ for round_ in rounds if round_.pk == meeting.current_round_id), None)
    following = next((round_ for round_ in rounds if round_.started_at is None), None)
    reading = question(current, language) if current else None
    return Room(
        meeting=meeting,
        round=current,
        rounds=len(rounds),
        question=reading,
        direction=direction(reading.language) if reading else "ltr",
        state=current.state(now) if current else RoundState.WAITING,
        clock=_clock(current, now) if current else None,
        next_round=following,
        harvest_ms=_harvest_ms(current, now),
        next_day=next_day(meeting=meeting) if meeting.ended_at else None,
    )


def _harvest_ms(round_: Round | None, now: datetime) -> str:
    if harvest.is_open(round_=round_, now=now):
        # Long ago: open now, also while the clock rests.
        return "1"
    moment = harvest.opens_at(round_=round_)
    return str(round(moment.timestamp() * 1000)) if moment else ""


def _clock(round_: Round, now: datetime) -> Clock:
    """Added minutes make the ring longer, never the time wrong."""
    total = max(timedelta(minutes=round_.minutes), round_.time_left(now))
    return Clock(total=total, now=now, ends_at=round_.ends_at, paused_left=round_.left)


@dataclass(frozen=True, slots=True)
class TableCount:
    table: MeetingTable
    notes: int
    essential: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Writing:
    """How the round goes: numbers for everyone, the tables for officers only."""

    tables: tuple[TableCount, ...]
    notes: int
    newest: tuple[Note, ...]
    # So few are there that the screen tells no figures.
    small: bool = False

    @property
    def written(self) -> int:
        return sum(1 for table in self.tables if table.notes)

    @property
    def total(self) -> int:
        return len(self.tables)


def writing(*, meeting: Meeting, round_: Round | None) -> Writing:
    """Who has written in the round, and the newest notes (three, newest first) without names of tables."""
    inside = Q(notes__round=round_, notes__withdrawn_at__isnull=True)
    tables = meeting.tables.annotate(
        in_round=Count("notes", filter=inside),
        stars=Count("notes", filter=inside & Q(notes__essential=True)),
        last_at=Max("notes__received_at", filter=inside),
    ).order_by("number", "pk")
    counts = tuple(TableCount(table, table.in_round, table.stars, table.last_at) for table in tables)
    shown = Note.objects.filter(
        meeting=meeting, round=round_, origin=Origin.TABLE, withdrawn_at__isnull=True, erased_at__isnull=True
    )
    if asks_for_a_yes(meeting):
        shown = shown.filter(quotable=True)
    newest = _for_all_to_see(shown.select_related("reading")) if meeting.show_newest else ()
    small = is_small(meeting=meeting, tables=len(counts))
    return Writing(counts, sum(count.notes for count in counts), newest, small)


def _for_all_to_see(notes: QuerySet[Note]) -> tuple[Note, ...]:
    """The newest that seem to name nobody: what goes on the big screen is not called back."""
    looked, found = rolls(), notes.order_by("-received_at", "pk")[:LOOKED_AT]
    return tuple(note for note in found if not note_warning(rolls=looked, note=note))[:NEWEST]


def table_with_code(*, code: str) -> MeetingTable | None:
    """The table whose sign carries the code, read as people type: small letters and spaces do not matter."""
    tables = MeetingTable.objects.select_related("meeting__current_round")
    return tables.filter(code=code_typed(code)).order_by("pk").first()


def table_by_uuid(*, uuid: UUID) -> MeetingTable | None:
    return MeetingTable.objects.select_related("meeting__current_round").filter(uuid=uuid).first()


@dataclass(frozen=True, slots=True)
class OwnNotes:
    """A table's own notes in one round, newest first."""

    round: Round
    notes: tuple[Note, ...]
    stars: int
    may_change: bool

    @property
    def stars_left(self) -> int:
        return ESSENTIAL_PER_ROUND - self.stars


def own_notes(*, table: MeetingTable, now: datetime) -> list[OwnNotes]:
    """What the table has written, the newest round first; rounds without notes only when they are on."""
    rounds = table.meeting.rounds.filter(started_at__isnull=False).order_by("-number", "pk")
    notes: dict[int, list[Note]] = {}
    for note in Note.objects.filter(table=table).select_related("reading").order_by("-received_at", "pk"):
        notes.setdefault(note.round_id or 0, []).append(note)
    open_ = table.meeting.sorting_closed_at is None
    return [
        OwnNotes(
            round_,
            tuple(notes.get(round_.pk, [])),
            sum(1 for note in notes.get(round_.pk, []) if note.essential and not note.withdrawn_at),
            may_change=open_ and round_.state(now) != RoundState.CLOSED,
        )
        for round_ in rounds
        if notes.get(round_.pk) or round_.pk == table.meeting.current_round_id
    ]


def is_writing(*, table: MeetingTable, now: datetime) -> bool:
    """Whether a round is on at the table: running, resting, or over and not closed."""
    round_ = table.meeting.current_round
    on = {RoundState.RUNNING, RoundState.PAUSED, RoundState.OVER}
    return round_ is not None and round_.state(now) in on and table.meeting.sorting_closed_at is None


def own_note(*, table: MeetingTable, uuid: UUID) -> Note:
    """A note of this table; anybody else's is not known of."""
    note = Note.objects.select_related("round", "meeting", "table").filter(pk=uuid, table=table).first()
    if note is None:
        raise Http404
    return note


def round_for_note(*, table: MeetingTable, number: int | None) -> Round:
    """The round a note was written in, as its page said; without a number the one that is on."""
    current = table.meeting.current_round
    if current is not None and number in {None, current.number}:
        return current
    # Without a number and without a round that is on there is none: number 0 is no round's.
    found = table.meeting.rounds.filter(started_at__isnull=False, number=number or 0).first()
    if found is None:
        raise Http404
    return found


def table_note(*, table: MeetingTable, note: Note, now: datetime) -> dict[str, object]:
    """What one note of the table's list shows."""
    open_ = table.meeting.sorting_closed_at is None
    may_change = open_ and note.round is not None and note.round.state(now) != RoundState.CLOSED
    return {"table": table, "note": note, "block": {"may_change": may_change}, "rolls": rolls()}


def table_notes(*, table: MeetingTable, now: datetime) -> dict[str, object]:
    """What the part with the table's own notes shows; it is drawn for each note, so it asks for nothing else."""
    return {"table": table, "meeting": table.meeting, "own": own_notes(table=table, now=now), "rolls": rolls()}


def table_page(*, table: MeetingTable, language: str, now: datetime) -> dict[str, object]:
    """What a table's page and its live fragments show."""
    return {
        **table_notes(table=table, now=now),
        "harvest": harvest.harvest(table=table, now=now),
        "room": room(meeting=table.meeting, language=language, now=now),
        "room_channel": f"room:{table.meeting.uuid}",
        "table_channel": f"table:{table.uuid}",
    }


def room_page(*, meeting: Meeting, language: str, now: datetime) -> dict[str, object]:
    """What the control page, the projector and their live fragments show."""
    state = room(meeting=meeting, language=language, now=now)
    return {
        "meeting": meeting,
        "room": state,
        "writing": writing(meeting=meeting, round_=state.round),
        "plenum": plenum(meeting=meeting) if meeting.screen == Screen.MAP else None,
        # Before the first round the big screen shows what came of the last meeting.
        "since": since_last(meeting=meeting, now=now) if state.round is None else None,
        "another_day": clock.today(meeting.starts_at) != clock.today(now),
        "room_channel": f"room:{meeting.uuid}",
        "notes_channel": f"notes:{meeting.uuid}",
    }
