# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Invitations: who is asked, the mails with .ics, the reminders and the answers."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samspil import live
from samspil.core import audit
from samspil.core.errors import Refused
from samspil.delivery.actions import Attachment, message_queue
from samspil.delivery.personal import STAND_IN
from samspil.dialogue.inviting import mails as invitation_mail
from samspil.dialogue.inviting.hooks import since_last
from samspil.dialogue.inviting.models import Invitation, InvitationReply
from samspil.dialogue.inviting.queries import (
    answers,
    invitation_by_link,
    letters,
    letters_planned,
    newcomers,
    party_of,
    placed,
    seen_of,
    title_of,
)
from samspil.dialogue.meetings import calendar
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.meetings.queries import agenda, missing_before_invitation, rounds
from samspil.dialogue.meetings.rules import asks_for_wishes, is_of_class
from samspil.people.addresses.mails import addressed
from samspil.people.links.actions import link_issue, link_used
from samspil.people.persons.models import Person

if TYPE_CHECKING:
    from samspil.delivery.parcels import Copy
    from samspil.people.addresses.models import RoleAddress
    from samspil.people.addresses.queries import RoleRecipient
    from samspil.people.links.models import AccessLink
    from samspil.people.persons.models import User

PURPOSE = "invitation"
# Links open until a month after the meeting, so that an answer can still be read.
OPEN_AFTER = timedelta(days=31)


@transaction.atomic
def invitations_set(*, meeting: Meeting, addresses: Collection[RoleAddress], by: User, now: datetime) -> None:
    """Make the list of invited role addresses what `addresses` says. Those who have been written to stay."""
    # Two presses at once make one list.
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    wanted = {address.pk for address in addresses}
    present = {row.address_id: row for row in meeting.invitations.filter(person__isnull=True).order_by("pk")}
    gone = [present[pk] for pk in present if pk not in wanted and present[pk].invited_at is None]
    Invitation.objects.filter(pk__in=[invitation.pk for invitation in gone]).delete()
    new = [address for address in addresses if address.pk not in present]
    Invitation.objects.bulk_create(Invitation(meeting=meeting, address=address) for address in new)
    if new or gone:
        audit.record(
            by=by,
            at=now,
            action="invitations.set",
            obj=meeting,
            changes={"addresses": (len(present), len(present) - len(gone) + len(new))},
        )


@dataclass(frozen=True, slots=True)
class Sent:
    # The invitations that have a mail on its way.
    written: frozenset[int]
    mails: int
    # Roles with nobody behind them today: shown, so that the officer can find somebody.
    empty: tuple[str, ...]


@transaction.atomic
def invitations_send(*, meeting: Meeting, by: User, now: datetime) -> Sent:
    """Write to every invited address that has not been written to. A second press sends nothing twice.

    An address with nobody behind it stays among those to be written to, and is written to once somebody is there. Of a
    class each guardian whom the mail reaches gets a row of their own, and the class's own goes.
    """
    meeting = _held(meeting)
    gaps = missing_before_invitation(meeting=meeting)
    if gaps:
        raise Refused(
            _("Invitationen kan ikke sendes endnu: %(what)s.") % {"what": "; ".join(gap.text for gap in gaps)},
            code="plan-incomplete",
        )
    waiting = list(placed(meeting.invitations.filter(invited_at__isnull=True)).order_by("pk"))
    if not waiting:
        raise Refused(_("Der er ingen nye at invitere. Vælg først, hvem der skal med."), code="nobody-to-invite")
    waiting = _one_a_guardian(meeting, waiting, now)
    sent = _write_to(meeting, waiting, kind=invitation_mail.INVITE, by=by, now=now)
    Invitation.objects.filter(pk__in=sent.written).update(invited_at=now)
    if sent.written and meeting.invited_at is None:
        Meeting.objects.filter(pk=meeting.pk).update(invited_at=now, updated_at=now)
    audit.record(by=by, at=now, action="invitations.send", obj=meeting, changes={"mails": (0, sent.mails)})
    return sent


