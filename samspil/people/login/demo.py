# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Whom one can be in the demo. The demo's data registers them; outside the demo nobody can be anybody."""

import dataclasses
from uuid import UUID

from django.utils.functional import Promise


@dataclasses.dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """`person_uuid` None is somebody without an account (a table, a projector): one is then only sent to `url`."""

    key: str
    label: "str | Promise"
    person_uuid: UUID | None = None
    url: str = "/"


_people: dict[str, DemoPerson] = {}


def register_demo_person(person: DemoPerson) -> None:
    """The same key again replaces the person."""
    _people[person.key] = person


def demo_people() -> list[DemoPerson]:
    """In the order in which they were registered."""
    return list(_people.values())


def demo_person(key: str) -> DemoPerson | None:
    return _people.get(key)
