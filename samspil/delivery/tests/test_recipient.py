# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import datetime as dt
from uuid import uuid4

import pytest

from samspil.core import audit, clock
from samspil.core.errors import Refused
from samspil.core.models import AuditEntry
from samspil.core.tests.actors import Officer
from samspil.delivery import sending
from samspil.delivery.actions import (
    Attachment,
    Recipient,
    RecipientUnknown,
    failed_retry,
    messages_purge,
    person_erase,
    recipient_resolve,
    recipient_retry,
)
from samspil.delivery.enums import Failure, State
from samspil.delivery.models import Message, MessageAttachment, MessageRecipient
from samspil.delivery.queries import message_progress, person_export

pytestmark = pytest.mark.django_db

MONTH = dt.timedelta(days=30)


@pytest.fixture
def failed(queue, postbox, only_row):
    postbox.says["asta@skole.example"] = ["550 no such user"]
    queue()
    sending.deliver()
    return only_row()


def test_a_person_sends_it_again_to_a_corrected_address(failed, only_row, postbox):
    officer = Officer()

    recipient_retry(recipient=failed.uuid, by=officer, now=clock.now(), address="asta.aaberg@skole.example")
    sending.deliver()

    row = only_row()
    assert (row.state, row.resolution, row.resolved_by) == (State.SENT, "again", officer.uuid)
    assert postbox.received == {"asta.aaberg@skole.example": 1}
    entry = AuditEntry.objects.get(action="recipient_retry")
    assert entry.changes == {"state": ["failed", "waiting"]}
    assert audit.personal_values(entry) == {"address": ("asta@skole.example", "asta.aaberg@skole.example")}


def test_what_is_sent_is_not_sent_again(queue, postbox, only_row):
    queue()
    sending.deliver()

    with pytest.raises(Refused) as refusal:
        recipient_retry(recipient=only_row().uuid, by=None, now=clock.now())
    with pytest.raises(Refused):
        recipient_resolve(recipient=only_row().uuid, by=None, now=clock.now())

    assert refusal.value.code == "recipient-busy"
    sending.deliver()
    assert postbox.received == {"asta@skole.example": 1}


def test_a_new_address_must_be_one(failed, only_row):
    with pytest.raises(Refused) as refusal:
        recipient_retry(recipient=failed.uuid, by=None, now=clock.now(), address="asta")

    assert refusal.value.code == "mail-address"
    assert only_row().state == State.FAILED


def test_nobody_knows_that_copy():
    with pytest.raises(RecipientUnknown):
        recipient_retry(recipient=uuid4(), by=None, now=clock.now())


@pytest.mark.parametrize("state", [State.FAILED, State.WAITING])
def test_a_log_in_code_is_sent_again_to_nobody_else(queue, postbox, only_row, state):
    """An officer who got it could log in as the one whom it was meant for."""
    queue(confidential=True)
    if state == State.FAILED:
        postbox.says["asta@skole.example"] = ["550 no such user"]
        sending.deliver()
    assert only_row().state == state

    with pytest.raises(Refused) as refusal:
        recipient_retry(recipient=only_row().uuid, by=Officer(), now=clock.now(), address="lone@example.org")

    assert refusal.value.code == "recipient-confidential"
    assert (only_row().address, only_row().state) == ("asta@skole.example", state)
    recipient_retry(recipient=only_row().uuid, by=Officer(), now=clock.now(), address="asta@skole.example")
    assert only_row().state == State.WAITING


def test_a_closed_mail_goes_to_no_other_address_than_its_readers(queue, postbox, only_row):
    """It bears the reader's own link."""
    postbox.says["asta@skole.example"] = ["550 no such user"]
    queue(closed=True)
    sending.deliver()

    with pytest.raises(Refused) as refusal:
        recipient_retry(recipient=only_row().uuid, by=Officer(), now=clock.now(), address="lone@example.org")

    assert refusal.value.code == "recipient-closed"
    recipient_retry(recipient=only_row().uuid, by=Officer(), now=clock.now())
    assert only_row().state == State.WAITING


