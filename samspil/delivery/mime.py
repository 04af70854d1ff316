# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""From a row of the outbox to the bytes of a mail."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr

from samspil.delivery.addresses import has_control
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
    """The mail as it goes over the wire: CRLF lines of at most 998 bytes, the same each time.

    ASCII throughout, but for an address with letters such as æ before the @, which exists only in UTF-8 headers.
    """
    message = EmailMessage(policy=_POLICY if mail.address.rpartition("@")[0].isascii() else _POLICY.clone(utf8=True))
    own_name, own_address = parseaddr(mail.sender)
    # No holiday answers, please (RFC 3834); Outlook listens to the second.
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(mail.written_at),
        "From": _address_header("From", mail.sender_name or own_name, own_address),
        "To": _address_header("To", mail.name, mail.address),
        "Reply-To": _address_header("Reply-To", "", mail.reply_to) if mail.reply_to else "",
        "Subject": _words("Subject", mail.subject),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }
    for name, value in headers.items():
        if value:
            # As it stands: what Python 3.11 folds by itself loses the spaces between encoded words.
            message.set_raw(name, value)
    message.set_content(_lines(mail.text))
    if mail.html:
        message.add_alternative(_lines(mail.html), subtype="html")
    for part in mail.attachments:
        if part.method:
            _add_calendar(message, part)
    for part in mail.attachments:
        _add_file(message, part)
    if mail.language:
        # Last: what makes parts moves the content headers that are there into the first of them.
        message["Content-Language"] = mail.language
    return message.as_bytes()


def envelope_address(spec: str) -> str:
    """`spec` with its domain in the letters of the domain name system. Raises ValueError when it is no address."""
    local, _at, domain = spec.rpartition("@")
    if not local or not domain or has_control([spec]):
        msg = f"not an address: {spec!r}"
        raise ValueError(msg)
    return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode()}"


def _address_header(header: str, name: str, spec: str) -> str:
    address = envelope_address(spec)
    if not name:
        return address
    plain = name.isascii() and "=?" not in name
    quoted = formataddr((name, "a@b")).removesuffix(" <a@b>") if plain else _words(header, name)
    # The address on a line of its own: no line grows past what every server takes.
    return f"{quoted}\r\n <{address}>"


def _words(header: str, value: str) -> str:
    if has_control([value]):
        msg = f"a control character in {header}"
        raise ValueError(msg)
    charset = "us-ascii" if value.isascii() and "=?" not in value else "utf-8"
    return Header(value, charset, header_name=header).encode(linesep="\r\n")


def _add_calendar(message: EmailMessage, part: Attachment) -> None:
    """The invitation as a part of the mail itself: what Outlook and Gmail show buttons for."""
    message.add_alternative(part.content.decode(), subtype="calendar", params={"method": part.method})


def _add_file(message: EmailMessage, part: Attachment) -> None:
    maintype, _slash, subtype = part.content_type.partition("/")
    message.add_attachment(part.content, maintype=maintype, subtype=subtype or "octet-stream", filename=part.name)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
