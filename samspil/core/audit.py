# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The audit trail: one row for each action, in its transaction; what is personal in it can be erased, the trace cannot.

The permanent row holds a digest of each personal value under a random salt. The salt lies with the values in a
payload row of its own, so erasing that row leaves a digest that nobody can check or guess his way back from.
"""

import datetime as dt
import enum
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models import Q

from samspil.core.models import AuditEntry, AuditPayload

Changes = Mapping[str, tuple[object, object]]


class Actor(Protocol):
    """Whoever may have done something: a user with a public uuid."""

    uuid: UUID


class Verdict(enum.StrEnum):
    """What the personal values of an entry look like today."""

    NONE = "none"  # the entry has none
    INTACT = "intact"  # they are the ones the entry was written with
    BROKEN = "broken"  # somebody changed them, or the entry
    ERASED = "erased"  # they are gone; nothing can be checked any more


def record(
    *,
    by: Actor | None,
    at: dt.datetime,
    action: str,
    obj: models.Model,
    changes: Changes | None = None,
    personal: Collection[str] = (),
    label: str = "",
    subject: UUID | None = None,
) -> AuditEntry:
    """Writes who did what to `obj` (saved, so that it has a pk), in the transaction of the change itself.

    `changes` is {field: (old, new)} of JSON-able values, dates and uuids included. Fields named in `personal`, and
    those of `obj` that somebody writes words in, go to the erasable payload: words may name anybody. `subject` is the
    person, or the note, they are about when `obj` is another row. `label` is kept for good: never a person's name.
    Raises outside a transaction: a trace without its change, or the reverse, is worth nothing.
    """
    if not connection.in_atomic_block:
        msg = "audit.record() belongs inside the transaction.atomic() of what it records"
        raise RuntimeError(msg)
    if obj.pk is None:
        msg = "audit.record() needs a saved row"
        raise ValueError(msg)
    changes = changes or {}
    unknown = set(personal) - set(changes)
    if unknown:
        msg = f"personal fields without a change: {sorted(unknown)}"
        raise ValueError(msg)
    private = {field: list(pair) for field, pair in changes.items() if field in personal or _is_of_words(obj, field)}
    salt = secrets.token_bytes(32)
    entry = AuditEntry.objects.create(
        at=at,
        by_uuid=by.uuid if by is not None else None,
        action=action,
        object_type=obj._meta.label_lower,
        object_pk=str(obj.pk),
        object_uuid=getattr(obj, "uuid", None),
        label=label,
        changes=_plain({field: list(pair) for field, pair in changes.items() if field not in private}),
        digests={field: _digest(salt, field, pair) for field, pair in private.items()},
    )
    if private:
        AuditPayload.objects.create(entry=entry, subject_uuid=subject, salt=salt, values=_json(private))
    return entry


def _is_of_words(obj: models.Model, name: str) -> bool:
    fields = {field.name: field for field in obj._meta.concrete_fields}
    field = fields.get(name)
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def verify(entry: AuditEntry) -> Verdict:
    """Whether the personal values of `entry` are still the ones it was written with."""
    if not entry.digests:
        return Verdict.NONE
    payload = AuditPayload.objects.filter(entry=entry).first()
    if payload is None:
        return Verdict.ERASED
    values: dict[str, list[object]] = json.loads(payload.values or "{}")
    salt = bytes(payload.salt)
    agrees = values.keys() == entry.digests.keys() and all(
        hmac.compare_digest(_digest(salt, field, pair), entry.digests[field]) for field, pair in values.items()
    )
    return Verdict.INTACT if agrees else Verdict.BROKEN


def personal_values(entry: AuditEntry) -> dict[str, tuple[object, object]]:
    """{field: (old, new)} of the personal fields, empty once erased."""
    payload = AuditPayload.objects.filter(entry=entry).first()
    if payload is None:
        return {}
    return {field: (pair[0], pair[1]) for field, pair in json.loads(payload.values or "{}").items()}


def trail_of(obj: models.Model) -> models.QuerySet[AuditEntry]:
    """What happened to `obj`, oldest first."""
    rows = AuditEntry.objects.filter(object_type=obj._meta.label_lower, object_pk=str(obj.pk))
    return rows.order_by("at", "pk")


def payloads_forget(*, now: dt.datetime) -> int:
    """Throws the personal values away that are older than `AUDIT_KEEP`. Who did what, when, stays. Answers how many."""
    number, _by_model = AuditPayload.objects.filter(entry__at__lt=now - settings.AUDIT_KEEP).delete()
    return number


def payloads_erase(uuid: UUID) -> int:
    """Erases the values about a person or another object, and keeps that something happened. Answers how many went."""
    return _payloads_about(uuid).delete()[0]


def payloads_erase_saying(*, says: Callable[[str], bool], about: Collection[UUID] | None = None) -> int:
    """Erases the values in which a text `says` so; that something happened stays.

    `about` is which objects are looked at: all but persons, also those that are gone, when it is left out.
    """
    rows = AuditPayload.objects.order_by("pk")
    if about is None:
        rows = rows.exclude(entry__object_type="people.person")
    else:
        rows = rows.filter(Q(entry__object_uuid__in=about) | Q(subject_uuid__in=about))
    gone = [
        row.pk
        for row in rows.iterator(chunk_size=2000)
        if any(says(text) for text in _texts(json.loads(row.values or "{}")))
    ]
    return AuditPayload.objects.filter(pk__in=gone).delete()[0]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in _texts(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in _texts(one))


def payloads_export(person_uuid: UUID) -> dict[str, object]:
    """The values about one person, under the time of each entry."""
    payloads = _payloads_about(person_uuid).select_related("entry").order_by("entry__at", "pk")
    rows = [
        {
            "tid": payload.entry.at.isoformat(),
            "handling": payload.entry.action,
            "felter": json.loads(payload.values or "{}"),
        }
        for payload in payloads
    ]
    return {"historik": rows} if rows else {}


def _payloads_about(person_uuid: UUID) -> models.QuerySet[AuditPayload]:
    return AuditPayload.objects.filter(Q(subject_uuid=person_uuid) | Q(entry__object_uuid=person_uuid))


def _json(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value: dict[str, list[object]]) -> dict[str, list[object]]:
    plain: dict[str, list[object]] = json.loads(_json(value))
    return plain


def _digest(salt: bytes, field: str, pair: list[object]) -> str:
    return hmac.new(salt, _json([field, pair]).encode(), hashlib.sha256).hexdigest()
