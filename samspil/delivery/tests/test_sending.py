# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The worker against a real mail server."""

import contextlib
import datetime as dt
import socket
import threading
import time
from email.utils import parseaddr

import pytest
import time_machine
from django.template.loader import render_to_string

from samspil.core import clock
from samspil.delivery import sending, smtp
from samspil.delivery.actions import Attachment, Recipient
from samspil.delivery.actions.leases import SCHEDULE, recipients_lease
from samspil.delivery.enums import Failure, State
from samspil.delivery.models import MessageRecipient
from samspil.delivery.queries import SentOf, message_progress, sent_by_ref
from samspil.delivery.tests import servers

pytestmark = pytest.mark.django_db


def many(number):
    return [Recipient(address=f"r{i}@skole.example", name=f"Rådsmedlem {i}", key=str(i)) for i in range(number)]


def test_twenty_recipients_get_one_copy_each_over_one_connection(queue, postbox, ref):
    queue(*many(20))

    sending.deliver()

    assert postbox.received == {f"r{i}@skole.example": 1 for i in range(20)}
    assert len(postbox.connections) == 1
    progress = message_progress(ref=ref, kind="letter")
    assert (progress.sent, progress.total, progress.is_done) == (20, 20, True)
    row = MessageRecipient.objects.order_by("pk").first()
    assert (row.transport, row.server_reply, row.attempt) == ("smtp", "250 2.0.0 taken over", 1)


def test_the_mail_arrives_as_it_was_written(queue, postbox):
    invitation = Attachment(
        name="møde.ics", content=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", content_type="text/calendar", method="request"
    )
    letter = Attachment(name="Brev fra mødet.pdf", content=b"%PDF-1.7 \x00\xff", content_type="application/pdf")
    queue(
        Recipient(address="asta@skole.example", name="Asta Åberg, فاطمة", key="a", language="ar"),
        subject="Indbydelse: tal med os om børnenes trivsel – دعوة إلى اجتماع الحوار بين المدرسة وأولياء في البلدية",
        text="Kære alle\n.\n.skjult punktum\n" + "lang " * 400 + "\nدعوة\n",
        html="<p>Kære alle</p>\n.\n" + "x" * 3000,
        sender_name="Ærø Kommune",
        reply_to="svar@kommune.example",
        attachments=[invitation, letter],
    )

    sending.deliver()

    (mail,) = postbox.mails
    assert mail["Subject"].startswith("Indbydelse: tal med os om børnenes trivsel – دعوة")
    assert mail["Subject"].endswith("في البلدية")
    assert mail["To"].addresses[0].display_name == "Asta Åberg, فاطمة"
    assert mail["To"].addresses[0].addr_spec == "asta@skole.example"
    assert parseaddr(mail["From"]) == ("Ærø Kommune", "dialog@kommune.example")
    assert mail["Reply-To"] == "svar@kommune.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "ar"
    text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert text == "Kære alle\n.\n.skjult punktum\n" + "lang " * 400 + "\nدعوة\n"
    assert mail.get_body(("html",)).get_content().startswith("<p>Kære alle</p>\r\n.\r\nxxx")
    calendar = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content_disposition() is None
    files = {part.get_filename(): part.get_payload(decode=True) for part in mail.iter_attachments()}
    assert files == {"møde.ics": invitation.content, "Brev fra mødet.pdf": letter.content}
    raw = postbox.envelopes[0].original_content
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


def test_without_a_mail_server_mails_are_kept_to_be_read(queue, only_row):
    queue()

    sending.deliver()

    row = only_row()
    assert (row.state, row.transport) == (State.SENT, "kept")


@pytest.mark.parametrize(("demo", "sent", "kept"), [(False, 0, 1), (True, 1, 0)])
def test_reported_nothing_is_called_sent_where_no_mail_server_is_chosen(queue, settings, ref, demo, sent, kept):
    """The demo plays that it is. Elsewhere an officer would believe that everybody is invited."""
    settings.DEMO = demo
    queue()

    sending.deliver()

    progress = message_progress(ref=ref, kind="letter")
    assert (progress.sent, progress.kept, progress.total, progress.is_done) == (sent, kept, 1, True)
    assert sent_by_ref(refs=[ref], kind="letter")[ref] == SentOf(1, sent, 0, kept)
    shown = render_to_string("delivery/progress_lines.html", {"progress": progress})
    assert ("Der er ikke valgt en mailserver" in shown, f"{sent} af 1 er sendt." in shown) == (not demo, True)


