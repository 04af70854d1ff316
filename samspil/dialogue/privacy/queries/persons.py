# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What meetings hold about a person who is in the rolls: promises they own, and what they said in a hearing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import CharField, Field, FileField, Model, Q, QuerySet, TextField

from samspil.core.fields import SecretTextField
from samspil.core.models import TextVersion
from samspil.dialogue.hearing.models import Hearing, HearingAsk, HearingRemark
from samspil.dialogue.inviting.actions.invitations import PURPOSE
from samspil.dialogue.inviting.models import InvitationReply
from samspil.dialogue.letter.models import LetterQuote, LetterReading, LetterVersion
from samspil.dialogue.notes.models import Note, NoteReading, NoteRevision, NoteTranslation
from samspil.dialogue.notes.own_words import OwnWords, person_words
from samspil.dialogue.promises.models import PromiseAnswer
from samspil.dialogue.sorting.models import SortingMove
from samspil.people.addresses.models import RoleAddress
from samspil.people.links.models import AccessLink
from samspil.people.persons.digests import email_digest
from samspil.people.persons.queries.persons import person_by_uuid, persons_by_email

# What a note says is the table's: an officer masks a name in it, or erases it. What is frozen is redacted as a whole.
OWN_WAY = (
    Note,
    NoteRevision,
    NoteReading,
    NoteTranslation,
    LetterQuote,
    LetterReading,
    LetterVersion,
    Hearing,
    SortingMove,
)


def promises_of(*, person: UUID) -> list[PromiseAnswer]:
    """The answers with this person's e-mail address. Addresses are ciphertext, so each one is looked at."""
    found = person_by_uuid(person)
    if found is None or not found.email_digest:
        return []
    owned = PromiseAnswer.objects.filter(owner_email__isnull=False).order_by("pk")
    return [answer for answer in owned if email_digest(answer.owner_email or "") == found.email_digest]


def asks_of(*, person: UUID) -> list[HearingAsk]:
    """What they were asked, also as a role whose mailbox is their own address."""
    return list(HearingAsk.objects.filter(key__in=asked_keys(person)).order_by("pk"))


def replies_of(*, person: UUID, own: OwnWords) -> list[InvitationReply]:
    """The answers they gave to invitations: as the guardian who was asked, by a link of their own, whatever stands
    below, or with their name below.

    A link and the answer given by it have the same time. A board has one answer, at the invitation of any of its posts.
    """
    used, asked = _links_used(person), {reply.pk for reply in own_replies(person=person)}
    given = {(link.scope["meeting"], link.last_used_at) for link in used}
    rows = InvitationReply.objects.select_related("invitation__meeting").order_by("pk")
    return [
        reply
        for reply in rows
        if (str(reply.invitation.meeting.uuid), reply.answered_at) in given
        or own.stand_in(reply.answered_by)
        or reply.pk in asked
    ]


def own_replies(*, person: UUID) -> list[InvitationReply]:
    """What they answered as a guardian who was asked for themselves."""
    rows = InvitationReply.objects.filter(invitation__person__uuid=person).select_related("invitation__meeting")
    return list(rows.order_by("answered_at", "pk"))


def invitations_answered_by(*, person: UUID) -> list[UUID]:
    """Those whose trail may hold what they answered before somebody else answered anew."""
    return [UUID(link.scope["invitation"]) for link in _links_used(person).order_by("pk")]


def _links_used(person: UUID) -> QuerySet[AccessLink]:
    """To invitations: those sent to them, and those sent to a role's mailbox that is their own address."""
    theirs = Q(person__uuid=person)
    if address := own_address(person):
        theirs |= Q(mailbox_digest=email_digest(address))
    return AccessLink.objects.filter(theirs, purpose=PURPOSE, last_used_at__isnull=False)


def own_address(person: UUID) -> str:
    """Their e-mail address; none where somebody else has the same, for then it says nothing of who wrote."""
    found = person_by_uuid(person)
    address = (found and found.email) or ""
    return address if address and persons_by_email(address).count() == 1 else ""


def named_by(*, person: UUID) -> OwnWords:
    """What names this person in what others have written; nothing once they are erased."""
    found = person_by_uuid(person)
    if found is None or found.erased_at is not None:
        return OwnWords()
    return person_words(
        name=found.name,
        given=found.given_name,
        family=found.family_name,
        email=found.email or "",
        phone=found.phone or "",
    )


def rows_naming(*, model: type[Model], fields: Sequence[str], own: OwnWords) -> list[Model]:
    """Rows in which one of the columns names the person. PostgreSQL looks first, for there may be many."""
    words = {max(run, key=len) for run in own.runs} | own.single
    said = Q()
    for name in fields:
        for word in words:
            said |= Q(**{f"{name}__icontains": word})
    rows = model._default_manager.filter(said).order_by("pk") if words else ()
    return [row for row in rows if any(own.stand_in(getattr(row, name) or "") for name in fields)]


def columns_of_words() -> Iterator[tuple[type[Model], list[str]]]:
    """The columns that people write into, but for those with a way of their own (`privacy.actions`).

    Dialogue's, and what tables are asked: in every language, as it was before, and where its round was taken away.
    """
    yield TextVersion, ["body"]
    for model in apps.get_app_config("dialogue").get_models():
        if model not in OWN_WAY:
            names = [field.name for field in model._meta.concrete_fields if _is_of_words(field)]
            if names:
                yield model, names


def _is_of_words(field: Field[Any, Any]) -> bool:
    plain = isinstance(field, CharField | TextField) and not isinstance(field, SecretTextField | FileField)
    return plain and not field.choices and not field.unique


def asked_keys(person: UUID) -> list[str]:
    address = own_address(person)
    mailboxes = RoleAddress.objects.filter(mailbox__iexact=address) if address else RoleAddress.objects.none()
    return [f"person:{person}", *(f"address:{mailbox.uuid}" for mailbox in mailboxes.order_by("pk"))]


def person_export(person: UUID) -> dict[str, object]:
    """Under Danish headings; empty when there is nothing."""
    promises = [
        {"dato": answer.answered_at.isoformat(), "svar": answer.words, "senest": answer.due_on and str(answer.due_on)}
        for answer in promises_of(person=person)
    ]
    remarks = [
        {"dato": remark.given_at.isoformat(), "svar": str(remark.get_verdict_display()), "ord": remark.words}
        for remark in HearingRemark.objects.filter(ask__key__in=asked_keys(person)).order_by("pk")
    ]
    replies = [
        {
            "møde": reply.invitation.meeting.title,
            "dato": reply.answered_at.isoformat(),
            "kommer": reply.coming,
            "antal": reply.people,
            "sprog": reply.languages,
            "behov": reply.access_needs or "",
        }
        for reply in own_replies(person=person)
    ]
    found: dict[str, object] = {}
    if replies:
        found["svar på invitationer"] = replies
    if promises:
        found["løfter"] = promises
    if remarks:
        found["høringssvar"] = remarks
    return found
