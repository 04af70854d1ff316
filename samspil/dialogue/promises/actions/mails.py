# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Telling of promises: the digest to the boards, and the reminder to an owner whose day has passed.

Each is one transaction: the mark that it was told and the mails are written together or not at all, so a worker that is
killed leaves nothing half told, and the next one begins anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from samspil.core import audit
from samspil.delivery.actions import message_queue
from samspil.dialogue.inviting.models import Invitation
from samspil.dialogue.inviting.queries import invitees, persons_invited
from samspil.dialogue.letter.content import from_json
from samspil.dialogue.letter.models import LetterVersion
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.meetings.rules import is_of_class
from samspil.dialogue.promises.enums import Rhythm
from samspil.dialogue.promises.ledger import News
from samspil.dialogue.promises.mails import DIGEST, REMINDER, PromiseMail
from samspil.dialogue.promises.models import PromiseAnswer, PromiseDigest, PromiseReminder, PromiseTold
from samspil.dialogue.promises.queries.answers import newest_version, one_point
from samspil.dialogue.promises.queries.mails import news, reminders_due
from samspil.dialogue.promises.queries.rhythms import answers_until, at_once_due, in_rhythm, newest_told
from samspil.dialogue.publishing.actions.copies import letter_copies
from samspil.people.addresses.mails import Holder, holders_once
from samspil.people.addresses.queries import RoleRecipient

DIGEST_KIND, REMINDER_KIND = "promise-news", "promise-late"


@transaction.atomic
def promise_digest_send(*, meeting: Meeting, now: datetime) -> int:
    """Tell the boards of all that has changed since the digest before; nothing while it is too soon.

    Answers how many it was written to. Two workers at once: the second finds nothing left.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.uuid not in at_once_due(now=now, meeting=meeting) or newest_version(meeting=meeting) is None:
        return 0
    digest = PromiseDigest.objects.create(meeting=meeting, made_at=now)
    PromiseAnswer.objects.filter(meeting=meeting, digest__isnull=True).update(digest=digest)
    invitations = in_rhythm(meeting=meeting, rhythm=Rhythm.NOW)
    return digest_write(digest=digest, invitations=invitations, answers=answers_until(meeting=meeting), now=now)


def digest_write(
    *, digest: PromiseDigest, invitations: Sequence[Invitation], answers: Sequence[PromiseAnswer], now: datetime
) -> int:
    """Tell each of the invited of those `answers` it was not told of, in the transaction of its caller.

    Who is behind most comes first: somebody with two roles gets one mail, and it is the one with all in it.
    """
    meeting, version = digest.meeting, cast("LetterVersion", newest_version(meeting=digest.meeting))
    content = from_json(version.content)
    groups: dict[int, list[Invitation]] = {}
    until = newest_told(meeting=meeting, invitations=invitations, answers=answers)
    for invited in invitations:
        groups.setdefault(until[invited.pk], []).append(invited)
    most = 0
    reached: set[str] = set()
    for start in sorted(groups):
        fresh = [answer for answer in answers if answer.pk > start]
        told = news(meeting=meeting, fresh=fresh, content=content, now=now) if fresh else []
        to = invitees(meeting=meeting, invitations=groups[start], now=now)
        holders = holders_once(to.addresses, now=now, within=to.within) if told else []
        mail = PromiseMail(DIGEST, content, told)
        _queue(kind=DIGEST_KIND, ref=digest.uuid, mail=mail, version=version, to=holders, now=now)
        most, reached = max(most, len(told)), reached | {holder.key for _address, holder in holders}
    behind = [invited for start in groups for invited in groups[start] if answers and start < answers[-1].pk]
    _mark(meeting, behind, answers)
    audit.record(by=None, at=now, action="promise.digest", obj=digest, changes={"points": (0, most)})
    return len(reached)


def _mark(meeting: Meeting, invitations: Sequence[Invitation], answers: Sequence[PromiseAnswer]) -> None:
    if not invitations:
        return
    PromiseTold.objects.bulk_create(
        [
            PromiseTold(meeting=meeting, address_id=row.address_id, person_id=row.person_id, newest=answers[-1])
            for row in invitations
        ],
        update_conflicts=True,
        unique_fields=["meeting", "address", "person"],
        update_fields=["newest"],
    )


@transaction.atomic
def promise_reminders_send(*, meeting: Meeting, now: datetime) -> int:
    """Remind each owner in `meeting` whose day has passed, once for each day. Answers how many promises it was about.

    A post that nobody holds today is answered for by the officer who wrote the promise down.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    version = newest_version(meeting=meeting)
    if version is None:
        return 0
    content = from_json(version.content)
    sent = 0
    for answer in reminders_due(now=now, meeting=meeting):
        shown = one_point(meeting=meeting, ref=answer.point, now=now)
        # What has an owner has a day: the database says so.
        row = PromiseReminder.objects.create(
            meeting=meeting, point=answer.point, due_on=cast("date", answer.due_on), reminded_at=now
        )
        # A point that a correction took out is not in the letter: its day is settled without a mail.
        if shown is None or shown.standing is None:
            continue
        audit.record(by=None, at=now, action="promise.remind", obj=row, changes={"due_on": (None, row.due_on)})
        mail = PromiseMail(REMINDER, content, [News(shown.point.statement, shown.standing)])
        _queue(kind=REMINDER_KIND, ref=answer.uuid, mail=mail, version=version, to=_owners(answer, now), now=now)
        sent += 1
    return sent


def _owners(answer: PromiseAnswer, now: datetime) -> list[Holder]:
    address = answer.owner_address
    found: list[Holder] = holders_once([address], now=now) if address is not None else []
    if answer.owner_email:
        mailbox = RoleRecipient(answer.owner_name, answer.owner_email, "da", f"owner:{answer.uuid}")
        found.append((None, mailbox))
    if not found:
        by = answer.answered_by
        found.append((None, RoleRecipient("", by.email, "da", f"officer:{by.uuid}")))
    return found


def _queue(
    *, kind: str, ref: UUID, mail: PromiseMail, version: LetterVersion, to: Sequence[Holder], now: datetime
) -> None:
    if not to:
        return
    invited = persons_invited(meeting=version.letter.meeting)
    message_queue(
        kind=kind,
        ref=ref,
        subject=mail.to(language="da", token="").subject,
        text="",
        html="",
        recipients=letter_copies(
            version=version, mail=mail, starts_at=mail.content.starts_at, to=to, invited=invited, by=None, now=now
        ),
        reply_to=version.published_by.email,
        sender_name=mail.content.sender_name,
        closed=is_of_class(version.letter.meeting),
        now=now,
    )
