# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail

from samspil.delivery import sending
from samspil.delivery.models import Message, MessageRecipient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox_backend(settings):
    settings.EMAIL_BACKEND = "samspil.delivery.backends.OutboxEmailBackend"


def test_what_django_sends_goes_through_the_outbox_and_nothing_leaves_at_once(postbox):
    assert send_mail("Din kode", "Koden er 123456.", None, ["asta@skole.example"]) == 1

    assert postbox.envelopes == []
    message, row = Message.objects.get(), MessageRecipient.objects.get()
    assert (message.kind, message.confidential, row.urgent) == ("account", True, True)

    sending.deliver()
    (mail,) = postbox.mails
    assert mail["Subject"] == "Din kode"
    assert "123456" in mail.get_content()


def test_the_same_code_twice_is_two_mails(postbox):
    for _time in range(2):
        send_mail("Din kode", "Koden er 123456.", None, ["asta@skole.example"])

    sending.deliver()

    assert postbox.received == {"asta@skole.example": 2}


def test_the_html_part_and_names_come_along(postbox):
    mail = EmailMultiAlternatives("Hej", "tekst", to=["Asta Åberg <asta@skole.example>"], reply_to=["svar@k.example"])
    mail.attach_alternative("<p>html</p>", "text/html")

    mail.send()
    sending.deliver()

    (received,) = postbox.mails
    assert received.get_body(("html",)).get_content().strip() == "<p>html</p>"
    assert received["To"].addresses[0].display_name == "Asta Åberg"
    assert received["Reply-To"] == "svar@k.example"


def test_several_mails_at_once(postbox):
    from django.core.mail import get_connection

    mails = [EmailMessage("Hej", "tekst", to=[f"r{i}@skole.example"]) for i in range(3)]

    assert get_connection().send_messages(mails) == 3

    assert Message.objects.count() == 3
