# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The outbox as people read it: what left the house, to whom, and how it went."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from samspil.delivery.enums import Resolution, State, Transport
from samspil.delivery.models import Message, MessageAttachment, MessageRecipient
from samspil.delivery.parcels import Attachment
from samspil.delivery.queries.progress import ProgressRow, progress_row

HIDDEN = "•••"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A copy in the list."""

    copy: ProgressRow
    kind: str
    ref: UUID | None
    subject: str
    created_at: dt.datetime
    transport: str


@dataclass(frozen=True, slots=True)
class OutboxFile:
    number: int
    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxMail:
    """A copy as its reader sees it; `is_closed` when its words are for the reader alone or have been erased."""

    row: OutboxRow
    message_id: str
    sender_name: str
    reply_to: str
    language: str
    text: str
    html: str
    files: Sequence[OutboxFile]
    attempt: int
    handing_over_at: dt.datetime | None
    resolution: str
    resolved_at: dt.datetime | None
    is_closed: bool
    purged_at: dt.datetime | None


def messages_recent(
    *, limit: int = 50, state: str = "", before: int | None = None, kind: str = "", open_all: bool = False
) -> list[OutboxRow]:
    """The latest copies, newest first; `before` is the pk-order cursor of the page before, see `cursor_of`.

    Subjects of confidential and closed mails are hidden unless `open_all` (the demo, where nothing left the house).
    """
    rows = MessageRecipient.objects.select_related("message").defer("text", "html", "message__text", "message__html")
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_outbox_row(row, open_all=open_all) for row in rows.order_by("-pk")[:limit]]


def cursor_of(recipient: UUID) -> int | None:
    """Where the list goes on after the copy `recipient`."""
    return MessageRecipient.objects.filter(uuid=recipient).values_list("pk", flat=True).first()


def outbox_counts() -> dict[str, int]:
    """How many copies are in each state."""
    found = MessageRecipient.objects.order_by().values_list("state").annotate(number=Count("pk"))
    return dict.fromkeys(State.values, 0) | dict(found)


def outbox_mail(*, recipient: UUID, open_all: bool = False) -> OutboxMail | None:
    """One copy with its words, personal links hidden unless `open_all`; None when there is no such copy."""
    row = MessageRecipient.objects.select_related("message").filter(uuid=recipient).first()
    if row is None:
        return None
    message = row.message
    is_closed = message.purged_at is not None or (message.for_its_reader and not open_all)
    return OutboxMail(
        row=_outbox_row(row, open_all=open_all),
        message_id=row.mail_id,
        sender_name=message.sender_name,
        reply_to=message.reply_to,
        language=row.language,
        text="" if is_closed else _without_secrets(row.text or message.text or "", row, open_all=open_all),
        html="" if is_closed else _without_secrets(row.html or message.html or "", row, open_all=open_all),
        files=[] if is_closed else _files(row),
        attempt=row.attempt,
        handing_over_at=row.handing_over_at,
        resolution=str(Resolution(row.resolution).label) if row.resolution else "",
        resolved_at=row.resolved_at,
        is_closed=is_closed,
        purged_at=message.purged_at,
    )


MOST_ATTACHMENTS = 1000


def attachment_of(*, recipient: UUID, number: int, open_all: bool = False) -> Attachment | None:
    """The file with this number (from 1) of a copy, personal links hidden as in the mail itself."""
    row = MessageRecipient.objects.select_related("message").filter(uuid=recipient).first()
    if row is None or row.message.purged_at is not None or (row.message.for_its_reader and not open_all):
        return None
    # An address may say a number that no database knows.
    at = number - 1
    file = _attachments(row).order_by("pk")[at : at + 1].first() if 0 <= at < MOST_ATTACHMENTS else None
    if file is None:
        return None
    content = bytes(file.content)
    if not open_all:
        for secret in _secrets(row):
            content = content.replace(secret.encode(), HIDDEN.encode())
    return Attachment(name=file.name, content=content, content_type=file.content_type, method=file.method)


def _outbox_row(row: MessageRecipient, *, open_all: bool) -> OutboxRow:
    subject = row.subject or row.message.subject
    return OutboxRow(
        copy=progress_row(row),
        kind=row.kind,
        ref=row.ref,
        subject=HIDDEN
        if row.message.for_its_reader and not open_all
        else _without_secrets(subject, row, open_all=open_all),
        created_at=row.message.created_at,
        transport=str(Transport(row.transport).label) if row.transport else "",
    )


def _files(row: MessageRecipient) -> list[OutboxFile]:
    found = _attachments(row).order_by("pk")
    return [
        OutboxFile(number=number, name=file.name, content_type=file.content_type, size=len(file.content))
        for number, file in enumerate(found, start=1)
    ]


def _attachments(row: MessageRecipient) -> QuerySet[MessageAttachment]:
    return MessageAttachment.objects.filter(Q(recipient=None) | Q(recipient=row), message=row.message)


def _secrets(row: MessageRecipient) -> list[str]:
    found: list[str] = json.loads(row.secrets) if row.secrets else []
    return [secret for secret in found if secret]


def _without_secrets(text: str, row: MessageRecipient, *, open_all: bool) -> str:
    if not open_all:
        for secret in _secrets(row):
            text = text.replace(secret, HIDDEN)
    return text


def messages_to_purge(*, before: dt.datetime) -> QuerySet[Message]:
    """Messages older than `before` of which every copy is settled."""
    open_states = [State.WAITING, State.SENDING, State.IN_DOUBT]
    unsettled = MessageRecipient.objects.filter(state__in=open_states).values("message")
    return Message.objects.filter(purged_at=None, created_at__lt=before).exclude(pk__in=unsettled)


def person_export(person_uuid: UUID) -> dict[str, object]:
    """What was sent to one person: kind, subject, when."""
    rows = MessageRecipient.objects.select_related("message").filter(person_uuid=person_uuid).order_by("pk")
    sent = [
        {
            "skrevet": row.message.created_at.isoformat(),
            "til": row.address or "",
            "emne": row.subject or row.message.subject,
            "tilstand": str(State(row.state).label),
        }
        for row in rows
    ]
    return {"mails": sent} if sent else {}
