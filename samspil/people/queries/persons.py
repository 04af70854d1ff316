# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Finding persons, and what of a person may be shown."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samspil.people import digests, rules
from samspil.people.held import Held
from samspil.people.models import Person


def shown_name(*, person: Person, held: Held, viewer_person_id: int | None = None, school_id: int | None = None) -> str:
    """The name as this reader may see it; a protected name only for oneself and for those who work at `school_id`."""
    if not person.name_protected or person.pk == viewer_person_id:
        return person.name
    if school_id is not None and rules.may_see_protected_names(held, school_id):
        return person.name
    return _("Navnet er beskyttet")


def persons_by_email(email: str) -> QuerySet[Person]:
    """Everybody with that address, by its keyed digest; families share addresses, so there may be several."""
    digest = digests.email_digest(email)
    if not digest:
        return Person.objects.none()
    return Person.objects.filter(email_digest=digest, erased_at__isnull=True).order_by("pk")


def person_by_uuid(uuid: UUID) -> Person | None:
    return Person.objects.filter(uuid=uuid).first()
