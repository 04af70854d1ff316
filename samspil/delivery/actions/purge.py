# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Taking words out of the outbox: after a time, at once for log-in codes, and when a person is erased."""

import datetime as dt
from collections.abc import Callable, Collection
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samspil.core import clock, ics
from samspil.delivery.actions.moves import move
from samspil.delivery.actions.progress import announce
from samspil.delivery.enums import Failure, State, Transport
from samspil.delivery.models import Message, MessageAttachment, MessageRecipient
from samspil.delivery.queries.outbox import messages_to_purge


@transaction.atomic
def messages_purge(*, now: dt.datetime, keep: dt.timedelta) -> int:
    """Erases the words and files of mails that are settled: older than `keep`, log-in codes an hour old.

    What the demo keeps to be read on its outbox page stays. Who got what kind of mail when stays too, but for log-in
    codes: they go to an address and not to a person, so nobody could find that address when the person is erased.
    """
    kept = MessageRecipient.objects.filter(transport=Transport.KEPT).values("message")
    old = messages_to_purge(before=now - keep)
    codes = messages_to_purge(before=now - dt.timedelta(hours=1)).filter(confidential=True)
    pks = list((old | codes).exclude(pk__in=kept).values_list("pk", flat=True))
    MessageRecipient.objects.filter(message__in=pks, message__confidential=True).update(
        address=None, name=None, server_reply=None
    )
    MessageAttachment.objects.filter(message__in=pks).delete()
    MessageRecipient.objects.filter(message__in=pks).update(text=None, html=None, secrets=None)
    return Message.objects.filter(pk__in=pks).update(text=None, html=None, purged_at=now)


@transaction.atomic
def message_take_back(*, kind: str, ref: UUID, now: dt.datetime) -> int:
    """Erases the words and files of every mail of this kind about `ref`, because they must not be said any more.

    Copies that wait or have failed are taken out of the outbox, so that they can be written anew; one that is on its
    way at this moment may still arrive. Who has had the mail stays. Answers how many were taken out.
    """
    rows = list(MessageRecipient.objects.filter(kind=kind, ref=ref).order_by("pk").select_for_update())
    messages = {row.message_id for row in rows}
    out = [row.pk for row in rows if row.state in {State.WAITING, State.FAILED}]
    MessageRecipient.objects.filter(pk__in=out).delete()
    MessageAttachment.objects.filter(message__in=messages).delete()
    MessageRecipient.objects.filter(message__in=messages).update(text=None, html=None)
    Message.objects.filter(pk__in=messages).update(text=None, html=None, purged_at=now)
    announce(ref)
    return len(out)


@transaction.atomic
def copies_withdraw(*, ref: UUID, kinds: Collection[str], untried: bool) -> int:
    """Take copies out of the outbox that have not arrived and would say what is no longer so. Answers how many.

    `untried` is whether those go as well that nobody has begun on: they come before what is written after them. One
    that is on its way at this moment may still arrive.
    """
    rows = MessageRecipient.objects.filter(ref=ref, kind__in=kinds, state__in=[State.WAITING, State.FAILED])
    rows = rows if untried else rows.filter(attempt__gt=0)
    out = list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
    MessageAttachment.objects.filter(recipient__in=out).delete()
    MessageRecipient.objects.filter(pk__in=out).delete()
    if out:
        announce(ref)
    return len(out)


@transaction.atomic
def messages_erase(*, ref: UUID, key: str) -> int:
    """The same as `person_erase` for the copies about `ref` to a mailbox that is no person of the rolls."""
    return _erase(MessageRecipient.objects.filter(ref=ref, key=key))


@transaction.atomic
def sender_erase(*, email: str, name: str) -> int:
    """Takes somebody's name and address out of the heads of the mails they sent."""
    sent = Message.objects.filter(reply_to__iexact=email).update(reply_to="") if email else 0
    return sent + (Message.objects.filter(sender_name__iexact=name).update(sender_name="") if name else 0)


@transaction.atomic
def address_erase(*, email: str) -> int:
    """The same as `person_erase` for log-in codes, for a role's mailbox that was theirs, and for what else has gone to
    an address that nobody has any more.
    """
    found = MessageRecipient.objects.filter(person_uuid=None, address__isnull=False)
    rows = [row.pk for row in found.order_by("pk") if (row.address or "").casefold() == email.casefold()]
    Message.objects.filter(recipients__in=rows, confidential=True, purged_at=None).update(
        text=None, html=None, subject="", purged_at=clock.now()
    )
    return _erase(MessageRecipient.objects.filter(pk__in=rows))


@transaction.atomic
def words_redact(*, refs: Collection[UUID], redact: Callable[[str], str]) -> int:
    """Uses `redact` on subject and words of every mail about these things, sent or not. Answers how many it changed.

    Its calendar files too. Other files stay: whoever made one that says the words takes the mail back
    (`message_take_back`).
    """
    files = MessageAttachment.objects.filter(message__ref__in=refs, content_type__startswith="text/calendar")
    for file in files.order_by("pk").select_for_update(of=("self",)):
        held = bytes(file.content)
        if (new := ics.redacted(held, redact)) != held:
            file.content = new
            file.save(update_fields=["content"])
    mails: list[Message | MessageRecipient] = [
        *Message.objects.filter(ref__in=refs).order_by("pk").select_for_update(),
        *MessageRecipient.objects.filter(ref__in=refs).order_by("pk").select_for_update(),
    ]
    return sum(_redacted(mail, redact) for mail in mails)


def _redacted(mail: Message | MessageRecipient, redact: Callable[[str], str]) -> bool:
    words = {field: getattr(mail, field) for field in ("subject", "text", "html")}
    changed = {field: new for field, old in words.items() if old and (new := redact(old)) != old}
    for field, new in changed.items():
        setattr(mail, field, new)
    if changed:
        mail.save(update_fields=list(changed))
    return bool(changed)


@transaction.atomic
def person_erase(person_uuid: UUID) -> int:
    """Takes name, address and words out of one person's copies; that a copy was sent stays in the counts."""
    return _erase(MessageRecipient.objects.filter(person_uuid=person_uuid))


def _erase(found: QuerySet[MessageRecipient]) -> int:
    rows = list(found.order_by("pk").select_for_update())
    now = clock.now()
    MessageAttachment.objects.filter(recipient__in=rows).delete()
    for row in rows:
        row.address = row.name = row.text = row.html = row.secrets = None
        row.subject = row.server_reply = ""
        row.save(update_fields=["address", "name", "text", "html", "secrets", "subject", "server_reply"])
        if row.state in {State.WAITING, State.SENDING}:
            move(row, State.FAILED, now=now, failure=Failure.ERASED, handing_over_at=None)
    announce(*(row.ref for row in rows))
    return len(rows)
