# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What may be done with the outbox."""

from samspil.delivery.actions.bounce import BounceResult, bounce_record
from samspil.delivery.actions.message import message_queue
from samspil.delivery.actions.purge import (
    address_erase,
    copies_withdraw,
    message_take_back,
    messages_erase,
    messages_purge,
    person_erase,
    sender_erase,
    words_redact,
)
from samspil.delivery.actions.recipient import RecipientUnknown, failed_retry, recipient_resolve, recipient_retry
from samspil.delivery.parcels import Attachment, Recipient

__all__ = [
    "Attachment",
    "BounceResult",
    "Recipient",
    "RecipientUnknown",
    "address_erase",
    "bounce_record",
    "copies_withdraw",
    "failed_retry",
    "message_queue",
    "message_take_back",
    "messages_erase",
    "messages_purge",
    "person_erase",
    "recipient_resolve",
    "recipient_retry",
    "sender_erase",
    "words_redact",
]
