# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import re

import pytest
from django.urls import reverse

from samspil.delivery import gate, sending
from samspil.delivery.actions import Attachment, Recipient
from samspil.delivery.enums import State
from samspil.delivery.models import MessageRecipient
from samspil.delivery.queries import message_progress
from samspil.delivery.sse import access, render

pytestmark = pytest.mark.django_db

SECRET = "https://samspil.kommune.example/s/hemmelig-nøgle"


@pytest.fixture
def demo(settings):
    settings.DEMO = True


@pytest.fixture
def officer(monkeypatch):
    """Whoever asks is an officer."""
    monkeypatch.setattr(gate, "_may", [lambda request: True])


@pytest.fixture
def row(queue, only_row):
    queue(
        Recipient(
            address="asta@skole.example",
            name="Asta Åberg",
            key="asta",
            text=f"Svar her: {SECRET}\n\n<b>Hej</b>",
            html=f'<p>Svar <a href="{SECRET}">her</a></p><script>alert(1)</script>',
            attachments=[Attachment(name="møde.ics", content=f"URL:{SECRET}".encode(), content_type="text/calendar")],
            secrets=[SECRET],
        )
    )
    sending.deliver()
    return only_row()


def addresses(row):
    names = ("outbox-mail", "outbox-html", "recipient-retry", "recipient-resolve")
    return [
        reverse("delivery:outbox"),
        *(reverse(f"delivery:{name}", args=[row.uuid]) for name in names),
        reverse("delivery:outbox-attachment", args=[row.uuid, 1]),
        reverse("delivery:failed-retry", args=[row.ref, row.kind]),
    ]


def test_for_others_there_is_no_outbox(client, row, monkeypatch):
    monkeypatch.setattr(gate, "_may", [lambda request: False])

    for address in addresses(row):
        assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}, address
    assert client.get(reverse("delivery:outbox")).status_code == 404
    assert client.post(reverse("delivery:recipient-retry", args=[row.uuid])).status_code == 404


def test_getting_a_page_changes_nothing(client, demo, row):
    for name in ("recipient-retry", "recipient-resolve"):
        assert client.get(reverse(f"delivery:{name}", args=[row.uuid])).status_code == 405


def test_the_list_says_who_what_when_and_how_it_went(client, demo, row):
    page = client.get(reverse("delivery:outbox")).content.decode()

    for words in ("Asta Åberg", "asta@skole.example", "Brev fra mødet", "Sendt", "Ingen af dem har forladt huset"):
        assert words in page


def test_the_list_can_show_one_state_and_goes_on_in_pages(client, demo, queue, django_assert_max_num_queries):
    queue(*[Recipient(address=f"r{i}@skole.example", name=f"Navn {i:03}", key=str(i)) for i in range(60)])

    first = client.get(reverse("delivery:outbox")).content.decode()
    assert "Navn 059" in first
    assert "Navn 009" not in first
    more = re.search(r'href="(\?efter=[^"]+)"', first).group(1)
    second = client.get(reverse("delivery:outbox") + more).content.decode()
    assert "Navn 009" in second
    assert "Navn 010" not in second
    assert "Her er ingen mails" in client.get(reverse("delivery:outbox") + "?tilstand=failed").content.decode()
    assert client.get(reverse("delivery:outbox") + "?tilstand=sludder&efter=sludder").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(client, demo, queue, number, django_assert_max_num_queries):
    queue(*[Recipient(address=f"r{i}@skole.example", key=str(i)) for i in range(number)])
    client.get(reverse("delivery:outbox"))

    with django_assert_max_num_queries(8):
        client.get(reverse("delivery:outbox"))


def test_in_the_demo_one_reads_the_mail_as_its_reader_does(client, demo, row):
    page = client.get(reverse("delivery:outbox-mail", args=[row.uuid])).content.decode()

    assert f'href="{SECRET.replace("nøgle", "n%C3%B8gle")}"' in page
    assert "&lt;b&gt;Hej&lt;/b&gt;" in page
    assert "møde.ics" in page


def test_the_mails_own_html_is_shut_in(client, demo, row):
    response = client.get(reverse("delivery:outbox-html", args=[row.uuid]))

    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:")
    assert policy.endswith("sandbox")
    assert "script-src" not in policy
    assert response["Referrer-Policy"] == "no-referrer"
    assert SECRET in response.content.decode()


def test_a_file_is_handed_out_to_be_saved_and_never_run(client, demo, row):
    response = client.get(reverse("delivery:outbox-attachment", args=[row.uuid, 1]))

    assert response.content.decode() == f"URL:{SECRET}"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''m%C3%B8de.ics"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    for number in (0, 2, 99, 2**63, 10**30):
        assert client.get(reverse("delivery:outbox-attachment", args=[row.uuid, number])).status_code == 404


def test_outside_the_demo_an_officer_does_not_see_personal_links(client, officer, row):
    for name in ("outbox-mail", "outbox-html"):
        page = client.get(reverse(f"delivery:{name}", args=[row.uuid])).content.decode()
        assert "hemmelig" not in page
        assert "•••" in page
    assert b"hemmelig" not in client.get(reverse("delivery:outbox-attachment", args=[row.uuid, 1])).content


def test_outside_the_demo_an_officer_does_not_read_log_in_codes(client, officer, queue, only_row):
    queue(kind="account", subject="Koden er 123456", text="123456", html="<p>123456</p>", confidential=True)
    row = only_row()

    for address in (reverse("delivery:outbox"), reverse("delivery:outbox-mail", args=[row.uuid])):
        assert "123456" not in client.get(address).content.decode()
    assert client.get(reverse("delivery:outbox-html", args=[row.uuid])).status_code == 404


