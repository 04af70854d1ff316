# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What there is to tell about promises, and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, Max, Min, OuterRef, Q

from samspil.core import clock
from samspil.dialogue.letter.content import LetterContent
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.promises.enums import DATED
from samspil.dialogue.promises.ledger import News, standing
from samspil.dialogue.promises.models import PromiseAnswer, PromiseReminder
from samspil.dialogue.promises.queries.answers import histories

# One mail for what an officer answers in one sitting, and no longer than this for the first of it.
QUIET = timedelta(minutes=15)
AT_MOST = timedelta(hours=2)
# Nobody is reminded in the night.
FROM_HOUR, UNTIL_HOUR = 7, 20


def digests_due(*, now: datetime) -> list[UUID]:
    """The meetings with news that has been quiet long enough, or has waited long enough."""
    rows = PromiseAnswer.objects.filter(digest__isnull=True).values("meeting_id", "meeting__uuid")
    due = rows.annotate(newest=Max("answered_at"), oldest=Min("answered_at")).filter(
        Q(newest__lte=now - QUIET) | Q(oldest__lte=now - AT_MOST)
    )
    return [row["meeting__uuid"] for row in due.order_by("meeting_id")]


def reminders_due(*, now: datetime, meeting: Meeting | None = None) -> list[PromiseAnswer]:
    """The newest answers whose day has passed and whose owner has not been told; none outside the day's hours."""
    if not FROM_HOUR <= clock.local(now).hour < UNTIL_HOUR:
        return []
    newer = PromiseAnswer.objects.filter(
        meeting=OuterRef("meeting"), point=OuterRef("point"), number__gt=OuterRef("number")
    )
    told = PromiseReminder.objects.filter(
        meeting=OuterRef("meeting"), point=OuterRef("point"), due_on=OuterRef("due_on")
    )
    found = PromiseAnswer.objects.filter(~Exists(newer), ~Exists(told), state__in=DATED, due_on__lt=clock.today(now))
    if meeting is not None:
        found = found.filter(meeting=meeting)
    return list(found.select_related("meeting", "owner_address", "answered_by").order_by("due_on", "pk"))


def news(*, meeting: Meeting, fresh: Sequence[PromiseAnswer], content: LetterContent, now: datetime) -> list[News]:
    """One entry a point, in the letter's order: how it stands now, and how it stood when it was last told.

    What was changed and changed back is no news.
    """
    today = clock.today(now)
    untold = {answer.pk for answer in fresh}
    statements = {point.ref: point.statement for point in content.points}
    found: dict[str, News] = {}
    for ref, history in histories(meeting=meeting).items():
        if ref not in statements or not any(answer.pk in untold for answer in history):
            continue
        # What comes after the last fresh one belongs to the next digest.
        last = max(place for place, answer in enumerate(history) if answer.pk in untold)
        after = standing(history[: last + 1], today=today)
        before = standing([answer for answer in history if answer.pk not in untold][: last + 1], today=today)
        if after is not None and (before is None or before.says != after.says):
            found[ref] = News(statements[ref], after, before)
    return [found[ref] for ref in statements if ref in found]
