# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How far a mail to many has come."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, Min, Q, QuerySet

from samspil.delivery.addresses import is_usable
from samspil.delivery.enums import Failure, State, Transport
from samspil.delivery.models import MessageRecipient

_KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressRow:
    """One recipient, as an officer sees it."""

    uuid: UUID
    name: str
    address: str
    state: State
    state_at: dt.datetime
    due_at: dt.datetime | None
    sent_at: dt.datetime | None
    reason: str
    server_reply: str
    # The address must be corrected before it can be sent again.
    needs_address: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many copies are where, and each that somebody may have to see to, by name. A copy that arrived has no row."""

    ref: UUID
    kind: str
    waiting: int
    sending: int
    sent: int
    failed: int
    in_doubt: int
    # Nobody has chosen a mail server: they lie in the outbox, and have left no house. In the demo that is to be sent.
    kept: int
    failed_rows: Sequence[ProgressRow]
    in_doubt_rows: Sequence[ProgressRow]
    # Waiting because it went wrong once.
    delayed_rows: Sequence[ProgressRow]

    @property
    def channel(self) -> str:
        """The live channel on which its changes are told."""
        return f"delivery:{self.ref}"

    @property
    def total(self) -> int:
        return self.under_way + self.sent + self.failed + self.in_doubt + self.kept

    @property
    def under_way(self) -> int:
        return self.waiting + self.sending

    @property
    def is_done(self) -> bool:
        return self.under_way == 0

    @property
    def to_retry(self) -> int:
        """How many that failed can be sent again as they are."""
        return sum(not row.needs_address for row in self.failed_rows)


@dataclass(frozen=True, slots=True)
class SentOf:
    """Copies of mails: all, those the mail server took, and those still to go. The rest needs a hand."""

    total: int
    sent: int
    under_way: int
    kept: int = 0


def message_progress(*, ref: UUID, kind: str) -> Progress:
    """The copies of every mail of this kind about `ref`."""
    (found,) = progress_of_kinds(ref=ref, kinds=(kind,))
    return found


def progress_of_kinds(*, ref: UUID, kinds: Sequence[str]) -> list[Progress]:
    """The same for each of the kinds, in their order; two queries whatever the number of kinds and copies."""
    copies = MessageRecipient.objects.filter(ref=ref, kind__in=kinds)
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    found = copies.order_by().values_list("kind", "state", "transport").annotate(number=Count("pk"))
    for kind, state, transport, number in found:
        counts[kind][_KEPT if transport == Transport.KEPT and not settings.DEMO else state] += number
    return [_progress(ref, kind, counts[kind], rows) for kind, rows in _troubled(copies, kinds).items()]


def _troubled(copies: QuerySet[MessageRecipient], kinds: Sequence[str]) -> dict[str, list[ProgressRow]]:
    """Only these are deciphered: a mail to a whole city is a thousand copies, of which some need a hand."""
    found: dict[str, list[ProgressRow]] = {kind: [] for kind in kinds}
    needing = Q(state__in=(State.FAILED, State.IN_DOUBT)) | Q(state=State.WAITING) & ~Q(failure="")
    for row in copies.filter(needing).defer("text", "html", "secrets").order_by("pk"):
        found[row.kind].append(progress_row(row))
    for rows in found.values():
        rows.sort(key=lambda row: row.name or row.address)
    return found


def _progress(ref: UUID, kind: str, counts: Counter[str], rows: Sequence[ProgressRow]) -> Progress:
    return Progress(
        ref=ref,
        kind=kind,
        waiting=counts[State.WAITING],
        sending=counts[State.SENDING],
        sent=counts[State.SENT],
        failed=counts[State.FAILED],
        in_doubt=counts[State.IN_DOUBT],
        kept=counts[_KEPT],
        failed_rows=[row for row in rows if row.state == State.FAILED],
        in_doubt_rows=[row for row in rows if row.state == State.IN_DOUBT],
        delayed_rows=[row for row in rows if row.state == State.WAITING],
    )


def sent_by_ref(*, refs: Collection[UUID], kind: str) -> dict[UUID, SentOf]:
    """How far the mails of this kind are, for each `ref` that has some; one query whatever the number."""
    kept = Q(transport=Transport.KEPT) if not settings.DEMO else Q(pk__in=())
    found = (
        MessageRecipient.objects.filter(ref__in=refs, kind=kind)
        .values_list("ref")
        .annotate(
            total=Count("pk"),
            sent=Count("pk", filter=Q(state=State.SENT) & ~kept),
            under_way=Count("pk", filter=Q(state__in=(State.WAITING, State.SENDING))),
            kept=Count("pk", filter=kept),
        )
    )
    return {ref: SentOf(*numbers) for ref, *numbers in found}


def kinds_of(*, ref: UUID) -> list[str]:
    """Which kinds of mail there are about `ref`."""
    return list(MessageRecipient.objects.filter(ref=ref).order_by("kind").values_list("kind", flat=True).distinct())


def progress_row(row: MessageRecipient) -> ProgressRow:
    return ProgressRow(
        uuid=row.uuid,
        name=row.name or "",
        address=row.address or "",
        state=State(row.state),
        state_at=row.state_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
        reason=str(Failure(row.failure).label) if row.failure else "",
        server_reply=row.server_reply or "",
        needs_address=row.state == State.FAILED and not is_usable(row.address or ""),
    )


@dataclass(frozen=True, slots=True)
class WorkAhead:
    """When the worker is needed next: the first copy due, and when the last lease in use runs out."""

    due_at: dt.datetime | None
    leases_until: dt.datetime | None


def work_ahead(*, urgent: bool) -> WorkAhead:
    waiting = MessageRecipient.objects.filter(state=State.WAITING, urgent=urgent).aggregate(at=Min("due_at"))
    sending = MessageRecipient.objects.filter(state=State.SENDING).aggregate(at=Max("lease_until"))
    return WorkAhead(due_at=waiting["at"], leases_until=sending["at"])


@dataclass(frozen=True, slots=True)
class Doubts:
    """How many mails in a row, since the last that was surely sent, the server has left without an answer."""

    number: int
    last_at: dt.datetime | None


def doubts_lately(*, now: dt.datetime, urgent: bool | None = None) -> Doubts:
    """Of one kind of mails, None of both. What a clock that was set ahead has dated later than `now` says nothing."""
    rows = MessageRecipient.objects.filter(state_at__lte=now)
    if urgent is not None:
        rows = rows.filter(urgent=urgent)
    sent = rows.filter(state=State.SENT, transport=Transport.SMTP).aggregate(at=Max("state_at"))["at"]
    open_doubts = rows.filter(state=State.IN_DOUBT)
    if sent is not None:
        open_doubts = open_doubts.filter(state_at__gt=sent)
    found = open_doubts.aggregate(number=Count("pk"), at=Max("state_at"))
    return Doubts(found["number"], found["at"])
