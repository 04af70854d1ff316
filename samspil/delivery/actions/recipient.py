# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a person may do about a copy. Nothing here happens by itself."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samspil.core import audit
from samspil.core.errors import Refused, SamspilError
from samspil.delivery.actions.moves import move
from samspil.delivery.actions.progress import announce
from samspil.delivery.addresses import is_usable
from samspil.delivery.enums import Resolution, State, Transport
from samspil.delivery.hooks import mail_waits
from samspil.delivery.models import MessageRecipient


class RecipientUnknown(SamspilError):
    """There is no such copy."""

    def __init__(self) -> None:
        super().__init__(_("Mailen findes ikke i udbakken."), code="recipient-unknown")


@transaction.atomic
def recipient_retry(
    *, recipient: UUID, by: audit.Actor | None, now: dt.datetime, address: str | None = None
) -> MessageRecipient:
    """Sends a copy that failed, or is in doubt, once more, to a corrected `address` if one is given.

    One that waits for its turn is sent at once. The Message-ID stays, so a mail program that has the first copy drops
    the second. Refused while it is being sent, when it is sent, and when its words have been erased. A confidential or
    closed one goes to nobody else: whoever got another's code could log in as them, and their link is their own.
    """
    row = _locked(recipient)
    if row.state in {State.SENT, State.SENDING}:
        raise Refused(
            _("Mailen er sendt, eller den er ved at blive sendt. Der er ikke gjort noget."), code="recipient-busy"
        )
    if row.message.purged_at is not None or not (address or row.address):
        raise Refused(
            _("Mailens indhold eller adresse er slettet, så den kan ikke sendes igen. Skriv en ny."),
            code="recipient-purged",
        )
    to = row.address if address is None else address
    if not is_usable(to or ""):
        raise Refused(_("»%(address)s« er ikke en mailadresse.") % {"address": to}, code="mail-address")
    if row.message.confidential and to != row.address:
        raise Refused(
            _("Mailen har en kode, som kun modtageren må få. Den kan ikke sendes til en anden adresse."),
            code="recipient-confidential",
        )
    if row.message.closed and to != row.address:
        raise Refused(
            _("Kun modtageren må få mailen. Ret adressen hos personen, så får den næste mail den rigtige."),
            code="recipient-closed",
        )
    changes: dict[str, tuple[object, object]] = {"state": (row.state, State.WAITING)}
    if address is not None and address != row.address:
        changes["address"] = (row.address, address)
        row.address = address
        row.save(update_fields=["address"])
    move(
        row,
        State.WAITING,
        now=now,
        due_at=now,
        retries=0,
        failure="",
        server_reply="",
        **_decided(Resolution.AGAIN, by, now),
    )
    _record(row, "recipient_retry", changes, by=by, now=now)
    mail_waits(urgent=row.urgent)
    return row


@transaction.atomic
def recipient_resolve(*, recipient: UUID, by: audit.Actor | None, now: dt.datetime) -> MessageRecipient:
    """A person has found out that a copy in doubt did arrive: it counts as sent from when it was handed over."""
    row = _locked(recipient)
    if row.state != State.IN_DOUBT:
        raise Refused(_("Det er ikke uvist, om mailen kom frem. Der er ikke gjort noget."), code="recipient-no-doubt")
    changes: dict[str, tuple[object, object]] = {"state": (row.state, State.SENT)}
    move(
        row,
        State.SENT,
        now=now,
        sent_at=row.handing_over_at,
        transport=Transport.COUNTED,
        **_decided(Resolution.COUNTED, by, now),
    )
    _record(row, "recipient_resolve", changes, by=by, now=now)
    return row


@transaction.atomic
def failed_retry(*, ref: UUID, kind: str, by: audit.Actor | None, now: dt.datetime) -> int:
    """Sends every copy of one mail that did not arrive once more. Answers how many.

    Not those in doubt, nor those whose address must be corrected first.
    """
    failed = MessageRecipient.objects.filter(
        ref=ref, kind=kind, state=State.FAILED, message__purged_at=None, address__isnull=False
    )
    uuids = [row.uuid for row in failed.order_by("pk") if is_usable(row.address or "")]
    for uuid in uuids:
        recipient_retry(recipient=uuid, by=by, now=now)
    return len(uuids)


def _locked(recipient: UUID) -> MessageRecipient:
    row = (
        MessageRecipient.objects.select_related("message")
        .select_for_update(of=("self",))
        .filter(uuid=recipient)
        .first()
    )
    if row is None:
        raise RecipientUnknown
    return row


def _decided(resolution: Resolution, by: audit.Actor | None, now: dt.datetime) -> dict[str, object]:
    return {"resolution": resolution, "resolved_by": by.uuid if by else None, "resolved_at": now}


def _record(
    row: MessageRecipient, action: str, changes: audit.Changes, *, by: audit.Actor | None, now: dt.datetime
) -> None:
    personal = [field for field in changes if field == "address"]
    audit.record(
        by=by,
        at=now,
        action=action,
        obj=row,
        changes=changes,
        personal=personal,
        label=row.kind,
        subject=row.person_uuid,
    )
    announce(row.ref)