def _one_a_guardian(meeting: Meeting, waiting: list[Invitation], now: datetime) -> list[Invitation]:
    """The same with a row for each guardian in place of their class's; a class that no mail reaches stays."""
    found = []
    for row in waiting:
        if row.person_id is not None or not row.address.school_class_id:
            found.append(row)
            continue
        came = newcomers(meeting, row.address, now)
        people = Person.objects.in_bulk([holder.person_pk for holder in came])
        rows = [Invitation(meeting=meeting, address=row.address, person=people[pk]) for pk in people]
        found += Invitation.objects.bulk_create(rows)
        if rows or meeting.invitations.filter(address=row.address, person__isnull=False).exists():
            row.delete()
        else:
            found.append(row)
    return found


@transaction.atomic
def reminders_send(*, meeting: Meeting, by: User, now: datetime) -> Sent:
    """Write once more to those who were invited and have not answered; at most once a day each."""
    meeting = _held(meeting)
    silent = [
        row.invitation
        for row in answers(meeting=meeting).rows
        if row.invitation.invited_at is not None
        and row.reply is None
        and (row.invitation.reminded_at is None or now - row.invitation.reminded_at > timedelta(hours=20))
    ]
    if not silent:
        raise Refused(_("Alle har svaret eller er mindet om det i dag."), code="nobody-to-remind")
    return remind(meeting, silent, by=by, now=now)


def remind(meeting: Meeting, silent: list[Invitation], *, by: User | None, now: datetime) -> Sent:
    """Write once more, in the caller's transaction that holds the meeting."""
    sent = _write_to(meeting, silent, kind=invitation_mail.REMIND, by=by, now=now)
    reached = [invitation for invitation in silent if invitation.pk in sent.written]
    for invitation in reached:
        invitation.reminded_at, invitation.reminders = now, invitation.reminders + 1
    Invitation.objects.bulk_update(reached, ["reminded_at", "reminders"])
    audit.record(by=by, at=now, action="invitations.remind", obj=meeting, changes={"mails": (0, sent.mails)})
    return sent


def _held(meeting: Meeting) -> Meeting:
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.called_off_at is not None:
        raise Refused(_("Mødet er aflyst. Der er ikke sendt noget."), code="meeting-called-off")
    return held


def _words(meeting: Meeting, kind: str, now: datetime) -> invitation_mail.Words:
    plan = tuple(rounds(meeting=meeting))
    since = since_last.first(meeting=meeting, now=now)
    return invitation_mail.Words(
        meeting, agenda(meeting=meeting), plan, kind, asks=asks_for_wishes(meeting=meeting, now=now), since=since
    )


def _entry(meeting: Meeting, now: datetime, language: str) -> Attachment:
    return calendar.attached(meeting, language=language, now=now)


def invitation_sample(*, meeting: Meeting, now: datetime) -> Copy:
    """The first of the mails that `invitations_send` would write, as it will look; its link opens nothing."""
    planned = letters_planned(meeting=meeting, now=now)
    words = _words(meeting, invitation_mail.INVITE, now)
    if not planned.letters:
        return words.to(name="", language="da", links=[("", STAND_IN)])
    holder, asked = planned.letters[0]
    return _mail(words, holder, asked, [STAND_IN] * len(asked))


def _mail(
    words: invitation_mail.Words, holder: RoleRecipient, asked: Sequence[Invitation], tokens: Sequence[str]
) -> Copy:
    links = [(str(one.address.title), token) for one, token in zip(asked, tokens, strict=True)]
    of_class = asked[0].address.school_class if len(asked) == 1 else None
    return words.to(name=holder.name, language=holder.language, links=links, of_class=of_class.name if of_class else "")


