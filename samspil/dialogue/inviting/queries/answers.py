# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who is invited, and what they have answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from samspil.core import clock
from samspil.dialogue.inviting.models import Invitation, InvitationReply
from samspil.dialogue.inviting.rules import holds
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.meetings.queries import change_since
from samspil.dialogue.meetings.words import Moved, moved
from samspil.people.addresses.queries import Within, address_place, recipient_count
from samspil.people.links.models import AccessLink
from samspil.people.persons.models import Person
from samspil.people.roles.queries.shown import shown_name
from samspil.people.roles.rules import board_ids, guarded_class_ids

if TYPE_CHECKING:
    from datetime import date, datetime

    from samspil.people.addresses.models import RoleAddress
    from samspil.people.roles.held import HeldRoles

NOBODY: HeldRoles = frozenset()
# An invitation with what its address is named by.
PLACE = ("address__board__school", "address__school", "address__committee", "address__municipality")


def placed(rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """With what names them. A class and a guardian are read apart: most meetings have neither."""
    named = Person.objects.only("given_name", "family_name", "name_protected", "sort_key")
    return rows.select_related(*PLACE).prefetch_related("address__school_class__school", Prefetch("person", named))


# Who answers together, as a key in SQL: a board answers once, though its chair and all its members are invited.
TOGETHER = Coalesce(F("address__board_id"), -F("pk"))


def together(invitation: Invitation) -> int:
    """The same key for a row that has its address."""
    return invitation.address.board_id or -invitation.pk


@dataclass(frozen=True, slots=True)
class Invited:
    """A role or a guardian on the list. `reply` is that of all who answer together, to the meeting as it is; `old` one
    that was given before day, time or place was changed. Those with one `party` answer together.
    """

    invitation: Invitation
    title: str
    party: int
    reply: InvitationReply | None
    old: InvitationReply | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """Boards, schools, committees and guardians are counted, each once whatever the number of its roles on the list."""

    rows: tuple[Invited, ...]

    @property
    def to_the_old_day(self) -> int:
        return len({row.party for row in self.rows if row.old})

    @property
    def invited(self) -> int:
        return len({row.party for row in self.rows})

    @property
    def waiting_to_be_sent(self) -> int:
        return sum(1 for row in self.rows if row.invitation.invited_at is None)

    @property
    def asked(self) -> int:
        """Those who were written to."""
        return len({row.party for row in self.rows if row.invitation.invited_at})

    @property
    def answered(self) -> int:
        return len(self._replies)

    @property
    def silent(self) -> int:
        return len({row.party for row in self.rows if row.invitation.invited_at and not row.reply})

    @property
    def people(self) -> int:
        return sum(reply.people for reply in self._replies)

    @property
    def _replies(self) -> list[InvitationReply]:
        return list({row.party: row.reply for row in self.rows if row.reply}.values())


def answers(*, meeting: Meeting, held: HeldRoles = NOBODY, viewer: int | None = None) -> Answers:
    """The invited role addresses, in the order of the address book, each with its answer, and the guardians of a class
    in Danish order, by the names that this reader may see.
    """
    # Apart from the list: fourteen tables in one question take PostgreSQL longer to plan than to answer.
    replies = InvitationReply.objects.select_related(
        "post__board__school", "post__school", "post__committee", "post__municipality"
    )
    found = placed(meeting.invitations.all()).prefetch_related(Prefetch("reply", replies)).order_by("pk")
    rows = sorted(found, key=_in_order)
    given = {together(row): row.reply for row in rows if hasattr(row, "reply")}
    names = {row.pk: title_of(row, held=held, viewer=viewer) for row in rows}
    return Answers(tuple(_invited(row, names[row.pk], given.get(together(row)), meeting) for row in rows))


def _in_order(row: Invitation) -> tuple[object, ...]:
    return (*address_place(row.address), row.person.sort_key if row.person else "", row.pk)


def title_of(row: Invitation, *, held: HeldRoles = NOBODY, viewer: int | None = None) -> str:
    """The role, or the guardian's name as this reader may see it."""
    if row.person is None:
        return str(row.address.title)
    school = row.address.school_class.school_id if row.address.school_class else None
    return shown_name(person=row.person, held=held, viewer_person_id=viewer, school_id=school)


def _invited(row: Invitation, title: str, reply: InvitationReply | None, meeting: Meeting) -> Invited:
    holds = reply is None or reply.sequence == meeting.sequence
    return Invited(row, title, together(row), reply if holds else None, None if holds else reply)


@dataclass(frozen=True, slots=True)
class Counted:
    """Roles on the list, and the parties that were written to and that have answered to the meeting as it is."""

    listed: int = 0
    asked: int = 0
    answered: int = 0


def counted(*, meetings: Collection[int]) -> dict[int, Counted]:
    """By the meeting's key, for those that have anybody on the list; one question for all of them."""
    rows = Invitation.objects.filter(meeting__in=meetings).order_by().values("meeting")
    found = rows.annotate(
        listed=Count("pk"),
        asked=Count(TOGETHER, filter=Q(invited_at__isnull=False), distinct=True),
        answered=Count(TOGETHER, filter=Q(reply__sequence=F("meeting__sequence")), distinct=True),
    )
    return {row["meeting"]: Counted(row["listed"], row["asked"], row["answered"]) for row in found}


def written_to(*, meeting: Meeting) -> list[Invitation]:
    """The invitations that were sent."""
    return list(placed(meeting.invitations.filter(invited_at__isnull=False)).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Invitees:
    """The addresses that were invited, each once, and who of those behind them was."""

    addresses: tuple[RoleAddress, ...]
    within: Within


def invitees(*, meeting: Meeting, invitations: Iterable[Invitation], now: datetime) -> Invitees:
    """Of a class the guardians with a row of their own, and all of them where the class itself is on the list.

    Whose child has left the class after the meeting was there: the letter is theirs too.
    """
    rows = list(invitations)
    addresses = {row.address_id: row.address for row in rows}
    whole = {row.address_id for row in rows if row.person_id is None}
    only: dict[int, set[int]] = {}
    for row in rows:
        if row.person_id is not None and row.address_id not in whole:
            only.setdefault(row.address_id, set()).add(row.person_id)
    return Invitees(tuple(addresses.values()), Within(only, class_day(meeting, now)))


def class_day(meeting: Meeting, now: datetime) -> date:
    """The day on which who goes to a class counts: today, and after the meeting the meeting's."""
    return clock.today(min(meeting.starts_at, now))


def meetings_invited_to(*, held: HeldRoles, since: datetime) -> list[Meeting]:
    """The meetings from `since` on whose invitation was sent to a role that is held, the earliest first."""
    sent = Invitation.objects.filter(invited_at__isnull=False, meeting__starts_at__gte=since)
    mine = sent.filter(
        Q(address__board__isnull=True) | Q(address__board__in=board_ids(held)),
        Q(address__school_class__isnull=True) | Q(address__school_class__in=guarded_class_ids(held)),
    )
    rows = mine.select_related("address", "meeting").order_by("meeting__starts_at", "meeting_id", "pk")
    found = {row.meeting_id: row.meeting for row in rows if holds(held, row.address)}
    return list(found.values())


def people_written_to(*, meeting: Meeting, now: datetime) -> int:
    """How many persons and mailboxes stand behind them today."""
    found = invitees(meeting=meeting, invitations=written_to(meeting=meeting), now=now)
    return recipient_count(found.addresses, clock.today(now), found.within)


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader is told of a meeting that was changed after they were written to, or after they answered."""

    lines: tuple[Moved, ...]
    answer_is_old: bool


def told_change(*, invitation: Invitation) -> Told | None:
    """None where nothing has changed for this reader."""
    meeting, reply = invitation.meeting, reply_of(invitation=invitation)
    changes = meeting.changes.order_by("sequence")
    if reply is not None and reply.sequence < meeting.sequence:
        before = change_since(meeting=meeting, sequence=reply.sequence)
    else:
        before = changes.filter(changed_at__gt=invitation.invited_at or meeting.updated_at).first()
    if before is None:
        return None
    return Told(moved(before, meeting), answer_is_old=reply is not None and reply.sequence < meeting.sequence)


def holding(*, meeting: Meeting) -> QuerySet[Invitation]:
    """The invitations with an answer to the meeting as it is. One to another day or place waits to be confirmed."""
    return meeting.invitations.filter(reply__sequence=meeting.sequence)


def persons_invited(*, meeting: Meeting) -> frozenset[int]:
    """Who was written to before the meeting, by their primary keys. Whoever has their role today may be another."""
    links = AccessLink.objects.filter(
        purpose="invitation", scope__meeting=str(meeting.uuid), person__isnull=False
    ).values_list("person_id", flat=True)
    return frozenset(pk for pk in links if pk is not None)


def party_of(*, invitation: Invitation) -> QuerySet[Invitation]:
    """The invitations that are answered together with this one, itself among them."""
    same = Invitation.objects.filter(meeting_id=invitation.meeting_id)
    board = invitation.address.board_id
    return (same.filter(address__board_id=board) if board else same.filter(pk=invitation.pk)).order_by("pk")


def reply_of(*, invitation: Invitation) -> InvitationReply | None:
    """What they have answered, through whichever of their roles."""
    found = InvitationReply.objects.filter(invitation__in=party_of(invitation=invitation))
    return found.select_related("post__board__school", "invitation__address__board__school").first()


def seen_of(reply: InvitationReply | None) -> str:
    """What a form says it has seen, so that no answer is overwritten unread."""
    return reply.answered_at.isoformat() if reply else ""


def also_invited(*, link: AccessLink, invitation: Invitation) -> list[str]:
    """What else the same person answers for at this meeting: those who come are to be counted once."""
    if link.person_id is None:
        return []
    sent = AccessLink.objects.filter(
        person_id=link.person_id, purpose=link.purpose, scope__meeting=str(invitation.meeting.uuid)
    )
    uuids = {str(scope["invitation"]) for scope in sent.values_list("scope", flat=True)}
    asked = Invitation.objects.filter(meeting_id=invitation.meeting_id, uuid__in=uuids)
    others = placed(asked.exclude(pk__in=party_of(invitation=invitation)))
    return [str(other.address.title) for other in sorted(others, key=lambda other: address_place(other.address))]


def invitation_by_link(*, link: AccessLink) -> Invitation:
    """The invitation a personal link opens."""
    found = Invitation.objects.select_related("meeting", "address__board__school", "address__school_class__school")
    return found.get(uuid=UUID(str(link.scope["invitation"])))


def raised_by(*, meeting: Meeting) -> list[Invitation]:
    """Those who may have raised the points: the invited that have not said no. Who said what is never worked out.

    Whoever has not answered may have come all the same, and so may a no to another day than the one it became.
    """
    asked = Invitation.objects.filter(meeting=meeting, invited_at__isnull=False)
    found = list(placed(asked).order_by("pk"))
    no = InvitationReply.objects.filter(invitation__in=found, sequence=meeting.sequence, coming=False)
    stayed = {together(reply.invitation) for reply in no.select_related("invitation__address")}
    return [invitation for invitation in found if together(invitation) not in stayed]
