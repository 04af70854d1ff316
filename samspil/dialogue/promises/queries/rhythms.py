# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The rhythms of the mails about promises: who has which, how far each was told, and which rounds are due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from samspil.core import clock
from samspil.dialogue.inviting.models import Invitation
from samspil.dialogue.inviting.queries import raised_by
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.promises.enums import Rhythm
from samspil.dialogue.promises.models import MailRhythm, PromiseAnswer, PromiseDigest, PromiseTold
from samspil.dialogue.promises.queries.mails import QUIET, digests_due

if TYPE_CHECKING:
    from samspil.people.links.models import AccessLink

FROM = time(7)
ROUNDS = (Rhythm.WEEKLY, Rhythm.MONTHLY)
_EVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Slot:
    """A round: its day, and the moment it begins. What is answered from then on belongs to the next."""

    rhythm: Rhythm
    day: date
    begins: datetime


def slot(*, rhythm: Rhythm, now: datetime) -> Slot | None:
    """The round that has begun this week or this month; None on its own morning before the hour."""
    today = clock.today(now)
    day = today - timedelta(days=today.weekday()) if rhythm == Rhythm.WEEKLY else today.replace(day=1)
    begins = datetime.combine(day, FROM, tzinfo=clock.HOUSE_ZONE)
    return Slot(rhythm, day, begins) if begins <= now else None


def rhythm_by_link(*, link: AccessLink) -> MailRhythm:
    """What was chosen for whom the link was sent to: the address, or the guardian. A new row where nothing was."""
    whose: dict[str, object] = {"person": link.person} if link.role_address is None else {"address": link.role_address}
    return MailRhythm.objects.filter(**whose).first() or MailRhythm(**whose)


def in_rhythm(*, meeting: Meeting, rhythm: Rhythm, before: datetime | None = None) -> list[Invitation]:
    """Those who raised the points and have this rhythm; with `before`, those who chose it by then."""
    raised = raised_by(meeting=meeting)
    chosen = _chosen(raised)
    found = []
    for invited in raised:
        row = chosen.get(_whose(invited))
        mine = row.rhythm if row else Rhythm.NOW
        if mine == rhythm and (before is None or (row is not None and row.chosen_at < before)):
            found.append(invited)
    return found


def _chosen(invitations: Sequence[Invitation]) -> dict[tuple[int | None, int | None], MailRhythm]:
    """The rows that were chosen by them: a guardian's by the person, any other's by the address."""
    addresses = [row.address_id for row in invitations if row.person_id is None]
    people = [row.person_id for row in invitations if row.person_id is not None]
    rows = MailRhythm.objects.filter(Q(address__in=addresses) | Q(person__in=people))
    return {(row.address_id, row.person_id): row for row in rows}


def _whose(invitation: Invitation) -> tuple[int | None, int | None]:
    return (None, invitation.person_id) if invitation.person_id else (invitation.address_id, None)


def answers_until(*, meeting: Meeting, until: datetime | None = None) -> list[PromiseAnswer]:
    """All answers in the order they were given; with `until`, those from before the first that came after it."""
    rows = list(PromiseAnswer.objects.filter(meeting=meeting).order_by("pk"))
    return rows if until is None else list(takewhile(lambda row: row.answered_at < until, rows))


def newest_told(
    *, meeting: Meeting, invitations: Sequence[Invitation], answers: Sequence[PromiseAnswer]
) -> dict[int, int]:
    """For each, by key, the newest answer that they are not to be told of: told already, or given while they wanted
    none.
    """
    rows = PromiseTold.objects.filter(meeting=meeting).values_list("address_id", "person_id", "newest_id")
    told = {(address, person or 0): newest for address, person, newest in rows}
    chosen = _chosen(invitations)
    found = {}
    for invited in invitations:
        row = chosen.get(_whose(invited))
        since = row.resumed_at if row else None
        paused = max((one.pk for one in answers if since and one.answered_at <= since), default=0)
        found[invited.pk] = max(told.get((invited.address_id, invited.person_id or 0), 0), paused)
    return found


def at_once_due(*, now: datetime, meeting: Meeting | None = None) -> list[UUID]:
    """The meetings whose digest is due now: for its news, or for somebody who went over to this rhythm untold."""
    news = digests_due(now=now)
    late = _waiting(Rhythm.NOW, before=now - QUIET, meeting=meeting, old=True)
    return [*news, *(uuid for uuid in late if uuid not in news)]


def scheduled_due(*, now: datetime, meeting: Meeting | None = None) -> list[tuple[UUID, Slot]]:
    """The meetings with news for somebody in a round that has begun and was not written."""
    found = []
    for rhythm in ROUNDS:
        begun = slot(rhythm=rhythm, now=now)
        if begun is None:
            continue
        written = PromiseDigest.objects.filter(rhythm=rhythm, slot_on=begun.day).values_list("meeting__uuid", flat=True)
        waiting = _waiting(rhythm, before=begun.begins, meeting=meeting)
        done = set(written)
        found += [(uuid, begun) for uuid in waiting if uuid not in done]
    return found


def _waiting(rhythm: Rhythm, *, before: datetime, meeting: Meeting | None, old: bool = False) -> list[UUID]:
    """The meetings with an answer that somebody who chose the rhythm before `before` was not told of.

    With `old` only answers that a digest has told others of count; else those given before `before`.
    """
    told = PromiseTold.objects.annotate(who=Coalesce("person_id", Value(0)))
    told = told.filter(who=OuterRef("who"), meeting=OuterRef("meeting"), address=OuterRef("address"))
    untold = PromiseAnswer.objects.filter(
        meeting=OuterRef("meeting"),
        pk__gt=Coalesce(OuterRef("told"), Value(0)),
        answered_at__gt=Coalesce(OuterRef("resumed_at"), Value(_EVER)),
    )
    untold = untold.filter(digest__isnull=False) if old else untold.filter(answered_at__lt=before)
    rows = Invitation.objects.annotate(
        who=Coalesce("person_id", Value(0)),
        rhythm=Coalesce("person__mail_rhythm__rhythm", "address__mail_rhythm__rhythm"),
        chosen_at=Coalesce("person__mail_rhythm__chosen_at", "address__mail_rhythm__chosen_at"),
        resumed_at=Coalesce("person__mail_rhythm__resumed_at", "address__mail_rhythm__resumed_at"),
    )
    rows = rows.filter(rhythm=rhythm, chosen_at__lt=before, invited_at__isnull=False)
    if meeting is not None:
        rows = rows.filter(meeting=meeting)
    rows = (
        rows.annotate(told=Subquery(told.values("newest_id")[:1]))
        .filter(Exists(untold))
        .select_related("meeting")
        .order_by("pk")
    )
    asked: dict[int, set[int]] = {}
    found: dict[UUID, None] = {}
    for row in rows:
        if row.meeting_id not in asked:
            asked[row.meeting_id] = {raised.pk for raised in raised_by(meeting=row.meeting)}
        if row.pk in asked[row.meeting_id]:
            found[row.meeting.uuid] = None
    return list(found)
