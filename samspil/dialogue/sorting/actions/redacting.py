# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Taking words out of the log. It only grows, but what was erased must not be read in it, nor come back by undoing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from uuid import uuid5

from django.db import transaction

from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.hooks import words_arrived
from samspil.dialogue.sorting.models import SortingMove, StatementVector

# What of a move is words that an officer wrote.
WORDS = ("statement", "title", "text")


@transaction.atomic
def moves_redact(*, meeting: Meeting, redact: Callable[[str], str]) -> int:
    """Use `redact` on every word in the meeting's log, moves and their order untouched. Answers how many moves said it.

    No two moves get the same words: the second would change nothing, and a log may not hold such a move. From the first
    of them on each press gets another key: a process that remembers the board then sees that this is
    another log, and forgets it. The caller holds the meeting's row.
    """
    rows = list(meeting.moves.order_by("number"))
    taken = {row.data[name] for row in rows for name in WORDS if name in row.data}
    said = [row for row in rows if _redacted(row, redact, taken)]
    if not said:
        return 0
    for row in (later := [row for row in rows if row.number >= said[0].number]):
        row.key = uuid5(row.key, "redacted")
    SortingMove.objects.bulk_update(later, ["data", "key"], batch_size=500)
    StatementVector.objects.filter(meeting=meeting).delete()
    words_arrived(meeting=meeting)
    return len(said)


def _redacted(row: SortingMove, redact: Callable[[str], str], taken: set[str]) -> bool:
    changed = {name: new for name in WORDS if (old := row.data.get(name)) and (new := redact(old)) != old}
    for name, new in changed.items():
        changed[name] = next(one for one in _versions(new) if one not in taken)
        taken.add(changed[name])
    row.data = {**row.data, **changed}
    return bool(changed)


def _versions(words: str) -> Iterator[str]:
    yield words
    yield from (f"{words} ({number})" for number in count(2))
