# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What meetings hold about a person who is in the rolls: promises they own, and what they said in a hearing."""

from __future__ import annotations

from uuid import UUID

from samspil.dialogue.hearing.models import HearingAsk, HearingRemark
from samspil.dialogue.promises.models import PromiseAnswer
from samspil.people.persons.digests import email_digest
from samspil.people.persons.queries.persons import person_by_uuid


def promises_of(*, person: UUID) -> list[PromiseAnswer]:
    """The answers with this person's e-mail address. Addresses are ciphertext, so each one is looked at."""
    found = person_by_uuid(person)
    if found is None or not found.email_digest:
        return []
    owned = PromiseAnswer.objects.filter(owner_email__isnull=False).order_by("pk")
    return [answer for answer in owned if email_digest(answer.owner_email or "") == found.email_digest]


def asks_of(*, person: UUID) -> list[HearingAsk]:
    return list(HearingAsk.objects.filter(key=asked_key(person)).order_by("pk"))


def asked_key(person: UUID) -> str:
    return f"person:{person}"


def person_export(person: UUID) -> dict[str, object]:
    """Under Danish headings; empty when there is nothing."""
    promises = [
        {"dato": answer.answered_at.isoformat(), "svar": answer.words, "senest": answer.due_on and str(answer.due_on)}
        for answer in promises_of(person=person)
    ]
    remarks = [
        {"dato": remark.given_at.isoformat(), "svar": str(remark.get_verdict_display()), "ord": remark.words}
        for remark in HearingRemark.objects.filter(ask__key=asked_key(person)).order_by("pk")
    ]
    found: dict[str, object] = {}
    if promises:
        found["løfter"] = promises
    if remarks:
        found["høringssvar"] = remarks
    return found
