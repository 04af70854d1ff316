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
from samspil.delivery.queries.progress import Progress, ProgressRow, kinds_of, message_progress, work_ahead

__all__ = [
    "OutboxFile",
    "OutboxMail",
    "OutboxRow",
    "Progress",
    "ProgressRow",
    "attachment_of",
    "cursor_of",
    "kinds_of",
    "mail_of",
    "message_progress",
    "messages_recent",
    "outbox_counts",
    "outbox_mail",
    "person_export",
    "work_ahead",
]
