# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""One copy, as it is written to its reader."""

from django.db.models import Q

from samspil.delivery.mime import Mail
from samspil.delivery.models import MessageAttachment, MessageRecipient
from samspil.delivery.parcels import Attachment


def mail_of(*, recipient: int, sender: str) -> Mail:
    """The mail in the row `recipient`, its own words before the message's. Raises LookupError when they are erased."""
    row = MessageRecipient.objects.select_related("message").get(pk=recipient)
    message = row.message
    if message.purged_at is not None or not row.address:
        msg = "the words or the address of this mail have been erased"
        raise LookupError(msg)
    files = MessageAttachment.objects.filter(Q(recipient=None) | Q(recipient=row), message=message)
    return Mail(
        message_id=row.mail_id,
        sender=sender,
        sender_name=message.sender_name,
        address=row.address,
        name=row.name or "",
        subject=row.subject or message.subject,
        text=row.text or message.text or "",
        html=row.html or message.html or "",
        language=row.language,
        reply_to=message.reply_to,
        attachments=[
            Attachment(name=file.name, content=bytes(file.content), content_type=file.content_type, method=file.method)
            for file in files.order_by("pk")
        ],
        written_at=message.created_at,
    )
