# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.delivery.actions import Attachment, Recipient, message_queue
from samspil.delivery.enums import Failure, State
from samspil.delivery.models import Message, MessageAttachment, MessageRecipient
from samspil.live.models import LiveEvent

ASTA = Recipient(address="asta@skole.example", name="Asta", key="asta")
BO = Recipient(address="bo@skole.example", name="Bo", key="bo")


@pytest.mark.django_db
def test_each_recipient_gets_a_waiting_row_with_its_own_message_id(queue, ref):
    message = queue(ASTA, BO)

    rows = list(message.recipients.order_by("pk"))
    assert [(row.key, row.state, row.attempt) for row in rows] == [("asta", "waiting", 0), ("bo", "waiting", 0)]
    assert len({row.mail_id for row in rows}) == 2
    assert rows[0].mail_id == f"<{rows[0].uuid}@samspil.kommune.example>"


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_never_sent(queue, ref):
    with transaction.atomic():
        queue(ASTA)
        transaction.set_rollback(True)

    assert not Message.objects.exists()
    assert not MessageRecipient.objects.exists()
    assert not DBTaskResult.objects.exists(), "nobody is woken either"
    assert not LiveEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_queued():
    with pytest.raises(RuntimeError, match=r"transaction\.atomic"):
        message_queue(kind="k", subject="s", text="t", html="", recipients=[ASTA], now=clock.now())

    assert not Message.objects.exists()


@pytest.mark.django_db
def test_the_worker_is_woken_once_for_many_mails(queue):
    queue(ASTA)
    queue(BO)

    assert DBTaskResult.objects.filter(task_path="samspil.delivery.tasks.deliver").count() == 1


@pytest.mark.django_db
def test_queueing_twice_sends_once(queue):
    first = queue(ASTA, BO)

    second = queue(ASTA, BO)

    assert second == first
    assert Message.objects.count() == 1
    assert MessageRecipient.objects.count() == 2


@pytest.mark.django_db
def test_only_the_new_ones_are_added_the_second_time(queue):
    first = queue(ASTA)

    second = queue(ASTA, BO, attachments=[Attachment(name="brev.pdf", content=b"%PDF")])

    assert second != first
    assert [row.key for row in second.recipients.all()] == ["bo"]


@pytest.mark.django_db
def test_the_same_key_in_one_mail_is_one_copy(queue):
    message = queue(ASTA, ASTA)

    assert message.recipients.count() == 1


@pytest.mark.django_db
def test_without_a_key_the_address_is_the_key(queue):
    queue(Recipient(address="Asta@Skole.example"))
    queue(Recipient(address=" asta@skole.example "))

    assert MessageRecipient.objects.count() == 1


@pytest.mark.django_db
def test_another_kind_or_ref_is_another_mail(queue):
    queue(ASTA)
    queue(ASTA, kind="reminder")
    queue(ASTA, ref=None)
    queue(ASTA, ref=None)

    assert MessageRecipient.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Brev\nBcc: alle@verden.example"},
        {"subject": "Brev\u2028fra mødet"},
        {"sender_name": "Kommunen\r\nBcc: x@y.example"},
        {"reply_to": "a@b.example\r\nBcc: x@y.example"},
        {"recipients": [Recipient(address="a@b.example", name="Asta\nBcc: x@y.example")]},
        {"recipients": [Recipient(address="a@b.example\nBcc: x@y.example")]},
        {"recipients": [Recipient(address="a@b.example", subject="Hej\rBcc: x@y.example")]},
        {"attachments": [Attachment(name="a\n.pdf", content=b"")]},
    ],
)
def test_no_header_can_be_smuggled_in(queue, changes):
    with pytest.raises(Refused, match="Intet er sendt") as refusal:
        queue(**changes)

    assert refusal.value.code == "mail-header-control"
    assert not Message.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "asta", "asta@", "@skole.example", "a b@skole.example", "asta@skole"])
def test_an_address_that_is_none_does_not_hold_up_the_others(queue, address):
    queue(Recipient(address=address, key="bad"), BO)

    bad, good = MessageRecipient.objects.order_by("pk")
    assert (bad.state, bad.failure) == (State.FAILED, Failure.ADDRESS_UNUSABLE)
    assert good.state == State.WAITING


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["a@skole.example", "søren@skole.example", "info@blåbær.example", "a+b@x.example"])
def test_an_address_in_danish_letters_is_one(queue, address):
    message = queue(Recipient(address=address))

    assert message.recipients.get().state == State.WAITING


@pytest.mark.django_db
def test_a_file_belongs_to_all_or_to_one(queue):
    mine = Recipient(address="a@b.example", key="a", attachments=[Attachment(name="mit.ics", content=b"1")])

    queue(mine, BO, attachments=[Attachment(name="brev.pdf", content=b"2")])

    found = MessageAttachment.objects.order_by("name").values_list("name", "recipient__key")
    assert list(found) == [("brev.pdf", None), ("mit.ics", "a")]


@pytest.mark.django_db
def test_whoever_watches_is_told(queue, ref):
    queue(ASTA)

    assert list(LiveEvent.objects.values_list("channel", "kind")) == [(f"delivery:{ref}", "progress")]


@pytest.mark.django_db
def test_contact_data_is_ciphertext_in_the_database(queue, django_db_blocker):
    queue(Recipient(address="asta@skole.example", name="Asta Åberg", text="Dit link: https://x.example/l/hemmelig"))

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT address || name || text FROM delivery_messagerecipient")
        stored = cursor.fetchone()[0]
    assert "asta@" not in stored
    assert "Åberg" not in stored
    assert "hemmelig" not in stored
