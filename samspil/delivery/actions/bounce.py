# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A report about a mail that had been taken over."""

import datetime as dt
import enum

from django.db import transaction

from samspil.core import audit
from samspil.delivery import dsn
from samspil.delivery.actions.moves import move
from samspil.delivery.actions.progress import announce
from samspil.delivery.enums import Failure, State, Transport
from samspil.delivery.models import MessageRecipient
from samspil.delivery.smtp import reason


class BounceResult(enum.StrEnum):
    """What a report changed."""

    FAILED = "failed"  # the copy did not arrive
    ARRIVED = "arrived"  # a doubt is settled: it did
    NOTHING = "nothing"  # a delay, or nothing we did not know
    NOT_A_REPORT = "not-a-report"
    UNKNOWN = "unknown"  # about a mail that is not ours


@transaction.atomic
def bounce_record(*, raw: bytes, now: dt.datetime) -> BounceResult:
    """Takes in a delivery report (RFC 3464) and moves the copy whose Message-ID it names."""
    report = dsn.read(raw)
    if report is None:
        return BounceResult.NOT_A_REPORT
    row = MessageRecipient.objects.select_for_update().filter(mail_id=report.message_id).first()
    if row is None:
        return BounceResult.UNKNOWN
    before = row.state
    result = _apply(row, report, now=now)
    if result != BounceResult.NOTHING:
        audit.record(
            by=None, at=now, action="bounce_record", obj=row, changes={"state": (before, row.state)}, label=row.kind
        )
        announce(row.ref)
    return result


def _apply(row: MessageRecipient, report: dsn.Report, *, now: dt.datetime) -> BounceResult:
    left_us = row.state in {State.SENT, State.IN_DOUBT} or (
        row.state == State.SENDING and row.handing_over_at is not None
    )
    if report.action == "failed" and left_us:
        code = int(report.code[:1] + "00") if report.code[:1] in {"4", "5"} else 500
        found = reason(code, f"{report.code} {report.words}")
        failure = Failure.BOUNCED if found == Failure.REFUSED else found
        move(row, State.FAILED, now=now, failure=failure, server_reply=f"{report.code} {report.words}".strip())
        return BounceResult.FAILED
    if report.action in {"delivered", "relayed"} and row.state == State.IN_DOUBT:
        move(row, State.SENT, now=now, sent_at=row.handing_over_at, transport=Transport.SMTP, server_reply=report.words)
        return BounceResult.ARRIVED
    return BounceResult.NOTHING
