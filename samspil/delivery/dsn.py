# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Reading what a mail server reports about a mail that it once took over (RFC 3464)."""

import email
import re
from dataclasses import dataclass
from email.message import Message
from email.policy import default

_MESSAGE_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`action` is failed, delayed, delivered, relayed or expanded; `words` are the reporting server's own."""

    message_id: str
    action: str
    code: str
    words: str


def read(raw: bytes) -> Report | None:
    """The report in `raw`, or None when it is not one (a holiday answer, spam) or names no mail."""
    report = email.message_from_bytes(raw, policy=default)
    if report.get_content_type() != "multipart/report":
        return None
    status = original = None
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            status = part
        elif kind in {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"}:
            original = part
    message_id = _message_id(original)
    if status is None or not message_id:
        return None
    fields = _recipient_fields(status)
    return Report(
        message_id=message_id,
        action=fields.get("action", "").strip().lower(),
        code=fields.get("status", "").strip(),
        words=" ".join(fields.get("diagnostic-code", "").rpartition(";")[2].split()) or fields.get("status", ""),
    )


def _recipient_fields(status: Message) -> dict[str, str]:
    """The block about the recipient: the first with an Action (the very first block is about the mail as a whole)."""
    blocks = status.get_payload()
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, Message) and block["action"]:
            return {name.lower(): str(value) for name, value in block.items()}
    return {}


def _message_id(original: Message | None) -> str:
    if original is None:
        return ""
    inner = original.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        value = str(inner[0]["message-id"] or "")
    else:
        value = str(email.message_from_string(str(inner), policy=default)["message-id"] or "")
    found = _MESSAGE_ID.search(value)
    return found.group() if found else ""