def test_all_that_failed_are_sent_again_and_those_in_doubt_are_not(queue, postbox, ref):
    for number in range(3):
        postbox.says[f"r{number}@skole.example"] = ["550 no"]
    queue(*[Recipient(address=f"r{i}@skole.example", key=str(i)) for i in range(4)])
    sending.deliver()
    MessageRecipient.objects.filter(key="2").update(state=State.IN_DOUBT, handing_over_at=clock.now(), failure="")

    assert failed_retry(ref=ref, kind="letter", by=None, now=clock.now()) == 2
    sending.deliver()

    progress = message_progress(ref=ref, kind="letter")
    assert (progress.sent, progress.failed, progress.in_doubt) == (3, 0, 1)


def test_an_address_that_is_none_must_be_corrected_first(queue, ref, only_row):
    queue(Recipient(address="asta@", key="a"))
    (row,) = message_progress(ref=ref, kind="letter").failed_rows

    assert row.needs_address
    assert failed_retry(ref=ref, kind="letter", by=None, now=clock.now()) == 0
    with pytest.raises(Refused) as refusal:
        recipient_retry(recipient=row.uuid, by=None, now=clock.now())
    assert refusal.value.code == "mail-address"
    assert only_row().state == State.FAILED


def test_a_month_after_all_is_settled_the_words_are_erased(queue, postbox, only_row):
    queue(Recipient(address="a@b.example", text="Dit link: x"), attachments=[Attachment(name="a.pdf", content=b"1")])
    later = clock.now() + MONTH + dt.timedelta(minutes=1)
    assert messages_purge(now=later, keep=MONTH) == 0, "it has not been sent yet"
    sending.deliver()
    assert messages_purge(now=clock.now(), keep=MONTH) == 0

    assert messages_purge(now=later, keep=MONTH) == 1

    message = Message.objects.get()
    assert (message.text, message.html, message.purged_at) == ("", "", later)
    assert not MessageAttachment.objects.exists()
    assert (only_row().text, only_row().address, only_row().state) == ("", "a@b.example", State.SENT)
    assert messages_purge(now=later, keep=MONTH) == 0


def test_log_in_codes_are_erased_within_the_hour(queue, postbox):
    queue(confidential=True, subject="Din kode")
    queue(kind="other")
    sending.deliver()

    assert messages_purge(now=clock.now() + dt.timedelta(hours=1, minutes=1), keep=MONTH) == 1
    message = Message.objects.get(confidential=True)
    assert message.purged_at is not None
    assert [(row.address, row.name, row.server_reply) for row in message.recipients.all()] == [("", "", "")]
    assert MessageRecipient.objects.get(kind="other").address


def test_what_the_demo_keeps_is_not_erased(queue):
    queue()
    sending.deliver()

    assert messages_purge(now=clock.now() + 3 * MONTH, keep=MONTH) == 0


def test_an_erased_mail_cannot_be_sent_again(failed):
    messages_purge(now=clock.now() + 2 * MONTH, keep=MONTH)

    with pytest.raises(Refused) as refusal:
        recipient_retry(recipient=failed.uuid, by=None, now=clock.now())

    assert refusal.value.code == "recipient-purged"


def test_an_erased_person_leaves_a_count_and_nothing_else(queue, postbox, ref):
    person = uuid4()
    mine = Recipient(
        address="asta@skole.example",
        name="Asta",
        key="a",
        person=person,
        subject="Kære Asta",
        text="Kære Asta",
        attachments=[Attachment(name="asta.ics", content=b"Asta")],
    )
    queue(mine, Recipient(address="bo@skole.example", key="b"))
    assert person_export(person)["mails"][0]["til"] == "asta@skole.example"

    assert person_erase(person) == 1
    sending.deliver()

    row = MessageRecipient.objects.get(key="a")
    assert (row.state, row.failure) == (State.FAILED, Failure.ERASED)
    assert (row.address, row.name, row.text, row.subject) == ("", "", "", "")
    assert postbox.received == {"bo@skole.example": 1}
    assert message_progress(ref=ref, kind="letter").total == 2
    assert not MessageAttachment.objects.exists()
    with pytest.raises(Refused):
        recipient_retry(recipient=row.uuid, by=None, now=clock.now())


def test_every_reason_is_a_whole_sentence_in_danish():
    for failure in Failure:
        assert str(failure.label).endswith(".")
