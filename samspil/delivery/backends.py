# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Django's own way of sending mail, led into the outbox: what allauth sends (log-in codes) goes the way of the rest."""

from collections.abc import Sequence
from email.utils import parseaddr
from uuid import uuid4

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from samspil.core import clock
from samspil.delivery.actions import Recipient, message_queue

KIND = "account"


class OutboxEmailBackend(BaseEmailBackend):
    """Queues each mail in the transaction that is open, or in one of its own; sends nothing itself.

    The mails are urgent (somebody sits and waits for a code) and confidential (nobody else may read it).
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            for mail in email_messages:
                _queue(mail)
        return len(email_messages)


def _queue(mail: EmailMessage) -> None:
    addresses = [parseaddr(recipient) for recipient in mail.recipients()]
    message_queue(
        kind=KIND,
        subject=str(mail.subject),
        text=str(mail.body),
        html=_html(mail),
        recipients=[Recipient(address=address, name=name, key=str(uuid4())) for name, address in addresses],
        reply_to=", ".join(mail.reply_to[:1]),
        urgent=True,
        confidential=True,
        now=clock.now(),
    )


def _html(mail: EmailMessage) -> str:
    if isinstance(mail, EmailMultiAlternatives):
        for content, mimetype in mail.alternatives:
            if mimetype == "text/html":
                return str(content)
    return ""
