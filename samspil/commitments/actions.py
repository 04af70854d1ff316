# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Promising something, and answering for it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samspil.commitments.enums import OPEN, WITH_REASON, Owner, State
from samspil.commitments.mails import KIND, reminder_mail
from samspil.commitments.models import OWNERS, Commitment, Reminder, Standing
from samspil.commitments.queries import reminders_due
from samspil.core import audit
from samspil.core.errors import Refused
from samspil.delivery.actions.message import message_queue

if TYPE_CHECKING:
    from samspil.people.models import Board, Municipality, School, User


@transaction.atomic
def commitment_make(
    *,
    feature: str,
    subject: UUID,
    ref: UUID,
    owner: School | Board | Municipality,
    words: str,
    due_on: dt.date,
    by: User | None,
    now: dt.datetime,
    handled_by: User | None = None,
) -> Commitment:
    """`owner` will do what `words` say by `due_on`. The same line a second time is the same commitment, reworded."""
    kind = Owner(str(owner._meta.model_name))
    row, is_new = Commitment.objects.select_for_update().get_or_create(
        feature=feature,
        subject=subject,
        ref=ref,
        defaults={"owner": kind, OWNERS[kind]: owner, "words": words, "handled_by": handled_by},
    )
    if is_new:
        _add(row, State.MADE, due_on=due_on, reason="", number=1, by=by, now=now)
    elif row.words != words:
        before, row.words = row.words, words
        row.save(update_fields=["words"])
        audit.record(by=by, at=now, action="commitment.reword", obj=row, changes={"words": (before, words)})
    return row


@transaction.atomic
def commitment_answer(
    *,
    commitment: Commitment,
    state: State,
    seen: int,
    by: User | None,
    now: dt.datetime,
    reason: str = "",
    due_on: dt.date | None = None,
) -> Standing:
    """Kept, not kept, moved to `due_on` or taken back; the last three with a reason.

    `seen` is the number that was shown. The same answer again adds nothing. Raises Refused where somebody else answered
    meanwhile, where a reason or a day is missing, and for a day that is no later one.
    """
    row = Commitment.objects.select_for_update().get(pk=commitment.pk)
    latest = row.history.order_by("-number")[0]
    due_on = due_on if state in OPEN else latest.due_on
    if (latest.state, latest.reason, latest.due_on) == (state, reason, due_on):
        return latest
    if latest.number != seen:
        raise Refused(
            _("En kollega har svaret på løftet, mens du skrev. Læs svaret, og gem dit eget, hvis det stadig gælder."),
            code="commitment-changed",
        )
    if state in WITH_REASON and not reason.strip():
        raise Refused(_("Skriv grunden. Dem, I har lovet noget, skal kunne forstå det."), code="commitment-no-reason")
    if state == State.MOVED and (due_on is None or latest.due_on is None or due_on <= latest.due_on):
        raise Refused(_("Skriv en dag, der ligger senere end den, I lovede."), code="commitment-no-day")
    return _add(row, state, due_on=due_on, reason=reason, number=latest.number + 1, by=by, now=now)


@transaction.atomic
def reminders_send(*, now: dt.datetime) -> int:
    """One mail a commitment and date, to whoever sees to it. Answers how many."""
    due = reminders_due(now=now)
    for standing in due:
        row, who = standing.commitment, standing.commitment.handled_by
        day = standing.due_on
        if who is None or day is None:
            continue
        made, is_new = Reminder.objects.get_or_create(commitment=row, due_on=day, defaults={"reminded_at": now})
        if is_new:
            audit.record(by=None, at=now, action="commitment.remind", obj=made, changes={"due_on": (None, day)})
            copy, recipient = reminder_mail(commitment=row, due_on=day, to=who)
            message_queue(
                kind=KIND, ref=row.uuid, subject=copy.subject, text="", html="", recipients=[recipient], now=now
            )
    return len(due)


def _add(
    row: Commitment,
    state: State,
    *,
    due_on: dt.date | None,
    reason: str,
    number: int,
    by: User | None,
    now: dt.datetime,
) -> Standing:
    standing = Standing.objects.create(
        commitment=row, number=number, state=state, due_on=due_on, reason=reason, at=now, by=by
    )
    changes = {"due_on": (None, due_on), "reason": (None, reason)}
    audit.record(by=by, at=now, action=f"commitment.{state}", obj=standing, changes=changes, label=str(state))
    return standing
