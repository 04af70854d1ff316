# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""From a row of the outbox to the bytes of a mail."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from samspil.delivery.parcels import Attachment

# Everything as seven-bit lines: no server on the way needs to be able to do more, and none may break a line.
_POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One copy, ready to be written."""

    message_id: str
    sender: str
    sender_name: str
    address: str
    name: str
    subject: str
    text: str
    html: str
    language: str = ""
    reply_to: str = ""
    attachments: Sequence[Attachment] = ()
    written_at: dt.datetime


def compose(mail: Mail) -> bytes:
    """The mail as it goes over the wire: CRLF lines of at most 998 bytes, ASCII only; the same each time."""
    message = EmailMessage(policy=_POLICY)
    message["Message-ID"] = mail.message_id
    message["Date"] = format_datetime(mail.written_at)
    own_name, own_address = parseaddr(mail.sender)
    message["From"] = address(mail.sender_name or own_name, own_address)
    message["To"] = address(mail.name, mail.address)
    if mail.reply_to:
        message["Reply-To"] = address("", mail.reply_to)
    message["Subject"] = mail.subject
    # No holiday answers, please (RFC 3834); Outlook listens to the second.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    if mail.language:
        message["Content-Language"] = mail.language
    message.set_content(_lines(mail.text))
    if mail.html:
        message.add_alternative(_lines(mail.html), subtype="html")
    for part in mail.attachments:
        if part.method:
            _add_calendar(message, part)
    for part in mail.attachments:
        _add_file(message, part)
    return message.as_bytes()


def address(name: str, spec: str) -> Address:
    """An address whose domain is in the letters of the domain name system; the name may be in any letters."""
    local, _at, domain = spec.rpartition("@")
    if not domain.isascii():
        domain = domain.encode("idna").decode()
    return Address(display_name=name, username=local, domain=domain)


def _add_calendar(message: EmailMessage, part: Attachment) -> None:
    """The invitation as a part of the mail itself: what Outlook and Gmail show buttons for."""
    message.add_alternative(part.content.decode(), subtype="calendar", params={"method": part.method})


def _add_file(message: EmailMessage, part: Attachment) -> None:
    maintype, _slash, subtype = part.content_type.partition("/")
    message.add_attachment(part.content, maintype=maintype, subtype=subtype or "octet-stream", filename=part.name)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
