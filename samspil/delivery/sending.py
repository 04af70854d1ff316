# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""One worker's turn at the outbox."""

import contextlib
import datetime as dt
import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import psycopg
from django.conf import settings

from samspil.core import alive, clock
from samspil.delivery import mime, smtp
from samspil.delivery.actions.leases import (
    Lease,
    lease_renew,
    leases_free,
    leases_give_back,
    leases_take_over,
    recipient_failed,
    recipient_hand_over,
    recipient_in_doubt,
    recipient_retry_later,
    recipient_sent,
    recipients_lease,
)
from samspil.delivery.enums import Failure, Transport
from samspil.delivery.queries import doubts_lately, mail_of

logger = logging.getLogger(__name__)

# Taken up at a time: an urgent mail never waits behind more than this.
BATCH = 10
# A turn ends after this, so that other work of the same worker gets its turn too.
TURN = dt.timedelta(seconds=20)


# When the mail server cannot be reached, nobody knocks again before this.
PAUSE = dt.timedelta(minutes=1)

# A server that is silent after the dot has perhaps taken the mail, so each try leaves one more in doubt. After two in a
# row nobody tries before this long, and then with one mail; each time twice as long.
DOUBTS = 2
DOUBT_PAUSE, URGENT_PAUSE = (PAUSE, dt.timedelta(hours=1)), (dt.timedelta(seconds=10), dt.timedelta(minutes=5))

_OUR_SERVER = {Failure.NO_CONTACT, Failure.NOT_LET_IN}


Send = Callable[[Lease], smtp.TransientFailure | smtp.OutcomeUnknown | None]


@dataclass(slots=True, kw_only=True)
class Turn:
    """What one worker did. `resume_at` is set when the turn ended because the mail server does not answer.

    `urgent`: only urgent mails, only others, or None for both. `doubts` are those in a row that it left without answer.
    """

    urgent: bool | None = None
    worker: UUID = field(default_factory=uuid4)
    handled: int = 0
    doubts: int = 0
    resume_at: dt.datetime | None = None


def deliver(*, turn: dt.timedelta = TURN, urgent: bool | None = None) -> Turn:
    """Sends what is due, until nothing is or the time is up. Any number of workers may do so at once."""
    leases_free(now=clock.now())
    leases_take_over(now=clock.now())
    done = Turn(urgent=urgent)
    lately = doubts_lately(now=clock.now(), urgent=urgent)
    done.doubts = lately.number
    if lately.last_at is not None and lately.last_at + _pause(done) > clock.now():
        done.resume_at = lately.last_at + _pause(done)
        return done
    ends = clock.now() + turn
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(alive.alive(alive.TURNS, done.worker))
        except psycopg.OperationalError:
            # Then we look dead, and others may take what we have not begun: that costs time, and no mail.
            logger.warning("delivery: no connection of our own to the database")
        send: Send = _keep
        if settings.SMTP_URL:
            hostname = urlsplit(settings.ORIGIN).hostname or "localhost"
            conversation = smtp.Conversation(smtp.server(settings.SMTP_URL), hostname=hostname)
            send = functools.partial(_send, stack.enter_context(conversation))
        while done.resume_at is None and clock.now() < ends:
            leases = recipients_lease(worker=done.worker, now=clock.now(), limit=BATCH, urgent=urgent)
            if not leases:
                break
            _each(leases, send, done)
    return done


def _pause(done: Turn) -> dt.timedelta:
    """How long nobody tries after so many doubts in a row; nothing before there are `DOUBTS`."""
    if done.doubts < DOUBTS:
        return dt.timedelta()
    first, most = URGENT_PAUSE if done.urgent else DOUBT_PAUSE
    return min(first * (1 << min(done.doubts - DOUBTS, 10)), most)


def _each(leases: list[Lease], send: Send, done: Turn) -> None:
    left = list(leases)
    try:
        while left:
            if lease_renew(lease=left[0], now=clock.now()):
                problem = send(left[0])
                done.handled += 1
                if isinstance(problem, smtp.TransientFailure) and problem.failure in _OUR_SERVER:
                    _no_contact(left[1:], problem, done)
                    return
                done.doubts = done.doubts + 1 if isinstance(problem, smtp.OutcomeUnknown) else 0
                if pause := _pause(done):
                    done.resume_at = clock.now() + pause
                    leases_give_back(leases=left[1:], now=clock.now(), due=done.resume_at)
                    return
            left.pop(0)
    except BaseException:
        # The worker is told to stop, or something of ours is broken: what was not begun waits for the next worker.
        leases_give_back(leases=left, now=clock.now())
        raise


def _no_contact(leases: list[Lease], transient: smtp.TransientFailure, done: Turn) -> None:
    """It is not about this mail: the others need not each wait for the same silence."""
    now = clock.now()
    for lease in leases:
        recipient_retry_later(lease=lease, failure=transient.failure, reply=transient.reply, now=now)
    done.resume_at = now + PAUSE


def _keep(lease: Lease) -> None:
    """No mail server is named: the mail stays in the outbox, to be read there."""
    recipient_sent(lease=lease, transport=Transport.KEPT, reply="", now=clock.now())


def _send(conversation: smtp.Conversation, lease: Lease) -> smtp.TransientFailure | smtp.OutcomeUnknown | None:
    try:
        mail = mail_of(recipient=lease.recipient, sender=settings.MAIL_FROM)
        body = mime.compose(mail)
        sender = mime.envelope_address(parseaddr(mail.sender)[1])
        recipient = mime.envelope_address(mail.address)
    except (ValueError, LookupError) as error:
        # Without its words: they may hold an address, and the log holds none. The row has them.
        logger.error("delivery: could not write mail %s: %s", lease.recipient, type(error).__name__)
        recipient_failed(lease=lease, failure=Failure.CANNOT_WRITE, reply=str(error), now=clock.now())
        return None
    try:
        reply = conversation.send(
            sender=sender, recipient=recipient, body=body, before_end_of_data=functools.partial(_hand_over, lease)
        )
    except smtp.LeaseLost:
        logger.warning("delivery: mail %s was taken over by another worker", lease.recipient)
    except smtp.OutcomeUnknown as unknown:
        recipient_in_doubt(lease=lease, reply=unknown.reply, now=clock.now())
        return unknown
    except smtp.PermanentFailure as permanent:
        recipient_failed(lease=lease, failure=permanent.failure, reply=permanent.reply, now=clock.now())
    except smtp.TransientFailure as transient:
        recipient_retry_later(lease=lease, failure=transient.failure, reply=transient.reply, now=clock.now())
        return transient
    else:
        recipient_sent(lease=lease, transport=Transport.SMTP, reply=reply, now=clock.now())
    return None


def _hand_over(lease: Lease) -> bool:
    return recipient_hand_over(lease=lease, now=clock.now())
