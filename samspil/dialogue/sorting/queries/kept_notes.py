# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The notes of a meeting in work, kept between the presses of a key: making 300 of them anew costs more than the rest.

What is kept is only read, never handed to an action. Each time the database is asked what could have changed.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from uuid import UUID

from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.queries.notes import in_order, whole

KEPT_MEETINGS = 4
# All of a note and its reading that can change.
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
)

Kept = dict[UUID, tuple[tuple[object, ...], Note]]


class NoteCache:
    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._meetings: OrderedDict[UUID, Kept] = OrderedDict()

    def notes(self, meeting: Meeting) -> Mapping[str, Note]:
        """By id, in the order of the evening; those that changed are read again."""
        with self._lock:
            known = self._meetings.get(meeting.uuid, {})
        states = {row[0]: row for row in in_order(meeting.notes.all()).values_list(*_CHANGING)}
        stale = [pk for pk, state in states.items() if pk not in known or known[pk][0] != state]
        # One that is erased or changed between the two questions has its older state, and is read again next time.
        fresh = {note.pk: note for note in whole(meeting.notes.filter(pk__in=stale))} if stale else {}
        now: Kept = {
            pk: (state, fresh[pk]) if pk in fresh else known[pk]
            for pk, state in states.items()
            if pk in fresh or pk in known
        }
        with self._lock:
            self._meetings[meeting.uuid] = now
            self._meetings.move_to_end(meeting.uuid)
            while len(self._meetings) > self._size:
                self._meetings.popitem(last=False)
        return {str(pk): note for pk, (_state, note) in now.items()}


_CACHE = NoteCache(KEPT_MEETINGS)


def kept_notes(*, meeting: Meeting) -> Mapping[str, Note]:
    return _CACHE.notes(meeting)
