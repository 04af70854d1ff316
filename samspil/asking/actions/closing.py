# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Closing a set, and deleting its answers when the school year has ended."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from samspil.asking.models import Asked, QuestionSet, Response
from samspil.asking.queries.answers import figures_now
from samspil.core import audit, clock

if TYPE_CHECKING:
    from samspil.people.persons.models import User


@transaction.atomic
def set_close(*, question_set: QuestionSet, by: User | None, now: dt.datetime) -> QuestionSet:
    """No more answers for this set; its figures are counted now, once. A second time changes nothing."""
    row = QuestionSet.objects.select_for_update().get(pk=question_set.pk)
    if row.closed_at is None:
        row.closed_at, row.figures = now, figures_now(question_set=row, now=now)
        row.save(update_fields=["closed_at", "figures"])
        audit.record(by=by, at=now, action="asking.close", obj=row, label=row.kind)
    return row


def answers_forget(*, now: dt.datetime) -> int:
    """Closes what has had its last day, and deletes the answers of school years that have ended. How many were deleted.

    Who was asked and the figures stay; who would rather not is told no more.
    """
    today = clock.today(now)
    for row in QuestionSet.objects.filter(Q(closes_on__lt=today), closed_at__isnull=True).order_by("pk"):
        set_close(question_set=row, by=None, now=now)
    return sum(
        _forget(row, now) for row in
        QuestionSet.objects.filter(year__ends_on__lte=today, forgotten_at__isnull=True).order_by("pk")
    )  # fmt: skip


@transaction.atomic
def _forget(question_set: QuestionSet, now: dt.datetime) -> int:
    row = set_close(question_set=question_set, by=None, now=now)
    number, _by_model = Response.objects.filter(asked__question_set=row).delete()
    Asked.objects.filter(question_set=row).update(
        answered_at=Coalesce(F("answered_at"), F("declined_at")), declined_at=None, wish="", wished_at=None,
        interpreter=False, remind_on=None,
    )  # fmt: skip
    row.forgotten_at = now
    row.save(update_fields=["forgotten_at"])
    audit.record(by=None, at=now, action="asking.forget", obj=row, changes={"answers": (number, 0)})
    return number
