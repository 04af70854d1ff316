# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Taking a person out of what meetings hold: names, addresses and words go, counts and promises stay (promise 1)."""

from __future__ import annotations

from uuid import UUID

from samspil.core import audit, clock
from samspil.dialogue.hearing.enums import Verdict
from samspil.dialogue.hearing.models import HearingRemark
from samspil.dialogue.privacy.queries.persons import asks_of, promises_of

ERASED_NAME = "Slettet person"


def person_erase(person: UUID) -> int:
    """Called by people inside its transaction, while the person's address is still known. Repeatable."""
    now, touched = clock.now(), 0
    for answer in promises_of(person=person):
        answer.owner_name, answer.owner_email, answer.owner_erased_at = ERASED_NAME, None, now
        answer.save(update_fields=["owner_name", "owner_email", "owner_erased_at"])
        touched += 1 + audit.payloads_erase(answer.uuid)
    for ask in asks_of(person=person):
        written = HearingRemark.objects.filter(ask=ask).exclude(verdict=Verdict.AGREE)
        touched += 1 + written.update(words="", erased_at=now) + audit.payloads_erase(ask.uuid)
        ask.key = f"erased:{ask.uuid}"
        ask.save(update_fields=["key"])
    return touched