def test_own_words_go_before_the_messages(queue, postbox):
    queue(Recipient(address="a@b.example", subject="Til dig", text="Dit link", html="<p>Dit link</p>"))

    sending.deliver()

    (mail,) = postbox.mails
    assert mail["Subject"] == "Til dig"
    assert mail.get_body(("plain",)).get_content() == "Dit link\r\n"


def test_a_permanent_refusal_fails_at_once_in_plain_words_and_holds_up_nobody(queue, postbox, ref):
    postbox.says["r1@skole.example"] = ["550 5.1.1 no such user here"]
    queue(*many(3))

    sending.deliver()

    progress = message_progress(ref=ref, kind="letter")
    assert (progress.sent, progress.failed) == (2, 1)
    (failed,) = progress.failed_rows
    assert failed.reason == "Adressen findes ikke hos modtagerens mailserver."
    assert failed.server_reply == "550 5.1.1 no such user here"
    assert len(postbox.connections) == 1


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        ("552 5.2.2 mailbox full", Failure.MAILBOX_FULL),
        ("554 5.7.1 spam", Failure.NOT_WANTED),
        ("552 5.3.4 message too big", Failure.TOO_LARGE),
        ("553 who", Failure.ADDRESS_UNKNOWN),
        ("554 no", Failure.REFUSED),
    ],
)
def test_each_refusal_has_its_reason(queue, postbox, only_row, answer, failure):
    postbox.says_to_data = [answer]
    queue()

    sending.deliver()

    assert (only_row().state, only_row().failure) == (State.FAILED, failure)
    assert postbox.envelopes == []


def test_a_temporary_refusal_waits_its_turn_and_is_then_sent(queue, postbox, only_row):
    postbox.says["asta@skole.example"] = ["450 4.2.0 greylisted", "451 4.7.1 again"]
    start = clock.now()
    queue(now=start)

    sending.deliver()
    row = only_row()
    assert (row.state, row.failure, row.retries, row.attempt) == (State.WAITING, Failure.LATER, 1, 1)
    assert row.due_at - row.state_at == SCHEDULE[0]
    sending.deliver()
    assert only_row().attempt == 1, "not before its time"

    with time_machine.travel(row.due_at, tick=True):
        sending.deliver()
        row = only_row()
        assert row.due_at - row.state_at == SCHEDULE[1]
    with time_machine.travel(row.due_at, tick=True):
        sending.deliver()

    row = only_row()
    assert (row.state, row.failure, row.retries) == (State.SENT, "", 0)
    assert postbox.received == {"asta@skole.example": 1}


def test_the_schedule_ends_and_then_the_mail_has_failed(queue, postbox, only_row):
    postbox.says["asta@skole.example"] = ["450 later"] * 20
    queue()
    at = clock.now()
    for _time in range(len(SCHEDULE) + 1):
        with time_machine.travel(at, tick=True):
            sending.deliver()
        at = only_row().due_at or at

    row = only_row()
    assert (row.state, row.failure, row.server_reply) == (State.FAILED, Failure.LATER, "450 later")
    assert row.attempt == len(SCHEDULE) + 1


def test_nobody_at_home_is_a_setback_for_the_batch_and_ends_the_turn(queue, settings, ref):
    settings.SMTP_URL = f"smtp://127.0.0.1:{servers.free_port()}"
    queue(*many(25))

    done = sending.deliver()

    progress = message_progress(ref=ref, kind="letter")
    assert (progress.waiting, len(progress.delayed_rows)) == (25, sending.BATCH)
    assert progress.delayed_rows[0].reason == "Vi kunne ikke få forbindelse til mailserveren."
    assert done.resume_at is not None


@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")
def test_a_wrong_password_is_told_as_such(queue, settings, only_row):
    with servers.postbox(auth_required=True, auth_require_tls=False, authenticator=_nobody) as box:
        settings.SMTP_URL = f"smtp://bruger:forkert@127.0.0.1:{box.port}"
        queue()
        sending.deliver()

    assert (only_row().state, only_row().failure) == (State.WAITING, Failure.NOT_LET_IN)


def _nobody(*_args):
    from aiosmtpd.smtp import AuthResult

    return AuthResult(success=False, handled=False)


