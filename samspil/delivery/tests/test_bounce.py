# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import io
import sys

import pytest
from django.core.management import call_command

from samspil.core import clock
from samspil.core.models import AuditEntry
from samspil.delivery import sending
from samspil.delivery.actions import BounceResult, bounce_record
from samspil.delivery.enums import Failure, State
from samspil.delivery.models import MessageRecipient
from samspil.delivery.tests.reports import report

pytestmark = [pytest.mark.django_db, pytest.mark.locale]


@pytest.fixture
def sent(queue, postbox, only_row):
    queue()
    sending.deliver()
    return only_row()


@pytest.mark.parametrize("original", ["text/rfc822-headers", "message/rfc822"])
def test_a_mail_that_comes_back_has_failed_with_a_reason(sent, only_row, original):
    result = bounce_record(raw=report(sent.mail_id, original=original, body="Kære"), now=clock.now())

    assert result == BounceResult.FAILED
    row = only_row()
    assert (row.state, row.failure, row.sent_at) == (State.FAILED, Failure.ADDRESS_UNKNOWN, None)
    assert row.server_reply == "5.1.1 550 5.1.1 no such user"
    assert AuditEntry.objects.get(action="bounce_record").changes == {"state": ["sent", "failed"]}


@pytest.mark.parametrize(
    ("status", "words", "failure"),
    [
        ("5.2.2", "552 5.2.2 over quota", Failure.MAILBOX_FULL),
        ("5.0.0", "554 something", Failure.BOUNCED),
        ("4.4.7", "delivery time expired", Failure.BOUNCED),
        ("", "", Failure.BOUNCED),
    ],
)
def test_each_report_has_its_reason(sent, only_row, status, words, failure):
    bounce_record(raw=report(sent.mail_id, status=status, words=words), now=clock.now())

    assert only_row().failure == failure


def test_a_delay_changes_nothing(sent, only_row):
    assert bounce_record(raw=report(sent.mail_id, action="delayed"), now=clock.now()) == BounceResult.NOTHING

    assert only_row().state == State.SENT


def test_a_report_of_delivery_settles_a_doubt(sent, only_row):
    MessageRecipient.objects.update(state=State.IN_DOUBT, sent_at=None, transport="")

    assert bounce_record(raw=report(sent.mail_id, action="delivered"), now=clock.now()) == BounceResult.ARRIVED

    assert (only_row().state, only_row().sent_at) == (State.SENT, sent.handing_over_at)


def test_a_report_about_a_mail_that_waits_changes_nothing(queue, only_row):
    queue()

    assert bounce_record(raw=report(only_row().mail_id), now=clock.now()) == BounceResult.NOTHING

    assert only_row().state == State.WAITING


@pytest.mark.parametrize(
    ("raw", "result"),
    [
        (report("<somebody@else.example>"), BounceResult.UNKNOWN),
        (report(""), BounceResult.NOT_A_REPORT),
        (b"", BounceResult.NOT_A_REPORT),
        (b"\xff\x00" * 100, BounceResult.NOT_A_REPORT),
        (b"Subject: Ferie\r\n\r\nJeg er tilbage mandag.", BounceResult.NOT_A_REPORT),
        (b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\n--b--", BounceResult.NOT_A_REPORT),
        (
            b"Content-Type: multipart/report; boundary=b\r\n\r\n"
            b"--b\r\nContent-Type: message/delivery-status\r\n\r\nx\r\n"
            b"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <a@b>\r\n--b--",
            BounceResult.UNKNOWN,
        ),
    ],
)
def test_what_is_no_report_about_our_mail_changes_nothing(sent, only_row, raw, result):
    assert bounce_record(raw=raw, now=clock.now()) == result

    assert only_row().state == State.SENT


def test_the_command_reads_a_report_from_a_pipe(sent, only_row, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(report(sent.mail_id)), encoding="utf-8"))

    call_command("bounce")

    assert "ikke kommet frem" in capsys.readouterr().out
    assert only_row().state == State.FAILED
