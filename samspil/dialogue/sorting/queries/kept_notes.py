# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The notes of a meeting in work, kept between the presses of a key: making 300 of them anew costs more than the rest.

What is kept is only read, never handed to an action. Each time the database is asked what could have changed; it
answers with a digest, so that nobody reads 300 rows to learn that they are the same.
"""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from samspil.core.database import planned_once
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.models import Echo as EchoRow
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.queries.notes import in_order, whole
from samspil.engines.sorting import Echo

if TYPE_CHECKING:
    from django.db.models import QuerySet

KEPT_MEETINGS = 4
# All of a note, its reading and where it was said that can change.
_CHANGING = (
    "pk",
    "revision",
    "essential",
    "quotable",
    "dissent",
    "withdrawn_at",
    "erased_at",
    "reading__of_revision",
    "reading__made_at",
    "translation__made_at",
    "translation__approved_at",
    "late",
    "slide",
    "language",
    "round__number",
    "table__number",
    "talk__title",
    "talk__speaker",
)
# Stands in for the meeting's number while the question is made into SQL: no row has it.
_MEETING = -7

Kept = dict[UUID, tuple[tuple[object, ...], Note]]


@dataclass(frozen=True, eq=False)
class Rows:
    """What of a meeting the desk is made from, beside the log. The same object as long as nothing of it has changed."""

    digests: tuple[str | None, str | None]
    kept: Kept
    # By id, in the order of the evening.
    notes: Mapping[str, Note]
    echoes: tuple[Echo, ...]
    table_total: int


_NOTHING = Rows((None, None), {}, {}, (), 0)


class NoteCache:
    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._meetings: OrderedDict[UUID, Rows] = OrderedDict()

    def rows(self, meeting: Meeting) -> Rows:
        """As they stand now; notes that changed are read again."""
        with self._lock:
            known = self._meetings.get(meeting.uuid, _NOTHING)
        # Before the rows: what is changed in between is read again next time.
        *digests, table_total = _standing(meeting)
        if known.digests == tuple(digests) and known.table_total == table_total and known is not _NOTHING:
            return known
        kept = _notes(meeting, known.kept)
        now = Rows(
            digests=(digests[0], digests[1]),
            kept=kept,
            notes={str(pk): note for pk, (_state, note) in kept.items()},
            echoes=echoes_of(meeting=meeting),
            table_total=table_total,
        )
        with self._lock:
            self._meetings[meeting.uuid] = now
            self._meetings.move_to_end(meeting.uuid)
            while len(self._meetings) > self._size:
                self._meetings.popitem(last=False)
        return now


def _notes(meeting: Meeting, known: Kept) -> Kept:
    states = {row[0]: row for row in _states(meeting.pk)}
    stale = [pk for pk, state in states.items() if pk not in known or known[pk][0] != state]
    # One that is erased or changed between the two questions has its older state, and is read again next time.
    fresh = {note.pk: note for note in whole(meeting.notes.filter(pk__in=stale))} if stale else {}
    return {
        pk: (state, fresh[pk]) if pk in fresh else known[pk]
        for pk, state in states.items()
        if pk in fresh or pk in known
    }


def _states(meeting: int) -> QuerySet[Note, Any]:
    return in_order(Note.objects.filter(meeting=meeting)).values_list(*_CHANGING)


def _echo_rows(meeting: int) -> QuerySet[EchoRow, Any]:
    rows = EchoRow.objects.filter(table__meeting=meeting).order_by("pk")
    return rows.values_list("note_id", "own_id", "table__number", "answer")


def echoes_of(*, meeting: Meeting) -> tuple[Echo, ...]:
    """What tables said of each other's notes, as the engines know it."""
    return tuple(
        Echo(note=str(note), own=str(own), table=table, answer=answer)
        for note, own, table, answer in _echo_rows(meeting.pk)
    )


def _standing(meeting: Meeting) -> tuple[str | None, str | None, int]:
    """Digests of all that can change of the notes and the echoes, and how many tables there are."""
    sql, places = _asked()
    values = [meeting.pk if place == _MEETING else place for place in places]
    [(notes, echoes, tables)] = planned_once(sql, values)
    return notes, echoes, int(tables)


@functools.cache
def _asked() -> tuple[str, tuple[Any, ...]]:
    """As SQL, and its parameters with `_MEETING` where the meeting's number goes: made once, since each press asks."""
    parts = [rows(_MEETING).query.sql_with_params() for rows in (_states, _echo_rows)]
    digest = "(SELECT md5(string_agg(one::text, ';')) FROM ({}) AS one)"
    digests = ", ".join(digest.format(sql) for sql, _values in parts)
    tables = "(SELECT count(*) FROM dialogue_meetingtable WHERE meeting_id = %s)"
    return f"SELECT {digests}, {tables}", (*(value for _sql, values in parts for value in values), _MEETING)


_CACHE = NoteCache(KEPT_MEETINGS)


def kept_rows(*, meeting: Meeting) -> Rows:
    return _CACHE.rows(meeting)
