# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Accounts, as log-in and the demo look for them."""

from uuid import UUID

from samspil.people.models import User


def user_by_person(*, person_uuid: UUID) -> User | None:
    return User.objects.select_related("person").filter(person__uuid=person_uuid, is_active=True).first()


def user_by_external_id(external_id: str) -> User | None:
    """The active account of the person whom the identity provider knows by that id."""
    if not external_id:
        return None
    return User.objects.select_related("person").filter(person__external_id=external_id, is_active=True).first()