def test_a_copy_in_doubt_offers_both_ways_out(client, officer, row):
    MessageRecipient.objects.update(state=State.IN_DOUBT, sent_at=None, transport="", handing_over_at=row.state_at)
    page = client.get(reverse("delivery:outbox-mail", args=[row.uuid])).content.decode()
    assert "Send igen" in page
    assert "Regn som sendt" in page

    response = client.post(reverse("delivery:recipient-resolve", args=[row.uuid]), follow=True)

    assert "Mailen regnes som sendt." in response.content.decode()
    row.refresh_from_db()
    assert (row.state, row.transport) == (State.SENT, "counted")


def test_a_failed_copy_is_sent_to_a_corrected_address(client, officer, queue, only_row):
    queue(Recipient(address="asta", key="a"))
    row = only_row()
    page = client.get(reverse("delivery:outbox-mail", args=[row.uuid])).content.decode()
    assert "Adressen kan ikke bruges" in page

    wrong = client.post(reverse("delivery:recipient-retry", args=[row.uuid]), {"address": "asta@"}, follow=True)
    assert "er ikke en mailadresse" in wrong.content.decode()
    client.post(reverse("delivery:recipient-retry", args=[row.uuid]), {"address": "asta@skole.example"})

    assert (only_row().state, only_row().address) == (State.WAITING, "asta@skole.example")


def test_one_goes_back_where_one_came_from_and_nowhere_else(client, officer, queue, ref):
    queue(Recipient(address="asta", key="a"))
    address = reverse("delivery:failed-retry", args=[ref, "letter"])

    assert client.post(address, {"next": "/moeder/1/"}).url == "/moeder/1/"
    assert client.post(address, {"next": "https://evil.example/"}).url == reverse("delivery:outbox")


def test_progress_says_in_words_what_is_where(client, queue, postbox, ref, rf):
    from django.template.loader import render_to_string

    queue(*[Recipient(address=f"r{i}@skole.example", name=f"Navn {i}", key=str(i)) for i in range(9)])
    sending.deliver()
    sent = {"sent_at": None, "transport": ""}
    MessageRecipient.objects.filter(key__in="12").update(state=State.FAILED, failure="mailbox-full", **sent)
    MessageRecipient.objects.filter(key="3").update(state=State.IN_DOUBT, handing_over_at="2026-10-07T12:00Z", **sent)
    MessageRecipient.objects.filter(key="4").update(
        state=State.WAITING, due_at="2026-10-07T12:00Z", failure="later", handing_over_at=None, **sent
    )

    progress = message_progress(ref=ref, kind="letter")
    page = render_to_string(
        "delivery/progress.html", {"progress": progress, "live": True, "mends": True}, request=rf.get("/m/?a=1")
    )

    for words in (
        "5 af 9 er sendt.",
        "1 er på vej.",
        "1 måtte vente. Vi prøver selv igen.",
        "Næste forsøg er kl. 14.00.",
        "2 kom ikke frem.",
        "Modtagerens postkasse er fuld.",
        "Ved 1 er det uvist, om mailen kom frem.",
        "Send alle 2 igen",
        f'data-live="/live/delivery:{ref}/"',
        'data-live-swap="progress-letter"',
        'value="/m/?a=1"',
    ):
        assert words in page, words


def test_who_may_not_mend_a_mail_sees_no_button_for_it(queue, ref, rf, officer):
    from django.template.loader import render_to_string

    queue(*[Recipient(address=f"r{i}@skole.example", name=f"Navn {i}", key=str(i)) for i in range(3)])
    sent = {"due_at": None}
    MessageRecipient.objects.filter(key__in="12").update(state=State.FAILED, failure="mailbox-full", **sent)
    MessageRecipient.objects.filter(key="0").update(state=State.IN_DOUBT, handing_over_at="2026-10-07T12:00Z", **sent)
    progress = message_progress(ref=ref, kind="letter")

    page = render_to_string("delivery/progress.html", {"progress": progress}, request=rf.get("/m/"))

    assert "2 kom ikke frem." in page
    assert "Ved 1 er det uvist" in page
    assert "Forvaltningen kan sende dem igen." in page
    for refused in ("<button", "<form", "<a ", "/udbakke/"):
        assert refused not in page
    drawn = render(f"delivery:{ref}", "da", "sender")["progress-letter"]
    assert "<button" not in drawn
    assert "<button" in render(f"delivery:{ref}", "da", "officer")["progress-letter"]


def test_a_closed_mail_shows_to_whom_and_how_it_went_and_no_words(client, officer, queue, settings):
    words = {"text": "Hemmeligt", "html": "<p>Hemmeligt</p>"}
    queue(Recipient(address="anna@hjem.example", name="Anna Voksen", key="a", **words), closed=True)
    row = MessageRecipient.objects.get()
    listed = client.get(reverse("delivery:outbox")).text
    page = client.get(reverse("delivery:outbox-mail", args=[row.uuid])).text

    assert "Anna Voksen" in listed
    assert "Brev fra mødet" not in listed + page
    assert "Hemmeligt" not in page
    assert "Kun modtageren må læse denne mail." in page
    assert client.get(reverse("delivery:outbox-html", args=[row.uuid])).status_code == 404
    settings.DEMO = True
    assert "Hemmeligt" in client.get(reverse("delivery:outbox-mail", args=[row.uuid])).text


def test_progress_is_live_for_officers_only(queue, ref, rf, officer, monkeypatch):
    queue()
    channel = f"delivery:{ref}"

    assert access(rf.get("/"), channel) == "officer"
    assert access(rf.get("/"), "delivery:sludder") is None
    assert "0 af 1 er sendt." in render(channel, "da", "officer")["progress-letter"]
    assert render("delivery:sludder", "da", "officer") == {}
    monkeypatch.setattr(gate, "_may", [])
    assert access(rf.get("/"), channel) is None
