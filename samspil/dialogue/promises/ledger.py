# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How a point stands, read from all that was answered to it. Pure: the rows and today's date go in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from samspil.core import clock
from samspil.dialogue.promises.enums import DATED, PromiseState


class Entry(Protocol):
    """One answer, as it was given then."""

    @property
    def state(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def owner_name(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def answered_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """`due_on` is the date that was promised, `bid` a later one named after it had passed; `late` counts the days."""

    state: str
    words: str
    owner_name: str
    answered_at: datetime
    due_on: date | None = None
    bid: date | None = None
    late: int = 0

    @property
    def is_dated(self) -> bool:
        return self.state in DATED

    @property
    def says(self) -> tuple[str, str, str, date | None, date | None]:
        """What a reader is told; two that say the same are no news."""
        return (self.state, self.words, self.owner_name, self.due_on, self.bid)


def standing(history: Sequence[Entry], *, today: date) -> Standing | None:
    """`history` is one point's answers, oldest first; None when nobody has answered.

    A date can be moved until its own day. Named later than that it is a bid, and the days over time go on from the date
    that was promised: a promise does not become punctual by being put off.
    """
    if not history:
        return None
    latest = history[-1]
    due = _promised(history)
    late = (today - due).days if due is not None and today > due else 0
    return Standing(
        state=latest.state,
        words=latest.words,
        owner_name=latest.owner_name,
        answered_at=latest.answered_at,
        due_on=due,
        bid=latest.due_on if due is not None and latest.due_on != due else None,
        late=late,
    )


def _promised(history: Sequence[Entry]) -> date | None:
    """The date that counts. To answer what was looked into with a promise is a new date; the reverse is not."""
    due: date | None = None
    state = ""
    for entry in history:
        renewed = (state, entry.state) == (PromiseState.LOOKING, PromiseState.PROMISE)
        if entry.state not in DATED:
            due = None
        elif due is None or renewed or clock.today(entry.answered_at) <= due:
            due = entry.due_on
        state = entry.state
    return due


@dataclass(frozen=True, slots=True)
class News:
    """A point that has a new answer, with what was last told about it."""

    statement: str
    now: Standing
    before: Standing | None = None