def test_starttls_that_was_demanded_and_is_not_there_sends_nothing(queue, settings, only_row, postbox):
    settings.SMTP_URL = f"smtp://127.0.0.1:{postbox.port}?starttls=1"
    queue()

    sending.deliver()

    assert only_row().failure == Failure.NO_CONTACT
    assert postbox.envelopes == []


def test_an_urgent_mail_goes_first(queue, postbox):
    queue(*many(3))
    queue(Recipient(address="kode@skole.example"), kind="account", ref=None, urgent=True)

    sending.deliver()

    assert postbox.envelopes[0].rcpt_tos == ["kode@skole.example"]


def test_an_address_the_server_cannot_carry_fails_alone(queue, postbox, ref):
    queue(Recipient(address="søren@skole.example", key="s"), Recipient(address="bo@blåbær.example", key="b"))

    sending.deliver()

    # aiosmtpd says SMTPUTF8 unless told not to; the domain goes in the letters of the domain name system.
    assert postbox.received == {"søren@skole.example": 1, "bo@xn--blbr-roah.example": 1}
    assert "To: søren@skole.example\r\n".encode() in postbox.envelopes[0].original_content


def test_a_server_without_utf8_refuses_letters_before_the_at(queue, settings, only_row):
    with servers.postbox(enable_SMTPUTF8=False) as box:
        settings.SMTP_URL = f"smtp://127.0.0.1:{box.port}"
        queue(Recipient(address="søren@skole.example"))
        sending.deliver()

    assert (only_row().state, only_row().failure) == (State.FAILED, Failure.ADDRESS_UNUSABLE)


def test_a_connection_that_breaks_in_the_body_is_tried_again(queue, settings, only_row):
    def hang_up():
        raise servers.Hangup

    script = servers.Script(at_body=hang_up)
    with servers.ScriptedServer(script).running() as server:
        settings.SMTP_URL = f"smtp://127.0.0.1:{server.port}"
        # So large that the server hangs up long before it is through.
        queue(attachments=[Attachment(name="a.pdf", content=b"x" * 8_000_000)])
        sending.deliver()

        row = only_row()
        assert (row.state, row.handing_over_at) == (State.WAITING, None)
        assert row.failure in {Failure.BROKEN_OFF, Failure.LATER}

        script.at_body = lambda: None
        with time_machine.travel(row.due_at, tick=True):
            sending.deliver()

    assert only_row().state == State.SENT
    assert len(server.taken) == 1


def test_an_answer_that_never_comes_after_the_dot_is_a_doubt(queue, settings, only_row, ref):
    def hang_up():
        raise servers.Hangup

    with servers.ScriptedServer(servers.Script(before_reply=hang_up)).running() as server:
        settings.SMTP_URL = f"smtp://127.0.0.1:{server.port}"
        queue()
        sending.deliver()
        with time_machine.travel(clock.now() + dt.timedelta(days=3), tick=True):
            sending.deliver()

    assert only_row().state == State.IN_DOUBT
    assert len(server.taken) == 1, "never sent again by itself"
    assert message_progress(ref=ref, kind="letter").in_doubt == 1


def test_a_server_that_is_silent_after_the_dot_gets_two_mails_and_then_one_now_and_then(queue, settings, ref):
    silent = True

    def hang_up():
        if silent:
            raise servers.Hangup

    with servers.ScriptedServer(servers.Script(before_reply=hang_up)).running() as server:
        settings.SMTP_URL = f"smtp://127.0.0.1:{server.port}"
        queue(*many(25))
        done = sending.deliver(urgent=False)
        assert (len(server.taken), done.resume_at is not None) == (2, True)
        again = sending.deliver(urgent=False)
        assert (len(server.taken), again.resume_at) == (2, pytest.approx(done.resume_at, abs=dt.timedelta(seconds=5)))
        assert set(MessageRecipient.objects.exclude(state=State.IN_DOUBT).values_list("state", "retries")) == {
            (State.WAITING, 0)
        }

        with time_machine.travel(again.resume_at, tick=True):
            later = sending.deliver(urgent=False)
        assert len(server.taken) == 3
        assert later.resume_at - again.resume_at > sending.PAUSE

        silent = False
        with time_machine.travel(later.resume_at, tick=True):
            assert sending.deliver(urgent=False).resume_at is None

    progress = message_progress(ref=ref, kind="letter")
    assert (progress.in_doubt, progress.sent) == (3, 22)


