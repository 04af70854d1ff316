# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from samspil.core import clock
from samspil.delivery.actions import Recipient, message_queue
from samspil.delivery.models import MessageRecipient
from samspil.delivery.tests import servers


@pytest.fixture(autouse=True)
def house(settings):
    settings.DEMO = False
    settings.SMTP_URL = ""
    settings.MAIL_FROM = "Ringkøbing Kommune <dialog@kommune.example>"
    settings.ORIGIN = "https://samspil.kommune.example"


@pytest.fixture
def ref() -> UUID:
    return uuid4()


@pytest.fixture
def postbox(settings):
    with servers.postbox() as box:
        settings.SMTP_URL = f"smtp://127.0.0.1:{box.port}"
        yield box


@pytest.fixture
def queue(ref):
    """Queues one mail in a transaction of its own."""

    def queue(*recipients: Recipient, now: dt.datetime | None = None, **changes):
        values = {
            "kind": "letter",
            "ref": ref,
            "subject": "Brev fra mødet",
            "text": "Kære alle\n\nTak for i aftes.\n",
            "html": "<p>Kære alle</p><p>Tak for i aftes.</p>",
            "recipients": recipients or [Recipient(address="asta@skole.example", name="Asta Åberg", key="asta")],
            "now": now or clock.now(),
        }
        with transaction.atomic():
            return message_queue(**values | changes)

    return queue


@pytest.fixture
def only_row():
    def only_row() -> MessageRecipient:
        return MessageRecipient.objects.get()

    return only_row
