# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What others may read of the outbox."""

from samspil.delivery.queries.mail import mail_of
from samspil.delivery.queries.outbox import (
    OutboxFile,
    OutboxMail,
    OutboxRow,
    attachment_of,
    cursor_of,
    messages_recent,
    outbox_counts,
    outbox_mail,
    person_export,
)
from samspil.delivery.queries.progress import (
    Doubts,
    Progress,
    ProgressRow,
    SentOf,
    doubts_lately,
    kinds_of,
    message_progress,
    progress_of_kinds,
    sent_by_ref,
    work_ahead,
)

__all__ = [
    "Doubts",
    "OutboxFile",
    "OutboxMail",
    "OutboxRow",
    "Progress",
    "ProgressRow",
    "SentOf",
    "attachment_of",
    "cursor_of",
    "doubts_lately",
    "kinds_of",
    "mail_of",
    "message_progress",
    "messages_recent",
    "outbox_counts",
    "outbox_mail",
    "person_export",
    "progress_of_kinds",
    "sent_by_ref",
    "work_ahead",
]