def _write_to(meeting: Meeting, invitations: list[Invitation], *, kind: str, by: User | None, now: datetime) -> Sent:
    """One mail a person, whatever the number of their roles, with a link of their own for each that answers apart."""
    words = _words(meeting, kind, now)
    recipients = []
    entries = functools.cache(functools.partial(_entry, meeting, now))
    planned = letters(meeting=meeting, invitations=invitations, again=kind == invitation_mail.REMIND, now=now)
    for holder, asked in planned.letters:
        tokens = [answer_link(meeting, one, holder, by=by, now=now) for one in asked]
        mail = _mail(words, holder, asked, tokens)
        key = f"{asked[0].uuid}:{holder.key}:{asked[0].reminders}"
        recipients.append(addressed(holder, mail, tokens=tokens, key=key, attachments=[entries(holder.language)]))
    if recipients:
        message_queue(
            kind=kind,
            subject=words.subject("da"),
            text="",
            html="",
            recipients=recipients,
            ref=meeting.uuid,
            closed=is_of_class(meeting),
            now=now,
        )
    return Sent(planned.written, len(recipients), tuple(map(title_of, planned.empty)))


def answer_link(
    meeting: Meeting, invitation: Invitation, holder: RoleRecipient, *, by: User | None, now: datetime
) -> str:
    """The secret of a new link with which this person answers."""
    return link_issue(
        purpose=PURPOSE,
        scope={"invitation": str(invitation.uuid), "meeting": str(meeting.uuid)},
        expires_at=max(meeting.ends_at, now) + OPEN_AFTER,
        holder=holder,
        role_address=invitation.address,
        by=by,
        now=now,
    )[1]


@transaction.atomic
def reply_give(
    *,
    link: AccessLink,
    coming: bool,
    people: int,
    languages: str,
    access_needs: str,
    answered_by: str,
    now: datetime,
    seen: int | None = None,
    seen_answer: str = "",
) -> InvitationReply:
    """Answer through a personal link; a later answer replaces the earlier one, which the audit trail keeps.

    `seen` is the meeting's number on the page that was answered: who read another day has not said yes to this one.
    `seen_answer` is the answer that stood there, as `seen_of` says it. Raises Refused where another stands there now
    and says something else: somebody answered meanwhile, and must not be overwritten unread.
    """
    invitation = invitation_by_link(link=link)
    # All that is answered together is held, so that two members answer one after the other.
    party = list(party_of(invitation=invitation).select_for_update())
    meeting = invitation.meeting
    _refuse_closed(meeting, seen, now)
    values: dict[str, object] = {
        "coming": coming,
        "people": people if coming else 0,
        "languages": languages,
        "access_needs": access_needs,
        "answered_by": answered_by,
    }
    before = InvitationReply.objects.filter(invitation__in=party).first()
    if before is not None and seen_answer != seen_of(before):
        _refuse_unread(before, values)
        if before.sequence == meeting.sequence:
            return before
    reply, _created = InvitationReply.objects.update_or_create(
        invitation=before.invitation if before else invitation,
        defaults={**values, "answered_at": now, "post": invitation.address, "sequence": meeting.sequence},
    )
    audit.record(
        by=None,
        at=now,
        action="invitation.reply",
        obj=invitation,
        changes={name: (getattr(before, name, None), value) for name, value in values.items()},
        personal={"access_needs", "answered_by", "languages"},
    )
    link_used(link=link, now=now)
    live.publish(f"invitations:{invitation.meeting.uuid}", "reply")
    return reply


def _refuse_unread(before: InvitationReply, values: dict[str, object]) -> None:
    """No other answer in place of one that was not read. The same again is none."""
    if any(getattr(before, name) != value for name, value in values.items()):
        raise Refused(
            _(
                "Der er svaret, siden du åbnede siden. Dit svar er ikke sendt. "
                "Læs det, der står, og send dit eget, hvis det gælder."
            ),
            code="reply-changed",
        )


def _refuse_closed(meeting: Meeting, seen: int | None, now: datetime) -> None:
    """No answer to a meeting that is held or called off, nor to the day of a page that is out of date."""
    if meeting.called_off_at is not None:
        raise Refused(_("Mødet er aflyst. Der skal ikke svares."), code="meeting-called-off")
    if seen is not None and seen != meeting.sequence:
        raise Refused(
            _("Mødet er ændret, mens siden stod åben. Intet er gemt. Se, hvornår og hvor det er nu, og svar igen."),
            code="meeting-changed",
        )
    if now > meeting.ends_at:
        raise Refused(_("Mødet er holdt. Svaret kan ikke ændres mere."), code="meeting-held")
