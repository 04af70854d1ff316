# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a feature hands over to be sent: plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail. `method` ("REQUEST", "PUBLISH") makes an .ics an invitation in the mail itself."""

    name: str
    content: bytes
    content_type: str = "application/octet-stream"
    method: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """The words of a mail as one reader gets them."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """One who gets a copy. `key` names him within the message: the same (kind, ref, key) is never sent twice.

    `subject`, `text` and `html` replace the message's own when this copy differs (a personal link). `secrets` are the
    strings of such a link that nobody but the recipient should read: the outbox page hides them. `person` is the
    person's uuid, by which an erasure finds the row.
    """

    address: str
    name: str = ""
    key: str = ""
    language: str = ""
    subject: str | None = None
    text: str | None = None
    html: str | None = None
    attachments: Sequence[Attachment] = ()
    secrets: Sequence[str] = ()
    person: UUID | None = None
