# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Finding persons."""

from uuid import UUID

from django.db.models import QuerySet

from samspil.people.persons import digests
from samspil.people.persons.models import Person


def persons_by_email(email: str) -> QuerySet[Person]:
    """Everybody with that address, by its keyed digest; families share addresses, so there may be several."""
    digest = digests.email_digest(email)
    if not digest:
        return Person.objects.none()
    return Person.objects.filter(email_digest=digest, erased_at__isnull=True).order_by("pk")


def person_by_email_and_name(*, email: str, name: str) -> Person | None:
    """Who is known by both: the address alone may be shared."""
    wanted = name.strip().lower()
    return next((person for person in persons_by_email(email) if person.name.lower() == wanted), None)


def person_by_uuid(uuid: UUID) -> Person | None:
    return Person.objects.filter(uuid=uuid).first()
