# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What may be done about invitations."""

from samspil.dialogue.inviting.actions.changes import change_mails_send
from samspil.dialogue.inviting.actions.invitations import (
    OPEN_AFTER,
    PURPOSE,
    Sent,
    invitation_sample,
    invitations_send,
    invitations_set,
    reminders_send,
    reply_give,
)
from samspil.dialogue.inviting.actions.reminders import timed_reminders_send

__all__ = [
    "OPEN_AFTER",
    "PURPOSE",
    "Sent",
    "change_mails_send",
    "invitation_sample",
    "invitations_send",
    "invitations_set",
    "reminders_send",
    "reply_give",
    "timed_reminders_send",
]
