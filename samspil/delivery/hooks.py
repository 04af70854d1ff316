# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What delivery tells those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core.hooks import hook, provider

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest


@hook
def mail_waits(*, at: datetime | None = None, urgent: bool = False) -> None:
    """There are mails to send, at `at` or at once; urgent ones go their own way.

    Called in the transaction: the queue lies in the same database, so the task and the rows it is about come together
    or not at all.
    """


@provider
def mails_come(*, ref: UUID) -> bool:  # type: ignore[empty-body]  # a hook's signature
    """Whether there is something with this id that mails are written about, also before the first one is written."""


@provider
def may_follow(*, request: HttpRequest, ref: UUID) -> bool:  # type: ignore[empty-body]  # a hook's signature
    """Whether the reader sends the mails about this, and may see how far they are; what is done about one that did not
    arrive is for those who run the outbox.
    """
