# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Putting a mail into the outbox."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from samspil.core.errors import Refused
from samspil.delivery.actions.progress import announce
from samspil.delivery.addresses import has_control, is_usable
from samspil.delivery.enums import Failure, State
from samspil.delivery.hooks import mail_waits
from samspil.delivery.models import Message, MessageAttachment, MessageRecipient
from samspil.delivery.parcels import Attachment, Recipient


def message_queue(
    *,
    kind: str,
    subject: str,
    text: str,
    html: str,
    recipients: Sequence[Recipient],
    attachments: Sequence[Attachment] = (),
    reply_to: str = "",
    sender_name: str = "",
    ref: UUID | None = None,
    urgent: bool = False,
    confidential: bool = False,
    closed: bool = False,
    now: dt.datetime,
) -> Message:
    """Writes a mail to `recipients` in the caller's transaction; the worker sends it once that has committed.

    Queueing twice sends once: a recipient whose (kind, ref, key) is there already is passed over, and when all are, the
    earlier message is answered. Without a key the address is the key. An address that cannot be one does not hold up
    the others: its copy has failed from the start. The words of a `closed` one are not shown in the outbox. Raises
    outside a transaction; Refused, with nothing queued, for a line break or control character in a header.
    """
    if not connection.in_atomic_block:
        msg = "message_queue() belongs inside the transaction.atomic() of what it announces"
        raise RuntimeError(msg)
    _check_headers([subject, sender_name, reply_to, *_headers(recipients)])
    with transaction.atomic():
        message = Message.objects.create(
            kind=kind,
            ref=ref,
            subject=subject,
            text=text,
            html=html,
            sender_name=sender_name,
            reply_to=reply_to,
            confidential=confidential,
            closed=closed,
            created_at=now,
        )
        added = _recipients_add(message, recipients, urgent=urgent, now=now)
        if recipients and not added:
            return _earlier(message, recipients)
        MessageAttachment.objects.bulk_create(
            [_file(message, None, attachment) for attachment in attachments]
            + [_file(message, row, part) for row, recipient in added for part in recipient.attachments]
        )
        announce(ref)
        mail_waits(urgent=urgent)
    return message


def _recipients_add(
    message: Message, recipients: Sequence[Recipient], *, urgent: bool, now: dt.datetime
) -> list[tuple[MessageRecipient, Recipient]]:
    """Writes the rows that are not there yet. Two who queue the same at once: the database keeps the first."""
    rows = [_row(message, recipient, urgent=urgent, now=now) for recipient in recipients]
    MessageRecipient.objects.bulk_create(rows, ignore_conflicts=True)
    written = {row.uuid: row for row in MessageRecipient.objects.filter(message=message)}
    return [(written[row.uuid], parcel) for row, parcel in zip(rows, recipients, strict=True) if row.uuid in written]


def _row(message: Message, recipient: Recipient, *, urgent: bool, now: dt.datetime) -> MessageRecipient:
    uuid = uuid4()
    address = recipient.address.strip()
    usable = is_usable(address)
    return MessageRecipient(
        uuid=uuid,
        message=message,
        kind=message.kind,
        ref=message.ref,
        key=_key(recipient),
        mail_id=f"<{uuid}@{_origin_host()}>",
        person_uuid=recipient.person,
        address=address,
        name=recipient.name,
        language=recipient.language,
        subject=recipient.subject or "",
        text=recipient.text,
        html=recipient.html,
        secrets=json.dumps(list(recipient.secrets)) if recipient.secrets else None,
        state=State.WAITING if usable else State.FAILED,
        failure="" if usable else Failure.ADDRESS_UNUSABLE,
        state_at=now,
        due_at=now if usable else None,
        urgent=urgent,
    )


def _key(recipient: Recipient) -> str:
    return recipient.key or recipient.address.strip().lower()


def _earlier(message: Message, recipients: Sequence[Recipient]) -> Message:
    first = MessageRecipient.objects.select_related("message").get(
        kind=message.kind, ref=message.ref, key=_key(recipients[0])
    )
    message.delete()
    return first.message


def _file(message: Message, recipient: MessageRecipient | None, attachment: Attachment) -> MessageAttachment:
    _check_headers([attachment.name, attachment.content_type, attachment.method])
    return MessageAttachment(
        message=message,
        recipient=recipient,
        name=attachment.name,
        content_type=attachment.content_type,
        method=attachment.method.upper(),
        content=attachment.content,
    )


def _origin_host() -> str:
    return urlsplit(settings.ORIGIN).hostname or "localhost"


def _headers(recipients: Iterable[Recipient]) -> Iterable[str]:
    for recipient in recipients:
        yield from (recipient.address, recipient.name, recipient.subject or "")


def _check_headers(values: Iterable[str]) -> None:
    if has_control(values):
        raise Refused(
            _("Der er et linjeskift eller et usynligt tegn i emnet, i et navn eller i en adresse. Intet er sendt."),
            code="mail-header-control",
        )