def test_doubts_of_a_clock_that_was_a_day_ahead_hold_no_mail_back(queue, settings):
    silent = True

    def hang_up():
        if silent:
            raise servers.Hangup

    with servers.ScriptedServer(servers.Script(before_reply=hang_up)).running() as server:
        settings.SMTP_URL = f"smtp://127.0.0.1:{server.port}"
        queue(*many(3), urgent=True)
        with time_machine.travel(clock.now() + dt.timedelta(days=1), tick=True):
            assert sending.deliver(urgent=True).resume_at is not None
        silent = False
        queue(urgent=True)
        assert sending.deliver(urgent=True).resume_at is None

    assert MessageRecipient.objects.filter(state=State.SENT).count() == 1


def test_a_code_does_not_wait_for_what_others_are_in_doubt_about(queue, settings, only_row):
    with servers.postbox() as box:
        settings.SMTP_URL = f"smtp://127.0.0.1:{box.port}"
        queue(*many(3))
        doubt = {"state": State.IN_DOUBT, "handing_over_at": clock.now(), "state_at": clock.now(), "due_at": None}
        MessageRecipient.objects.update(**doubt)
        queue(Recipient(address="brev@skole.example", key="brev"))
        queue(Recipient(address="kode@skole.example"), kind="account", ref=None, urgent=True)

        assert sending.deliver(urgent=False).resume_at is not None
        assert sending.deliver(urgent=True).resume_at is None

    assert box.received == {"kode@skole.example": 1}


def test_a_no_after_the_dot_is_a_no_and_not_a_doubt(queue, settings, only_row):
    with servers.ScriptedServer(servers.Script(takes=False)).running() as server:
        settings.SMTP_URL = f"smtp://127.0.0.1:{server.port}"
        queue()
        sending.deliver()

    row = only_row()
    assert (row.state, row.handing_over_at, row.server_reply) == (State.WAITING, None, "451 try later")


def test_a_server_that_closes_for_the_day_is_come_back_to(queue, settings, only_row):
    with servers.ScriptedServer(servers.Script(greeting="421 too busy")).running() as server:
        settings.SMTP_URL = f"smtp://127.0.0.1:{server.port}"
        queue()
        sending.deliver()

    assert (only_row().state, only_row().failure) == (State.WAITING, Failure.NO_CONTACT)


def test_the_message_id_is_the_same_on_the_second_try(queue, postbox, only_row):
    postbox.says_to_data = ["451 later"]
    queue()
    sending.deliver()
    with time_machine.travel(only_row().due_at, tick=True):
        sending.deliver()

    assert postbox.mails[0]["Message-ID"] == only_row().mail_id


def test_a_copy_erased_on_its_way_is_not_sent(queue, postbox, only_row, django_db_blocker):
    queue()
    (lease,) = recipients_lease(worker=only_row().uuid, now=clock.now(), limit=5)
    MessageRecipient.objects.update(address=None)

    sending._each([lease], lambda lease: sending._send(None, lease), sending.Turn())

    assert (only_row().state, only_row().failure) == (State.FAILED, Failure.CANNOT_WRITE)


def test_an_answer_that_comes_drop_by_drop_is_hung_up_on():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_drip, args=(listener,), daemon=True).start()
        server = smtp.Server(host="127.0.0.1", port=listener.getsockname()[1])
        with (
            smtp.Conversation(server, hostname="test", timeout=0.5) as conversation,
            pytest.raises(smtp.TransientFailure),
        ):
            conversation.send(sender="a@x.dk", recipient="b@x.dk", body=b"ord", before_end_of_data=lambda: True)


def _drip(listener: socket.socket) -> None:
    """Greets with a byte now and then, each well within the time; takes everything afterwards."""
    connection, _address = listener.accept()
    with connection, contextlib.suppress(OSError):
        for byte in b"220-" + b"w" * 60 + b"\r\n220 ready\r\n":
            connection.send(bytes([byte]))
            time.sleep(0.05)
        for line in connection.makefile("rb"):
            if (said := line.split()[0].upper()) in {b"EHLO", b"MAIL", b"RCPT", b"DATA", b".", b"QUIT"}:
                connection.send(b"354 go\r\n" if said == b"DATA" else b"250 ok\r\n")
