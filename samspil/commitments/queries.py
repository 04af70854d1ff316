# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How commitments stand."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch

from samspil.commitments.enums import OPEN
from samspil.commitments.models import Commitment, Reminder, Standing
from samspil.core import clock

# Nobody is reminded in the night.
FROM_HOUR, UNTIL_HOUR = 7, 20


@dataclasses.dataclass(frozen=True, slots=True)
class Stand:
    """A commitment with its history, the oldest first."""

    commitment: Commitment
    history: tuple[Standing, ...]
    today: dt.date

    @property
    def latest(self) -> Standing:
        return self.history[-1]

    @property
    def seen(self) -> int:
        """What a form sends back, so that nobody answers over somebody else."""
        return self.latest.number

    @property
    def is_open(self) -> bool:
        return self.latest.state in OPEN

    @property
    def is_overdue(self) -> bool:
        due = self.latest.due_on
        return self.is_open and due is not None and due < self.today


def commitments_of(*, feature: str, subjects: Iterable[UUID], now: dt.datetime) -> dict[UUID, dict[UUID, Stand]]:
    """By subject and by ref, in the order they were made. Two queries, however many subjects."""
    wanted = list(subjects)
    rows = Commitment.objects.filter(feature=feature, subject__in=wanted).order_by("pk")
    found: dict[UUID, dict[UUID, Stand]] = {subject: {} for subject in wanted}
    for row in rows.prefetch_related(Prefetch("history", Standing.objects.order_by("number"))):
        found[row.subject][row.ref] = Stand(row, tuple(row.history.all()), clock.today(now))
    return found


def reminders_due(*, now: dt.datetime) -> list[Standing]:
    """Where the day has passed and whoever sees to it was not reminded of that day; none outside the day's hours."""
    if not FROM_HOUR <= clock.local(now).hour < UNTIL_HOUR:
        return []
    newer = Standing.objects.filter(commitment=OuterRef("commitment"), number__gt=OuterRef("number"))
    told = Reminder.objects.filter(commitment=OuterRef("commitment"), due_on=OuterRef("due_on"))
    rows = Standing.objects.filter(
        ~Exists(newer),
        ~Exists(told),
        state__in=OPEN,
        due_on__lt=clock.today(now),
        commitment__handled_by__is_active=True,
    )
    return list(rows.select_related("commitment__handled_by__person").order_by("due_on", "pk"))
