# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What delivery tells those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samspil.core.hooks import hook

if TYPE_CHECKING:
    from datetime import datetime


@hook
def mail_waits(*, at: datetime | None = None, urgent: bool = False) -> None:
    """There are mails to send, at `at` or at once; urgent ones go their own way.

    Called in the transaction: the queue lies in the same database, so the task and the rows it is about come together
    or not at all.
    """
